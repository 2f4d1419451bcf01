#include "tests/parsers/document_text.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace tamis {
namespace {

using test::block_with;
using test::blocks_of;
using test::lines_of;
using test::PdfWriter;
using test::read;
using testing::ElementsAre;

TEST(ReadingOrder, FinishesASidebarBeforeTheMainColumn) {
  PdfWriter writer;
  for (int i = 0; i < 4; ++i) writer.text(40, 100 + 13.0F * i, "side " + std::to_string(i), 9);
  for (int i = 0; i < 6; ++i) writer.text(220, 104 + 15.0F * i, "main line number " + std::to_string(i));
  EXPECT_THAT(lines_of(blocks_of(writer)),
              ElementsAre("side 0", "side 1", "side 2", "side 3", "main line number 0", "main line number 1",
                          "main line number 2", "main line number 3", "main line number 4", "main line number 5"));
}

TEST(ReadingOrder, KeepsDatesWithTheirTitlesWhereASidebarFollows) {
  PdfWriter writer;
  for (int i = 0; i < 4; ++i) {
    writer.text(40, 100 + 39.0F * i, "Bookbinder " + std::to_string(i));
    writer.text(300, 100 + 39.0F * i, std::to_string(2010 + i) + " - " + std::to_string(2011 + i));
    writer.text(40, 113 + 39.0F * i, "Sewed and gilded the books of a library");
  }
  for (int i = 0; i < 12; ++i)
    writer.text(420, 101 + 14.5F * i, "side " + std::string(1, static_cast<char>('a' + i)), 9);
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 24U);
  EXPECT_EQ(lines[0], "Bookbinder 0");
  EXPECT_EQ(lines[1], "2010 - 2011");
  EXPECT_EQ(lines[12], "side a");
}

TEST(ReadingOrder, DoesNotTrustTheOrderOfDrawing) {
  PdfWriter writer;
  for (const int i : {3, 1, 5, 0, 4, 2}) {
    writer.text(220, 104 + 17.0F * i, "main line number " + std::to_string(i));
    writer.text(40, 100 + 12.5F * i, "side " + std::to_string(i), 9);
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_EQ(lines[0], "side 0");
  EXPECT_EQ(lines[5], "side 5");
  EXPECT_EQ(lines[6], "main line number 0");
  EXPECT_EQ(lines[11], "main line number 5");
}

TEST(ReadingOrder, TakesADisorderOfDrawingForNoEvidence) {
  PdfWriter writer;
  // Half of the lines meet by chance, and the file leaps between the sides and up and down the page.
  for (const int i : {7, 2, 9, 0, 4, 11, 6, 1, 10, 3, 8, 5}) {
    writer.text(220, 104 + 12 * static_cast<float>(i), "main line number " + std::to_string(i));
    if (i % 2 == 0) writer.text(40, 104 + 12 * static_cast<float>(i), "side " + std::to_string(i), 9);
    if (i % 2 == 1) writer.text(40, 110 + 12 * static_cast<float>(i), "side " + std::to_string(i), 9);
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 24U);
  EXPECT_EQ(lines[0], "side 0");
  EXPECT_EQ(lines[11], "side 11");
  EXPECT_EQ(lines[12], "main line number 0");
}

TEST(ReadingOrder, TellsALineBelowAHeadingFromThatOfATable) {
  PdfWriter writer;
  float y = 100;
  for (const auto* title : {"Education", "Work", "Skills"}) {
    writer.text(60, y, title, 10, true).rule(60, y + 3, 480);
    for (int i = 0; i < 2; ++i) {
      writer.text(60, y += 16, "label " + std::string(title).substr(0, 1) + std::to_string(i));
      writer.text(210, y, "value " + std::string(title).substr(0, 1) + std::to_string(i));
    }
    y += 28;
  }
  EXPECT_THAT(lines_of(blocks_of(writer)),
              ElementsAre("Education", "label E0", "value E0", "label E1", "value E1", "Work", "label W0", "value W0",
                          "label W1", "value W1", "Skills", "label S0", "value S0", "label S1", "value S1"));
}

TEST(ReadingOrder, PartsADateFromTheTitleThatItReaches) {
  PdfWriter writer;
  for (int i = 0; i < 4; ++i) {
    const std::string y = std::to_string(700 - 40 * i);
    writer.draw("BT /F1 10 Tf 60 " + y + " Td (since 08.2023) Tj /F2 10 Tf (Head cook) Tj ET");
  }
  EXPECT_EQ(lines_of(blocks_of(writer)).at(0), "since 08.2023 Head cook");
}

TEST(ReadingOrder, ReadsABandAboveAndBelowColumnsInItsPlace) {
  PdfWriter writer;
  writer.text(40, 60, "A headline that runs over the whole width of the page, from edge to edge of it", 14);
  for (int i = 0; i < 4; ++i) writer.text(40, 120 + 14.0F * i, "left " + std::to_string(i));
  for (int i = 0; i < 4; ++i) writer.text(320, 120 + 14.0F * i, "right " + std::to_string(i));
  writer.text(40, 220, "A closing remark that also runs over the whole width, below both of the columns", 12);
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 10U);
  EXPECT_EQ(lines[1], "left 0");
  EXPECT_EQ(lines[5], "right 0");
  EXPECT_TRUE(lines[9].starts_with("A closing remark"));
}

