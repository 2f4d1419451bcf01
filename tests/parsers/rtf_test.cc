#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;

}  // namespace

TEST(Rtf, ReadsParagraphsLooksAndCharacters) {
  const Document document = read_or_fail(
      R"({\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\b\fs28 Zo\'e9\b0\fs20  \u321?\'f3d\'9f\par next\line line\par})");
  EXPECT_EQ(document.media_type, "application/rtf");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Zoé Łód\xC5\xB8", "body: next / line"));
  const auto& words = document.pages[0].blocks[0].lines[0].words;
  EXPECT_TRUE(words[0].bold);
  EXPECT_EQ(words[0].font_size, 14);
  EXPECT_FALSE(words[1].bold);
}

TEST(Rtf, DecodesCentralEuropeanBytes) {
  EXPECT_THAT(blocks_of(read_or_fail(R"({\rtf1\ansi\ansicpg1250 \'a3\'f3d\'9f\par})")), ElementsAre("body: Łódź"));
}

TEST(Rtf, TellsHeadingsListsAndRows) {
  const Document document = read_or_fail(
      R"({\rtf1{\stylesheet{\s1 heading 1;}{\s2 Normal;}}\pard\s1 Experience\par\pard\s2 Engineer\tab 2019\par)"
      R"(\pard\ls1{\listtext \'b7\tab}built things\par})");
  EXPECT_THAT(blocks_of(document),
              ElementsAre("heading: Experience", "body: Engineer", "date: 2019", "list_item: built things"));
}

TEST(Rtf, ReadsTables) {
  const Document document = read_or_fail(
      R"({\rtf1 before\par\trowd\cellx1\cellx2\pard\intbl English\cell C1\cell\row\trowd\cellx1\cellx2\pard\intbl French\cell B2\cell\row\pard after\par})");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: before", "table_cell: English", "table_cell: C1",
                                               "table_cell: French", "table_cell: B2", "body: after"));
  EXPECT_EQ(document.pages[0].blocks[3].row, 1);
}

TEST(Rtf, FollowsLinksAndLeavesOutWhatIsNoText) {
  const Document document = read_or_fail(
      R"({\rtf1{\info{\author Nobody}}{\*\unknown words}{\v hidden }{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt my site}} seen\par})");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: my site seen"));
  EXPECT_EQ(document.pages[0].blocks[0].lines[0].link, "https://example.org");
  EXPECT_TRUE(has_warning(document, WarningCode::hidden_text));
}

TEST(Rtf, BoundsItsNestingAndSurvivesEveryTruncation) {
  EXPECT_EQ(error_of("{\\rtf1" + std::string(1000, '{')), ErrorCode::nested_too_deep);
  const std::string whole =
      R"({\rtf1{\colortbl;\red255\green255\blue255;}\cf1 a\cf0 b\u233?\'e9\bin5 12345\cell\row\par})";
  for (std::size_t size = 5; size < whole.size(); ++size) (void)read_document(bytes_of(whole.substr(0, size)), {});
}

}  // namespace tamis::parsers
