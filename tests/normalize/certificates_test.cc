#include "normalize/certificates.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

/// "name / issuer / date" for each certificate.
std::vector<std::string> read_certificates(std::string_view language, std::initializer_list<std::string_view> lines) {
  static const CertificateReader reader(packs());
  const auto text = read_lines(language, lines);
  std::vector<std::string> found;
  for (const auto& each : reader.read(text, whole(text, SectionKind::certificates))) {
    found.push_back(shown(each.name) + " / " + shown(each.issuer) + " / " + shown(each.date));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(Certificates, AreNotDatedByTheDayUntilWhichTheyHold) {
  EXPECT_EQ(read_certificates("de", {"- Kranschein, gültig bis 2029"}), Found{"Kranschein /  / "});
  EXPECT_EQ(read_certificates("en", {"- Forklift licence, 2022, valid until 2027"}),
            Found{"Forklift licence /  / 2022"});
  EXPECT_EQ(read_certificates("it", {"scadenza 2028", "Patentino muletto"}), Found{"Patentino muletto /  / "});
}

TEST(Certificates, HaveAnIssuerAndADate) {
  EXPECT_EQ(read_certificates("en", {"- Food Hygiene Level 3, Highfield, 2021"}),
            Found{"Food Hygiene Level 3 / Highfield / 2021"});
  EXPECT_EQ(read_certificates("de", {"- Ersthelfer, DRK, 03/2020"}), Found{"Ersthelfer / DRK / 2020-03"});
  EXPECT_EQ(read_certificates("es", {"- Primeros auxilios, Cruz Roja"}), Found{"Primeros auxilios / Cruz Roja / "});
}

TEST(Certificates, KeepACommaThatBelongsToTheName) {
  EXPECT_EQ(read_certificates("en", {"- Lifting and Carrying, Level 2"}), Found{"Lifting and Carrying, Level 2 /  / "});
}

TEST(Certificates, TakeADateThatStandsFirst) {
  EXPECT_EQ(read_certificates("fr", {"2019 Sauveteur en mer"}), Found{"Sauveteur en mer /  / 2019"});
}

TEST(Certificates, BeginAnewWithEachLeadingDate) {
  EXPECT_EQ(read_certificates("fr", {"2019 : Sauveteur en mer", "2021 : Secourisme"}),
            (Found{"Sauveteur en mer /  / 2019", "Secourisme /  / 2021"}));
}

TEST(Certificates, AreNoDrivingLicences) {
  EXPECT_EQ(read_certificates("pl", {"- Prawo jazdy kat. B", "- Kurs florystyczny"}), Found{"Kurs florystyczny /  / "});
  EXPECT_EQ(read_certificates("nl", {"- Rijbewijs B"}), Found{});
}

}  // namespace
}  // namespace tamis::normalize
