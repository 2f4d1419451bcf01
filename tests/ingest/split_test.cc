#include "ingest/split.hpp"
#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::ingest {
namespace {

using parsers::testing::make_zip;
using ::testing::ElementsAre;
using ::testing::Pair;

using Names = std::vector<std::pair<std::string, std::string>>;

const std::string rtf = R"({\rtf1 Robin Muster, plumber})";

std::string mail(const std::string& words, const std::string& name, const std::string& attached) {
  return "From: robin@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" + words +
         "\n--b\nContent-Type: application/octet-stream; name=" + name + "\n\n" + attached + "\n--b--\n";
}

Upload upload(const std::string& name, const std::string& bytes) {
  const auto all = std::as_bytes(std::span(bytes));
  return {CandidateText(name), {all.begin(), all.end()}};
}

Result<std::vector<Part>> split(const std::string& name, const std::string& bytes, const Limits& limits = {}) {
  static const auto extractor = parsers::make_inline_extractor();
  static const auto normalizer = normalize::Normalizer::load().value();
  static const auto screener = redact::Screener::load(normalizer.folder()).value();
  static const SystemClock clock;
  return split(Pipeline(*extractor, normalizer, screener, clock, limits), upload(name, bytes));
}

/// What the parts are called, and whose they are.
Names names_of(const Result<std::vector<Part>>& parts) {
  Names names;
  for (const Part& part : parts.value()) {
    names.emplace_back(part.upload.name.reveal(Purpose::record), part.person.reveal(Purpose::record));
  }
  return names;
}

}  // namespace

TEST(Split, LeavesAFileAloneThatHoldsNoDocuments) {
  EXPECT_THAT(names_of(split("robin.rtf", rtf)), ElementsAre(Pair("robin.rtf", "robin")));
}

TEST(Split, LeavesAFileAloneThatCannotBeUnpacked) {
  EXPECT_THAT(names_of(split("robin.zip", "PK\x03\x04 and no more")), ElementsAre(Pair("robin.zip", "robin")));
}

TEST(Split, GivesEachFileOfAnArchiveToAPersonOfItsOwn) {
  const std::string inner = make_zip({{"kim.rtf", rtf}});
  EXPECT_THAT(names_of(split("all.zip", make_zip({{"b/robin.rtf", rtf}, {"more.zip", inner}}))),
              ElementsAre(Pair("all.zip/b/robin.rtf", "robin"), Pair("all.zip/more.zip/kim.rtf", "kim")));
}

TEST(Split, GivesAMailWithAllThatItHoldsToOnePerson) {
  const std::string packed = make_zip({{"robin.eml", mail("Here is my CV.", "cv.rtf", rtf)}, {"kim.rtf", rtf}});
  EXPECT_THAT(names_of(split("all.zip", packed)),
              ElementsAre(Pair("all.zip/kim.rtf", "kim"), Pair("all.zip/robin.eml/text.txt", "robin"),
                          Pair("all.zip/robin.eml/cv.rtf", "robin")));
}

TEST(Split, KeepsTheWordsOfAMail) {
  const auto parts = split("robin.eml", mail("I am free\nfrom May.\n\nYours, Robin", "cv.rtf", rtf));
  const auto& bytes = parts.value().front().upload.bytes;
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  EXPECT_THAT(text, ::testing::HasSubstr("from May."));
  EXPECT_THAT(text, ::testing::EndsWith("\n\nYours, Robin\n"));
}

TEST(Split, CountsThePartsAtAllDepths) {
  Limits limits;
  limits.enclosures = 2;
  const std::string two = make_zip({{"a.rtf", rtf}, {"b.rtf", rtf}});
  EXPECT_EQ(split("all.zip", two, limits).value().size(), 2U);
  const std::string four = make_zip({{"a.zip", two}, {"b.zip", two}});
  EXPECT_EQ(split("all.zip", four, limits).error().code, ErrorCode::expands_too_far);
}

TEST(Split, CountsTheBytesAtAllDepths) {
  Limits limits;
  limits.expanded_bytes = 600;
  const std::string long_rtf = R"({\rtf1 )" + std::string(350, 'a') + "}";
  const std::string one = make_zip({{"a.rtf", long_rtf}});
  EXPECT_EQ(split("all.zip", make_zip({{"a.zip", one}}), limits).value().size(), 1U);
  const std::string two = make_zip({{"a.zip", one}, {"b.zip", one}});
  EXPECT_EQ(split("all.zip", two, limits).error().code, ErrorCode::expands_too_far);
}

TEST(Split, StopsAtTheNestingOfContainers) {
  std::string nested = make_zip({{"a.rtf", rtf}});
  for (int depth = 1; depth < Limits().nesting; ++depth) nested = make_zip({{"a.zip", nested}});
  EXPECT_TRUE(split("all.zip", nested).has_value());
  EXPECT_EQ(split("all.zip", make_zip({{"a.zip", nested}})).error().code, ErrorCode::nested_too_deep);
}

}  // namespace tamis::ingest
