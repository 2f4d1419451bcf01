#include "core/reading_text.hpp"

#include "core/record.hpp"
#include "tests/core/invented.hpp"

#include <gtest/gtest.h>

namespace tamis {
namespace {

std::uint32_t counted_one_by_one(std::string_view text, std::uint32_t byte) {
  std::uint32_t count = 0;
  for (const char each : text.substr(0, byte)) count += (static_cast<unsigned char>(each) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

TEST(CodePointIndex, CountsAsOneByOne) {
  for (const std::size_t repeats : {0U, 1U, 9U, 16U, 40U}) {
    std::string text;
    for (std::size_t i = 0; i < repeats; ++i) text += "aé€𝄞 ";
    text.append(64 - text.size() % 64, 'x');
    const CodePointIndex index(text);
    for (std::uint32_t byte = 0; byte <= text.size(); ++byte) EXPECT_EQ(index.at(byte), counted_one_by_one(text, byte));
  }
  EXPECT_EQ(CodePointIndex("").at(0), 0U);
  EXPECT_EQ(CodePointIndex("é").at(2), 1U);
}

TEST(ReadingText, CountsCodePointsOfARange) { EXPECT_EQ(invented_text().code_points({6, 11}), (Span{5, 8})); }

TEST(ReadingText, LocatesARangeOnItsFirstPage) {
  const auto both_words = invented_text().locate({0, 11});
  ASSERT_TRUE(both_words);
  EXPECT_EQ(both_words->page, 1);
  EXPECT_EQ(both_words->box, (Box{10, 9, 70, 20}));
  const auto across_pages = invented_text().locate({6, 22});
  ASSERT_TRUE(across_pages);
  EXPECT_EQ(across_pages->page, 1);
  EXPECT_EQ(across_pages->box, (Box{45, 9, 70, 20}));
}

TEST(ReadingText, LocatesNothingBetweenWordsOrWithoutPages) {
  EXPECT_FALSE(invented_text().locate({5, 6}));
  EXPECT_FALSE(invented_text().locate({22, 22}));
  ReadingText flowing = invented_text();
  flowing.paged = false;
  EXPECT_FALSE(flowing.locate({0, 11}));
}

TEST(ReadingText, FindsTheLineThatHoldsAByte) {
  const ReadingText text = invented_text();
  EXPECT_EQ(text.line_at(0), &text.lines[0]);
  EXPECT_EQ(text.line_at(10), &text.lines[0]);
  EXPECT_EQ(text.line_at(11), nullptr);
  EXPECT_EQ(text.line_at(12), &text.lines[1]);
  EXPECT_EQ(text.line_at(22), nullptr);
}

TEST(Record, CountsEvidenceInCodePointsAndGivesItsPlace) {
  Profile profile;
  profile.basics.name = {CandidateText("naïf œuf"), Span{12, 22}, 0.5F};
  profile.basics.label = {CandidateText("not in the text"), {}, 1};
  const auto evidence = collect_evidence(profile, invented_text());
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0], (Evidence{"/basics/name", 2, Box{10, 10, 60, 22}, 9, 17, 0.5F}));
}

TEST(Record, SortsFindingsByPlaceAndQuotesThem) {
  Finding late, early;
  late.span = Span{12, 17};
  early.span = Span{6, 11};
  const auto told = to_record(std::vector{late, early}, invented_text());
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].text, CandidateText("été"));
  EXPECT_EQ(told[1].text, CandidateText("naïf"));
  EXPECT_EQ(told[1].start, 9U);
}

TEST(Record, TellsAWarningOnce) {
  const Warning twice{WarningCode::hidden_text, 1};
  EXPECT_EQ(to_record(std::vector{twice, Warning{WarningCode::hidden_text, 2}, twice}).size(), 2U);
}

}  // namespace tamis
