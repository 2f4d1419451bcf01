#include "normalize/normalizer.hpp"
#include "tests/normalize/documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace tamis::normalize {
namespace {

const Normalizer& normalizer() {
  static const auto loaded = Normalizer::load();
  return *loaded;
}

/// A text that is not a CV: its title stands large, each line below is a paragraph.
struct Text {
  std::string_view title;
  std::array<std::string_view, 4> lines;
};

struct InLanguage {
  std::string_view code;
  std::array<Text, 7> texts;  // letter, application, invoice, offer, minutes, article, certificate or recipe
};

std::vector<BlockText> blocks_of(const Text& text) {
  std::vector<BlockText> blocks{heading(std::string(text.title))};
  for (const auto line : text.lines) blocks.push_back(body(std::string(line)));
  return blocks;
}

Document document_from(const std::vector<BlockText>& blocks) {
  Document document = document_of({});
  for (const auto& each : blocks) {
    Document one = document_of({each});
    for (auto& block : one.pages.front().blocks) document.pages.front().blocks.push_back(std::move(block));
  }
  return document;
}

constexpr auto sender = std::string_view("Ada Quill\nada.quill@example.org\n+44 20 7946 0958");

const std::array<InLanguage, 8>& languages() {
  static const std::array<InLanguage, 8> all{{
#include "tests/normalize/not_cvs.inc"
  }};
  return all;
}

Profile profile_of(const std::vector<BlockText>& blocks) {
  return normalizer().profile(normalizer().read(document_from(blocks)), "2024-06", TimePoint{});
}

TEST(Likeness, InventsNobodyInDocumentsThatAreNoCvs) {
  for (const auto& [code, texts] : languages()) {
    for (const auto& text : texts) {
      auto blocks = blocks_of(text);
      EXPECT_TRUE(profile_of(blocks).empty()) << code << ": " << text.title;
      blocks.insert(blocks.begin(), body(std::string(sender)));
      EXPECT_TRUE(profile_of(blocks).empty()) << code << ", with a sender: " << text.title;
    }
  }
}

TEST(Likeness, KnowsACvWhoseFirstPageIsALetter) {
  const auto profile = profile_of(
      {body(std::string(sender)), body("Dear Sir or Madam,"), body("I am writing to apply."), body("Yours faithfully"),
       heading("Work Experience"), body("Cleaner 2015 – 2018\nBright Homes plc"),
       body("Night Porter 2018 – 2020\nHarbour Hotel Ltd"), heading("Education"),
       body("BSc Chemistry 2011 – 2014\nUniversity of Leeds"), heading("Languages"), body("English, French")});
  EXPECT_EQ(profile.work.size(), 2U);
  EXPECT_FALSE(profile.basics.name.empty());
}

TEST(Likeness, KnowsACvWithoutDates) {
  const auto profile =
      profile_of({body(std::string(sender)), heading("Work Experience"), body("Cleaner\nBright Homes plc"),
                  heading("Skills"), body("Windows, Floors"), heading("Interests"), body("Chess")});
  EXPECT_FALSE(profile.basics.name.empty());
}

TEST(Likeness, IsSaidInAWarning) {
  const auto text = normalizer().read(document_from({heading("Invoice"), body("Amount due: 200")}));
  const auto profile = normalizer().profile(text, "2024-06", TimePoint{});
  const auto warnings = normalizer().review(text, profile, "2024-06", TimePoint{});
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings.front().code, WarningCode::probably_not_a_cv);
}

}  // namespace
}  // namespace tamis::normalize
