#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;

std::string part(std::string_view inner) {
  constexpr std::string_view base = "urn:oasis:names:tc:opendocument:xmlns:";
  std::string xml = "<office:d";
  for (const char* name : {"office", "text", "style", "table", "draw"}) {
    xml.append(" xmlns:").append(name).append("='").append(base).append(name).append(":1.0'");
  }
  xml.append(" xmlns:fo='").append(base).append("xsl-fo-compatible:1.0' xmlns:xlink='http://www.w3.org/1999/xlink'>");
  return xml.append(inner).append("</office:d>");
}

std::string odt(std::string_view content, std::string_view styles = "", const Members& more = {}) {
  Members members{{"mimetype", "application/vnd.oasis.opendocument.text"},
                  {"content.xml", part(content)},
                  {"styles.xml", part(styles)}};
  members.insert(members.end(), more.begin(), more.end());
  return make_zip(members);
}

}  // namespace

TEST(Odt, ReadsHeadingsParagraphsListsAndTabs) {
  const Document document =
      read_or_fail(odt("<text:h text:outline-level='2'>Experience</text:h><text:p>Engineer<text:tab/>2019</text:p>"
                       "<text:list><text:list-item><text:p>built<text:s/>things</text:p></text:list-item></text:list>"
                       "<text:p>one<text:line-break/>two</text:p>"));
  EXPECT_EQ(document.media_type, "application/vnd.oasis.opendocument.text");
  EXPECT_THAT(blocks_of(document), ElementsAre("heading: Experience", "body: Engineer", "date: 2019",
                                               "list_item: built things", "body: one / two"));
}

TEST(Odt, TellsHeadingsByTheNameOfAStyleAbove) {
  const Document document =
      read_or_fail(odt("<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_1'/>"
                       "<text:p text:style-name='P1'>Skills</text:p>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("heading: Skills"));
}

TEST(Odt, ResolvesLooksAndLeavesOutHiddenText) {
  const Document document = read_or_fail(
      odt("<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
          "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>"
          "<text:p>plain <text:span text:style-name='B'>bold</text:span> <text:span "
          "text:style-name='H'>gone</text:span></text:p>",
          "<style:default-style style:family='paragraph'><style:text-properties "
          "fo:font-size='11pt'/></style:default-style>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("body: plain bold"));
  const auto& words = document.pages[0].blocks[0].lines[0].words;
  EXPECT_EQ(words[0].font_size, 11);
  EXPECT_FALSE(words[0].bold);
  EXPECT_TRUE(words[1].bold);
  EXPECT_TRUE(has_warning(document, WarningCode::hidden_text));
}

TEST(Odt, SetsWholeWordsOfAnotherWeightApart) {
  const Document document = read_or_fail(
      odt("<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
          "<text:p><text:span text:style-name='B'>Engineer</text:span>May 2019</text:p>"
          "<text:p><text:span text:style-name='B'>E</text:span>ngineer</text:p>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Engineer", "date: May 2019", "body: Engineer"));
}

TEST(Odt, KeepsAWordWholeAtItsAccents) {
  const Document document = read_or_fail(odt("<text:p>Reliée en décembre 2019</text:p>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Reliée en décembre 2019"));
}

TEST(Odt, ReadsTablesAndMargins) {
  const Document document = read_or_fail(
      odt("<table:table><table:table-row><table:table-cell><text:p>English</text:p></table:table-cell>"
          "<table:table-cell><text:p>C1</text:p></table:table-cell></table:table-row></table:table>",
          "<style:master-page><style:header><text:p>Ada Muster</text:p></style:header></style:master-page>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("page_header: Ada Muster", "table_cell: English", "table_cell: C1"));
}

TEST(Odt, LeavesOutNotesOfReviewers) {
  const Document document =
      read_or_fail(odt("<text:p>kept<office:annotation><text:p>note</text:p></office:annotation></text:p>"));
  EXPECT_THAT(blocks_of(document), ElementsAre("body: kept"));
}

TEST(Odt, SaysWhenItIsLocked) {
  const std::string manifest = part("<office:encryption-data/>");
  EXPECT_EQ(error_of(odt("<text:p>x</text:p>", "", {{"META-INF/manifest.xml", manifest}})), ErrorCode::encrypted);
}

}  // namespace tamis::parsers
