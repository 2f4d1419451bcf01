#include "parsers/ocr.hpp"

#include "tests/parsers/picture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace tamis::parsers {
namespace {

const std::vector<std::string> kParagraph{
    "Responsible for the monthly accounts of seven companies", "Prepared the annual budget together with the managers",
    "Trained new colleagues in the use of the software",       "Introduced a digital archive for incoming invoices",
    "Answered questions of customers by letter and telephone",
};

const Word* find(const RecognisedPage& page, std::string_view text) {
  const auto found = std::ranges::find_if(
      page.words, [&](const Word& word) { return word.text.reveal(Purpose::extraction).contains(text); });
  return found == page.words.end() ? nullptr : &*found;
}

RecognisedPage read(const Picture& picture, std::string_view language = "en") {
  auto page = Recogniser(Limits{}, language).read(picture.raster());
  EXPECT_TRUE(page.has_value());
  return page ? *std::move(page) : RecognisedPage{};
}

TEST(Ocr, ReadsWordsAtTheirPlaceInPoints) {
  const auto page = read(Picture().write(kParagraph, 200, 400));
  EXPECT_NEAR(page.width, 595, 2);
  EXPECT_NEAR(page.height, 842, 2);
  const Word* word = find(page, "Responsible");
  ASSERT_NE(word, nullptr);
  EXPECT_NEAR(word->box.left, 72, 3);
  EXPECT_NEAR(word->box.bottom, 144, 5);
  EXPECT_EQ(word->origin, Origin::ocr);
  EXPECT_GT(word->confidence, 0.5F);
}

TEST(Ocr, TakesTheSkewOut) {
  const auto page = read(Picture().write(kParagraph, 200, 400).write(kParagraph, 200, 1200).skew(3));
  EXPECT_NEAR(page.skew, 3, 0.3);
  const Word* first = find(page, "Responsible");
  const Word* last = find(page, "companies");
  ASSERT_NE(first, nullptr);
  ASSERT_NE(last, nullptr);
  EXPECT_NEAR(first->box.top, last->box.top, 6);
}

TEST(Ocr, ReadsWhiteOnDarkInASidebar) {
  const auto page = read(Picture()
                             .fill({0, 0, 560, 2339}, 40)
                             .write({"Languages", "English", "German"}, 80, 400, 240)
                             .write(kParagraph, 640, 400));
  EXPECT_NE(find(page, "Languages"), nullptr);
  EXPECT_NE(find(page, "German"), nullptr);
  EXPECT_NE(find(page, "Introduced"), nullptr);
}

TEST(Ocr, TurnsAPageThatLiesOnItsSide) {
  Picture picture;
  for (int y = 300; y < 2000; y += 300) picture.write(kParagraph, 200, y);
  const auto page = read(picture.turn(cv::ROTATE_90_CLOCKWISE));
  EXPECT_EQ(page.quarter_turns, 3);
  EXPECT_GT(page.height, page.width);
  EXPECT_NE(find(page, "Responsible"), nullptr);
}

TEST(Ocr, AsksTheWholePageForItsLanguageWhereTheFullestLinesDoNotTellIt) {
  const std::vector<std::string> numbers(24, "0123 456 789 / 0987 654 321 / 1122 334 455 / 6677 889 900 / 12.10.2014");
  const std::vector<std::string> german{"Wir suchen nicht nur",       "und haben auch keine Angst",
                                        "vor der Arbeit mit Kindern", "die uns sehr gefallen",
                                        "weil wir gerne lachen",      "wenn es wieder regnet"};
  Recogniser recogniser{Limits{}};
  ASSERT_TRUE(recogniser.read(Picture().write(numbers, 100, 200).write(german, 200, 1400).raster()).has_value());
  EXPECT_EQ(recogniser.language(), "de");
}

TEST(Ocr, FindsNoWordsOnAnEmptySheet) {
  const auto page = read(Picture());
  EXPECT_TRUE(page.words.empty());
  EXPECT_EQ(page.confidence, 0);
}

TEST(Ocr, IsSureOfCleanPagesAndOfBlankOnes) {
  EXPECT_FALSE(read(Picture().write(kParagraph, 200, 400)).unsure);
  EXPECT_FALSE(read(Picture()).unsure);
}

TEST(Ocr, IsUnsureWhereInkIsNotRead) {
  Picture scrawl = Picture().write({"Signed"}, 200, 300);
  for (int y = 500; y < 2000; y += 60) scrawl.wave(y);
  const auto page = read(scrawl);
  EXPECT_TRUE(page.unsure);
  EXPECT_LT(page.confidence, 0.8F);
  for (const Word& word : page.words)
    EXPECT_NE(word.text.reveal(Purpose::extraction).find_first_not_of(' '), std::string_view::npos);
}

TEST(Ocr, IsUnsureOfBlurredLetters) {
  Picture worn;
  for (int y = 300; y < 2000; y += 300) worn.write(kParagraph, 200, y);
  EXPECT_TRUE(read(worn.blur(4)).unsure);
}

TEST(Ocr, ReadsAPageAlikeWhateverWasReadBefore) {
  const Picture picture = Picture().write(kParagraph, 200, 400);
  const auto before = read(picture);
  read(Picture().write({"Something else entirely", "1234567890"}, 300, 900));
  EXPECT_EQ(read(picture).words, before.words);
}

TEST(Ocr, RefusesMorePixelsThanTheLimit) {
  Limits limits;
  limits.pixels = 1000;
  const auto page = Recogniser(limits).read(Picture().raster());
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::too_many_pixels);
}

}  // namespace
}  // namespace tamis::parsers
