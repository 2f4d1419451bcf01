#include "normalize/links.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

std::vector<std::string> read_links(std::string_view line) {
  const auto text = read_lines("en", {line});
  std::vector<std::string> found;
  for (const auto& link : find_links(whole_piece(text))) found.push_back(shown(link.value));
  return found;
}

using Found = std::vector<std::string>;

TEST(Links, ReadAUserBehindTheNameOfANetwork) {
  for (const std::string_view written : {"GitHub: moor-hen", "GitHub @moor-hen", "github/moor-hen"}) {
    const auto text = read_lines("en", {written});
    const auto link = read_labelled_profile(whole_piece(text));
    ASSERT_TRUE(link) << written;
    EXPECT_EQ(shown(link->value), "https://github.com/moor-hen");
  }
}

TEST(Links, ReadBareSitesOfRegionsAndTrades) {
  EXPECT_EQ(read_links("moorhen.photography, moorhen.scot"),
            (Found{"https://moorhen.photography", "https://moorhen.scot"}));
}

TEST(Links, ReadMailAddressesHoweverTheyAreWritten) {
  EXPECT_EQ(read_links("Imogen.L@Larchwood.Example"), Found{"Imogen.L@larchwood.example"});
  EXPECT_EQ(read_links("imogen (at) larchwood.org"), Found{"imogen@larchwood.org"});
  EXPECT_EQ(read_links("imogen [at] larchwood.org"), Found{"imogen@larchwood.org"});
  EXPECT_EQ(read_links("imogen @larchwood.org"), Found{"imogen@larchwood.org"});
  EXPECT_EQ(read_links("imogen@larchwood"), Found{});
}

TEST(Links, GetTheSchemeThatPeopleLeaveOut) {
  EXPECT_EQ(read_links("www.larchwood.example"), Found{"https://www.larchwood.example"});
  EXPECT_EQ(read_links("linkedin.com/in/Imogen-L"), Found{"https://linkedin.com/in/Imogen-L"});
  EXPECT_EQ(read_links("http://larchwood.example/cv"), Found{"http://larchwood.example/cv"});
}

TEST(Links, AreNotProductsOrAbbreviations) {
  EXPECT_EQ(read_links("Node.js, e.g. ASP.NET-free services i.e. Vue.js"), Found{});
}

TEST(Links, KnowTheNetworkAndTheUser) {
  const auto text = read_lines("de", {"xing.com/profile/Joern_Kessebohm"});
  const auto links = find_links(whole_piece(text));
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].kind, Link::Kind::profile);
  EXPECT_EQ(shown(links[0].network), "Xing");
  EXPECT_EQ(shown(links[0].username), "Joern_Kessebohm");
}

TEST(Links, GoOnBehindAHyphenAtALineEnd) {
  const auto text = read_lines("en", {"linkedin.com/in/imogen-larchwood-", "7c415"});
  const auto links = find_links(whole_piece(text));
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(shown(links.front().username), "imogen-larchwood-7c415");
}

TEST(Links, ReadALabelWithAUser) {
  const auto text = read_lines("en", {"GitHub: @imogenl"});
  const auto link = read_labelled_profile(whole_piece(text));
  ASSERT_TRUE(link);
  EXPECT_EQ(shown(link->value), "https://github.com/imogenl");
}

TEST(Links, ReadWhatAnAnnotationLeadsTo) {
  const auto mail = read_annotation("mailto:imogen@larchwood.org?subject=CV", {0, 4});
  ASSERT_TRUE(mail);
  EXPECT_EQ(shown(mail->value), "imogen@larchwood.org");
  EXPECT_FALSE(read_annotation("javascript:alert(1)", {0, 4}));
}

}  // namespace
}  // namespace tamis::normalize
