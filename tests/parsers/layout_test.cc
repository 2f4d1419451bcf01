#include "parsers/layout.hpp"
#include "tests/parsers/document_text.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tamis {
namespace {

using test::block_with;
using test::blocks_of;
using test::lines_of;
using test::PdfWriter;
using test::read;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Layout, OfNoWordsIsEmpty) {
  EXPECT_THAT(parsers::lay_out({.width = 595, .height = 842, .words = {}, .drawings = {}}), IsEmpty());
}

TEST(Layout, TellsHeadingsFromBody) {
  PdfWriter writer;
  writer.text(40, 60, "Ada Quill", 22, true).text(40, 100, "Experience", 13, true);
  for (int i = 0; i < 5; ++i) writer.text(40, 120 + 13.0F * i, "Sewed and gilded the books of many a small library.");
  writer.text(40, 220, "EDUCATION", 10, true).rule(40, 224, 500);
  for (int i = 0; i < 3; ++i) writer.text(40, 240 + 13.0F * i, "Learned the trade from masters of the old school.");
  const auto blocks = blocks_of(writer);
  EXPECT_EQ(block_with(blocks, "Ada Quill").role, BlockRole::heading);
  EXPECT_EQ(block_with(blocks, "Ada Quill").level, 1);
  EXPECT_EQ(block_with(blocks, "Experience").role, BlockRole::heading);
  EXPECT_EQ(block_with(blocks, "EDUCATION").role, BlockRole::heading);
  EXPECT_GT(block_with(blocks, "EDUCATION").level, block_with(blocks, "Ada Quill").level);
  EXPECT_EQ(block_with(blocks, "Sewed and gilded the books of many a small library.").role, BlockRole::body);
}

TEST(Layout, KeepsAnItemTogetherAndItsBulletApart) {
  const auto blocks = blocks_of(PdfWriter()
                                    .text(40, 100, "\x95 Gilding and tooling of leather")
                                    .text(49, 113, "bindings")
                                    .text(40, 126, "\x95 Paper repair")
                                    .text(60, 139, "- Japanese tissue"));
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_THAT(lines_of(std::span(blocks).first(1)), ElementsAre("Gilding and tooling of leather", "bindings"));
  EXPECT_EQ(blocks[0].role, BlockRole::list_item);
  EXPECT_EQ(blocks[0].level, 0);
  EXPECT_THAT(lines_of(std::span(blocks).last(1)), ElementsAre("Japanese tissue"));
  EXPECT_EQ(blocks[2].level, 1);
}

TEST(Layout, TakesASmallShapeBeforeALineForABullet) {
  const auto blocks =
      blocks_of(PdfWriter().filled(40, 94, 3.5F, 3.5F, "0 0 0").text(50, 100, "Gilding").text(50, 130, "Plain"));
  EXPECT_EQ(block_with(blocks, "Gilding").role, BlockRole::list_item);
  EXPECT_EQ(block_with(blocks, "Plain").role, BlockRole::body);
}

/// A word as OCR gives it: a box tight around its ink, no baseline, the letters' height alone telling where it stands.
parsers::PlacedWord recognised(std::string_view text, float left, float top, float right, float bottom) {
  parsers::PlacedWord word;
  word.word.text = CandidateText(text);
  word.word.box = {left, top, right, bottom};
  word.word.font_size = 10;
  word.word.origin = Origin::ocr;
  return word;
}

TEST(Layout, PutsRecognisedWordsOnOneLineWhateverTheirLettersReach) {
  parsers::PlacedPage page{.width = 595, .height = 842, .words = {}, .drawings = {}};
  page.words = {recognised("years", 84, 95.2F, 108, 102.1F), recognised("+", 40, 95.4F, 44, 99),
                recognised("seven", 56, 95, 81, 100),        recognised("Aging", 112, 92.8F, 138, 102),
                recognised("e", 142, 95.1F, 147, 100.2F),    recognised("Next", 56, 105.8F, 76, 113)};
  const auto blocks = parsers::lay_out(std::move(page));
  ASSERT_FALSE(blocks.empty());
  EXPECT_EQ(blocks[0].role, BlockRole::list_item);
  EXPECT_THAT(lines_of(blocks), ElementsAre("seven years Aging e", "Next"));
}

TEST(Layout, PartsParagraphsAtAWiderGap) {
  const auto blocks = blocks_of(PdfWriter()
                                    .text(40, 100, "one one one")
                                    .text(40, 113, "one two")
                                    .text(40, 140, "two one two")
                                    .text(40, 153, "two two"));
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_THAT(lines_of(std::span(blocks).first(1)), ElementsAre("one one one", "one two"));
}

}  // namespace
}  // namespace tamis
