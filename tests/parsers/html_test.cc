#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;

}  // namespace

TEST(Html, ReadsHeadingsListsTablesAndBreaks) {
  const Document document = read_or_fail(
      "<!doctype html><html><head><title>t</title></head><body><h2>Skills</h2><ul><li>C++<li>SQL</ul>"
      "<table><tr><td>English<td>C1</table><p>one<br>two &amp; three</p><dl><dt>City<dd>Lyon</dl></body></html>");
  EXPECT_EQ(document.media_type, "text/html");
  EXPECT_THAT(blocks_of(document),
              ElementsAre("heading: Skills", "list_item: C++", "list_item: SQL", "table_cell: English",
                          "table_cell: C1", "body: one / two & three", "label: City", "value: Lyon"));
}

TEST(Html, LeavesOutScriptsStylesAndHiddenText) {
  const Document document = read_or_fail(
      "<html><body><script>var a</script><style>b{}</style><p style='display: none'>ghost</p><p "
      "hidden>gone</p><p>seen</p></body></html>");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: seen"));
  EXPECT_TRUE(has_warning(document, WarningCode::hidden_text));
}

TEST(Html, SetsNeighboursWithoutASpaceApart) {
  const Document document =
      read_or_fail("<html><body><div><b>Engineer</b><span>2019 – 2021</span></div></body></html>");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Engineer", "date: 2019 – 2021"));
}

TEST(Html, SetsWordsOfACloudApart) {
  const Document document = read_or_fail(
      "<html><body><p>Uses: <span class='tag'>Excel</span>\n<span class='tag'>SAP</span> <span "
      "class='tag'>Miro</span></p>"
      "<p>No <span class='SpellE'>Tippfehler</span> <span class='SpellE'>hier</span></p></body></html>");
  EXPECT_THAT(blocks_of(document),
              ElementsAre("body: Uses: Excel", "value: SAP", "value: Miro", "body: No Tippfehler hier"));
}

TEST(Html, ReadsBytesOfWesternEurope) {
  EXPECT_THAT(blocks_of(read_or_fail("<html><body><p>Zo\xE9 Fran\xE7ois</p></body></html>")),
              ElementsAre("body: Zoé François"));
}

TEST(Html, BoundsItsNesting) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 5000; ++i) deep += "<div>";
  EXPECT_EQ(error_of(deep + "x"), ErrorCode::nested_too_deep);
}

}  // namespace tamis::parsers