TEST(ReadingOrder, KeepsTheDateOfAMarginWithItsEntry) {
  PdfWriter writer;
  for (int i = 0; i < 4; ++i) {
    const float y = 100 + 60.0F * i;
    writer.text(40, y, "201" + std::to_string(i) + " - 201" + std::to_string(i + 1));
    writer.text(140, y, "Binder " + std::to_string(i), 10, true).text(140, y + 14, "Workshop " + std::to_string(i));
  }
  const auto blocks = blocks_of(writer);
  const auto lines = lines_of(blocks);
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_THAT(std::vector(lines.begin(), lines.begin() + 6),
              ElementsAre("2010 - 2011", "Binder 0", "Workshop 0", "2011 - 2012", "Binder 1", "Workshop 1"));
  EXPECT_EQ(block_with(blocks, "2011 - 2012").role, BlockRole::date);
  EXPECT_EQ(block_with(blocks, "2011 - 2012").row, block_with(blocks, "Binder 1").row);
  EXPECT_NE(block_with(blocks, "2010 - 2011").row, block_with(blocks, "2011 - 2012").row);
}

TEST(ReadingOrder, KeepsADateOnTheRightWithItsTitle) {
  PdfWriter writer;
  for (int i = 0; i < 4; ++i) {
    const float y = 100 + 60.0F * i;
    writer.text(40, y, "Binder " + std::to_string(i), 10, true)
        .text(480, y, "2017 - 201" + std::to_string(i + 8 > 9 ? 9 : i + 8));
    writer.text(40, y + 14, "Sewing, gilding and repairs for the library number " + std::to_string(i));
  }
  const auto blocks = blocks_of(writer);
  const auto lines = lines_of(blocks);
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_EQ(lines[0], "Binder 0");
  EXPECT_EQ(lines[1], "2017 - 2018");
  EXPECT_TRUE(lines[2].starts_with("Sewing"));
  EXPECT_EQ(blocks[1].role, BlockRole::date);
  EXPECT_EQ(blocks[0].row, blocks[1].row);
}

TEST(ReadingOrder, ReadsALayoutTableRowByRow) {
  PdfWriter writer;
  const std::array<std::string, 3> labels{"Contact", "Work", "Hobbies"};
  for (int i = 0; i < 3; ++i) {
    const float y = 100 + 70.0F * i;
    writer.rule(36, y - 14, 480);
    for (int line = 0; line < 4; ++line)
      writer.text(160, y + 13.0F * line, "content " + std::to_string(i) + std::to_string(line));
    writer.text(40, y + 20, labels[static_cast<std::size_t>(i)]);  // in the middle of its cell
  }
  writer.rule(36, 296, 480);
  const auto blocks = blocks_of(writer);
  const auto lines = lines_of(blocks);
  ASSERT_EQ(lines.size(), 15U);
  EXPECT_EQ(lines[0], "Contact");
  EXPECT_EQ(lines[1], "content 00");
  EXPECT_EQ(lines[5], "Work");
  EXPECT_EQ(block_with(blocks, "Work").role, BlockRole::label);
  EXPECT_EQ(block_with(blocks, "content 10").role, BlockRole::value);
  EXPECT_EQ(block_with(blocks, "Work").row, block_with(blocks, "content 13").row);
}

TEST(ReadingOrder, SetsTheNameAsideThatALaterPageRepeats) {
  PdfWriter writer;
  writer.text(60, 70, "Ada Muster", 22, true).text(60, 100, "Binder at the guild workshop").add_page();
  writer.text(60, 40, "Ada Muster", 8).text(60, 100, "Sewed and gilded");
  const auto document = read(writer.bytes());
  ASSERT_TRUE(document);
  EXPECT_EQ(block_with(document->pages[0].blocks, "Ada Muster").role, BlockRole::heading);
  EXPECT_EQ(block_with(document->pages[1].blocks, "Ada Muster").role, BlockRole::page_header);
  EXPECT_EQ(lines_of(document->pages[1].blocks).front(), "Sewed and gilded");
}

}  // namespace
}  // namespace tamis
