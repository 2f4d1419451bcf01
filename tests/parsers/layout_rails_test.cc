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
using testing::ElementsAre;

TEST(Rails, JoinDatesThatStandHigherThanTheirTitles) {
  PdfWriter writer;
  float y = 100;
  for (const auto* heading : {"Work", "Schools"}) {
    writer.text(50, y, heading, 12, true);
    for (int i = 0; i < 2; ++i) {
      y += 20;
      writer.text(70, y - 3, "201" + std::to_string(2 * i) + " - 201" + std::to_string(2 * i + 1), 7);
      writer.text(150, y, std::string("Title ") + heading + std::to_string(i), 10, true);
      writer.text(150, y += 14, std::string("Place ") + heading + std::to_string(i));
    }
    y += 30;
  }
  EXPECT_THAT(lines_of(blocks_of(writer)),
              ElementsAre("Work", "2010 - 2011", "Title Work0", "Place Work0", "2012 - 2013", "Title Work1",
                          "Place Work1", "Schools", "2010 - 2011", "Title Schools0", "Place Schools0", "2012 - 2013",
                          "Title Schools1", "Place Schools1"));
}

TEST(Rails, ListBelowADateColumnDoesNotMakeItASidebar) {
  PdfWriter writer;
  float y = 100;
  for (int i = 0; i < 3; ++i, y += 45) {
    writer.text(50, y - 3, "201" + std::to_string(i), 8);
    writer.text(150, y, "Title " + std::to_string(i), 10, true).text(150, y + 14, "Place " + std::to_string(i));
  }
  writer.text(50, y, "Skills", 12, true);
  for (int i = 0; i < 8; ++i) writer.text(50, y += 14, "skill " + std::to_string(i));
  writer.text(50, y + 27, "2009", 8).text(150, y + 30, "Club", 10, true);
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 20U);
  EXPECT_THAT(std::vector(lines.begin(), lines.begin() + 6),
              ElementsAre("2010", "Title 0", "Place 0", "2011", "Title 1", "Place 1"));
  EXPECT_EQ(lines[9], "Skills");
  EXPECT_EQ(lines[18], "2009");
  EXPECT_EQ(lines[19], "Club");
}

TEST(Rails, MakeAWrappedDateOne) {
  PdfWriter writer;
  for (int i = 0; i < 3; ++i) {
    const float y = 100 + 60.0F * i;
    writer.text(50, y, "September 201" + std::to_string(i) + " -", 8).text(50, y + 10, "May 2019", 8);
    writer.text(150, y, "Title " + std::to_string(i), 10, true).text(150, y + 14, "Place " + std::to_string(i));
    writer.text(150, y + 28, "What was done there and how");
  }
  const auto blocks = blocks_of(writer);
  const auto lines = lines_of(blocks);
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_THAT(std::vector(lines.begin(), lines.begin() + 4),
              ElementsAre("September 2010 - May 2019", "Title 0", "Place 0", "What was done there and how"));
  EXPECT_EQ(block_with(blocks, "September 2011 - May 2019").role, BlockRole::date);
}

TEST(Rails, KeepTwoDatesBelowEachOtherApart) {
  PdfWriter writer;
  for (int i = 0; i < 6; ++i) {
    const float y = 100 + 13.0F * i;
    writer.text(50, y, "201" + std::to_string(i) + " - 2019").text(150, y, "Course number " + std::to_string(i));
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_EQ(lines[0], "2010 - 2019");
  EXPECT_EQ(lines[1], "Course number 0");
  EXPECT_EQ(lines[10], "2015 - 2019");
}

TEST(Rails, ReadAWrappedDateOnTheRightWithItsTitle) {
  PdfWriter writer;
  for (int i = 0; i < 3; ++i) {
    const float y = 100 + 60.0F * i;
    writer.text(50, y, "Title " + std::to_string(i), 10, true).text(50, y + 13, "Place " + std::to_string(i));
    writer.text(50, y + 26, "A sentence about what was done in that place, as long as the column");
    writer.text(480, y, "October 201" + std::to_string(i)).text(480, y + 13, "to May 2019");
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_THAT(std::vector(lines.begin() + 4, lines.begin() + 7),
              ElementsAre("Title 1", "October 2011 to May 2019", "Place 1"));
}

TEST(Rails, ReadHeadingsDatesAndEntriesInThreeColumns) {
  PdfWriter writer;
  float y = 100;
  for (const auto* heading : {"Work", "Schools", "Courses"}) {
    writer.text(40, y, heading, 10, true);
    for (int i = 0; i < 2; ++i, y += 40) {
      writer.text(150, y - 1, "201" + std::to_string(i), 9);
      writer.text(230, y, std::string("Title ") + heading + std::to_string(i))
          .text(230, y + 14, "Place " + std::to_string(i));
    }
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 21U);
  EXPECT_THAT(std::vector(lines.begin() + 7, lines.begin() + 14),
              ElementsAre("Schools", "2010", "Title Schools0", "Place 0", "2011", "Title Schools1", "Place 1"));
}

TEST(Rails, LinesBetweenSectionsDoNotMakeASectionOneCell) {
  PdfWriter writer;
  float y = 100;
  for (const auto* heading : {"Work", "Schools"}) {
    writer.rule(40, y - 16, 480).text(270, y, heading, 10, true).rule(40, y + 6, 480);
    for (int i = 0; i < 3; ++i, y += 14) {
      writer.text(40, y += 24, "201" + std::to_string(2 * i) + " - 201" + std::to_string(2 * i + 1));
      writer.text(130, y, std::string("Title ") + heading + std::to_string(i), 10, true);
      writer.text(130, y + 14, "Place " + std::to_string(i));
    }
    y += 40;
  }
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 20U);
  EXPECT_THAT(std::vector(lines.begin(), lines.begin() + 7),
              ElementsAre("Work", "2010 - 2011", "Title Work0", "Place 0", "2012 - 2013", "Title Work1", "Place 1"));
}

TEST(Rails, ASidebarThatNamesYearsStaysASidebar) {
  PdfWriter writer;
  const std::array<std::string, 9> side{"Studies", "2010 - 2013", "Bookbinding", "Guild school", "2008 - 2010",
                                        "Drawing", "Art school",  "Languages",   "Welsh"};
  float y = 100;
  for (const std::string& line : side) writer.text(40, y += 15, line, 9);
  y = 108;
  for (int i = 0; i < 12; ++i) writer.text(220, y += 13, "main line number " + std::to_string(i));
  const auto lines = lines_of(blocks_of(writer));
  ASSERT_EQ(lines.size(), 21U);
  EXPECT_EQ(lines[0], "Studies");
  EXPECT_EQ(lines[8], "Welsh");
  EXPECT_EQ(lines[9], "main line number 0");
}

}  // namespace
}  // namespace tamis
