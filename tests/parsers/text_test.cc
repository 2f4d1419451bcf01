#include "parsers/utf8.hpp"
#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;

}  // namespace

TEST(Text, PartsBlocksAtEmptyLinesHeadingsAndBullets) {
  const Document document = read_or_fail(
      "Ada Muster\n12 High Street\n\nEXPERIENCE\nEngineer, 2019\n- built things\n  that last\n* and "
      "more\nClerk\n\nSkills\n------\nSQL\n");
  EXPECT_EQ(document.media_type, "text/plain");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Ada Muster / 12 High Street", "heading: EXPERIENCE",
                                               "body: Engineer, 2019", "list_item: built things / that last",
                                               "list_item: and more", "body: Clerk", "heading: Skills", "body: SQL"));
}

TEST(Text, TakesWideGapsForColumns) {
  const Document document = read_or_fail("Engineer           2019 - 2021\nCity:     Lyon\n");
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Engineer", "date: 2019 - 2021", "label: City:", "value: Lyon"));
}

TEST(Text, FindsItsEncoding) {
  EXPECT_EQ(to_utf8("Zoé"), "Zoé");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBFZoé"), "Zoé");
  EXPECT_EQ(to_utf8("Zo\xE9 \x80"), "Zoé €");
  EXPECT_EQ(to_utf8("Micha\xB3 W\xF3jcik, \xA3\xF3"
                    "d\x9F"),
            "Michał Wójcik, Łódź");
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFEZ\0o\0\xE9\0", 8)), "Zoé");
}

TEST(Text, RefusesBytesThatAreNoText) {
  EXPECT_EQ(error_of(std::string("\x7f"
                                 "ELF\0\1\2\3",
                                 8)),
            ErrorCode::unsupported);
  EXPECT_EQ(error_of(" \n \n"), ErrorCode::no_text);
  EXPECT_EQ(error_of(""), ErrorCode::empty);
}

}  // namespace tamis::parsers
