#include "normalize/normalizer.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

// Follows docs/adding-a-language.md: reads the pack that the page shows, and a CV with it.

namespace tamis::normalize {
namespace {

using namespace testing;

std::string pack_of_the_page() {
  std::ostringstream page;
  page << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/docs/adding-a-language.md").rdbuf();
  const std::string text = page.str();
  constexpr std::string_view fence = "```toml\n";
  const auto start = text.find(fence);
  if (start == text.npos) return {};
  const auto from = start + fence.size();
  return text.substr(from, text.find("```", from) - from);
}

const Result<LanguagePack>& esperanto() {
  static const auto pack = read_pack("eo", pack_of_the_page(), folder());
  return pack;
}

Profile read_cv(const LanguagePacks& packs) {
  const auto normalizer = Normalizer::with(packs);
  const auto text =
      read_lines("eo", {"Ludoviko ZAMENO", "Flegisto", "ludoviko.zameno@example.org", "# Laborspertoj",
                        "Flegisto, Hospitalo Verda Stelo", "marto 2019 ĝis nun", "- Prizorgado de dudek pacientoj",
                        "Bakisto, Bakejo Bona Pano", "aŭgusto 2015 ĝis februaro 2019", "- Bakado de pano", "# Edukado",
                        "Bakalaŭro, Universitato de Varsovio", "2012 ĝis 2015", "# Lingvoj", "esperanto: denaska"});
  return normalizer.profile(text, "2024-06-01", {});
}

TEST(AddingALanguage, NeedsNoMoreThanThePageShows) {
  ASSERT_TRUE(esperanto().has_value());
  const auto profile = read_cv({*esperanto()});
  EXPECT_EQ(shown(profile.basics.name), "Ludoviko Zameno");
  EXPECT_EQ(shown(profile.basics.label), "Flegisto");
  ASSERT_EQ(profile.work.size(), 2U);
  EXPECT_EQ(shown(profile.work[0].position), "Flegisto");
  EXPECT_EQ(shown(profile.work[0].name), "Hospitalo Verda Stelo");
  EXPECT_EQ(shown(profile.work[0].start_date), "2019-03");
  EXPECT_TRUE(profile.work[0].end_date.empty());
  EXPECT_EQ(shown(profile.work[1].end_date), "2019-02");
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(shown(profile.education[0].institution), "Universitato de Varsovio");
  EXPECT_EQ(profile.education[0].eqf, 6);
  ASSERT_EQ(profile.languages.size(), 1U);
  EXPECT_EQ(profile.languages[0].native, true);
}

TEST(AddingALanguage, LeavesTheOthersAsTheyWere) {
  ASSERT_TRUE(esperanto().has_value());
  const auto text = read_lines(
      "de", {"Anna Beispiel", "Köchin", "anna.beispiel@example.org", "# Berufserfahrung", "Köchin, Gasthaus Linde GmbH",
             "März 2019 - heute", "# Ausbildung", "Ausbildung zur Köchin, Berufsschule Ulm", "2015 - 2018"});
  auto more = packs();
  more.push_back(*esperanto());
  EXPECT_EQ(Normalizer::with(more).profile(text, "2024-06-01", {}),
            Normalizer::with(packs()).profile(text, "2024-06-01", {}));
}

TEST(AddingALanguage, NamesEveryTableOnThePage) {
  std::ostringstream page;
  page << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/docs/adding-a-language.md").rdbuf();
  for (const auto& pack : packs()) {
    for (const auto& [name, table] : pack.tables) {
      EXPECT_NE(page.str().find("`" + name + "`"), std::string::npos) << pack.code << ": " << name;
    }
  }
}

}  // namespace
}  // namespace tamis::normalize
