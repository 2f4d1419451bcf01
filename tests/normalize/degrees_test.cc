#include "normalize/degrees.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

const DegreeReader& reader() {
  static const DegreeReader instance(packs());
  return instance;
}

struct Degree {
  std::string language, name;
  std::int32_t level;
};

TEST(Degrees, HaveTheLevelOfTheirCountry) {
  const Degree degrees[] = {{"fr", "CAP", 3},
                            {"fr", "Baccalauréat professionnel", 4},
                            {"fr", "BTS", 5},
                            {"fr", "Licence professionnelle", 6},
                            {"fr", "Master 2", 7},
                            {"fr", "Doctorat", 8},
                            {"en", "HND", 5},
                            {"en", "BSc (Hons)", 6},
                            {"en", "PGCE", 7},
                            {"en", "A Levels", 4},
                            {"de", "Mittlere Reife", 3},
                            {"de", "Ausbildung zur Floristin", 4},
                            {"de", "Meister", 6},
                            {"de", "Diplom (FH)", 6},
                            {"de", "Diplom", 7},
                            {"de", "B. Sc.", 6},
                            {"es", "Bachillerato", 4},
                            {"es", "Técnico Superior", 5},
                            {"es", "Grado", 6},
                            {"it", "Licenza media", 2},
                            {"it", "Laurea triennale", 6},
                            {"it", "Laurea magistrale", 7},
                            {"nl", "MBO niveau 3", 3},
                            {"nl", "VWO", 4},
                            {"nl", "HBO-bachelor", 6},
                            {"pt", "Curso profissional", 4},
                            {"pt", "Licenciatura", 6},
                            {"pt", "Mestrado integrado", 7},
                            {"pl", "technik ekonomista", 4},
                            {"pl", "licencjat", 6},
                            {"pl", "magister inżynier", 7}};
  for (const auto& degree : degrees) {
    EXPECT_EQ(reader().eqf(folder().fold_term(degree.name), degree.language), degree.level) << degree.name;
  }
}

TEST(Degrees, MeanWhatTheOwnLanguageSays) {
  EXPECT_EQ(reader().eqf("licenciatura", "pt"), 6);
  EXPECT_EQ(reader().eqf("licenciatura", "es"), 7);
  EXPECT_EQ(reader().eqf("bachelor of science", "pl"), 6);
}

TEST(Degrees, OfUnknownLevelHaveNone) {
  EXPECT_EQ(reader().eqf("certificat", "fr"), std::nullopt);
  EXPECT_EQ(reader().eqf("", "fr"), std::nullopt);
}

TEST(Degrees, AreToldFromSchools) {
  EXPECT_TRUE(reader().is_degree("bts"));
  EXPECT_TRUE(reader().is_degree("formation continue"));
  EXPECT_FALSE(reader().is_degree("lycee des acacias"));
}

struct Split {
  std::string_view written, degree, area;
};

std::pair<std::string, std::string> split(std::string_view written) {
  const auto text = read_lines("fr", {written});
  const auto parts = reader().split(whole_piece(text).trimmed());
  return {shown(parts.degree.value(1)), shown(parts.area.value(1))};
}

TEST(Degrees, EndWhereTheirAreaBegins) {
  const Split degrees[] = {
      {"Master – Informatique", "Master", "Informatique"},
      {"CAP Cuisine", "CAP", "Cuisine"},
      {"Licence de droit", "Licence", "droit"},
      {"Licence professionnelle en gestion hôtelière", "Licence professionnelle", "gestion hôtelière"},
      {"MSc Software Engineering", "MSc", "Software Engineering"},
      {"BSc (Hons) in Marine Biology", "BSc (Hons)", "Marine Biology"},
      {"A Levels Maths, Physics, Art", "A Levels", "Maths, Physics, Art"},
      {"MBO niveau 3 Verzorgende", "MBO niveau 3", "Verzorgende"},
      {"Laurea in Economia", "Laurea", "Economia"},
      {"Licenciatura em Enfermagem", "Licenciatura", "Enfermagem"},
      {"magister inżynier na kierunku Budownictwo", "magister inżynier", "Budownictwo"},
      {"Gesellenbrief: Tischler", "Gesellenbrief", "Tischler"},
      {"Informatik (B.Sc.)", "B.Sc.", "Informatik"},
      {"Economics, BA (Hons)", "BA (Hons)", "Economics"}};
  for (const auto& each : degrees) {
    EXPECT_EQ(split(each.written), std::pair(std::string(each.degree), std::string(each.area))) << each.written;
  }
}

TEST(Degrees, KeepTheWordsThatTheirNamesNeed) {
  for (const std::string_view whole :
       {"Técnico en Cocina y Gastronomía", "Ausbildung zur Floristin", "Maturità classica",
        "Diplôme d'État d'aide-soignant", "Diploma di ragioneria", "technik ekonomista", "Industriemeister Metall",
        "8 GCSEs", "Graduado en ESO", "doktor nauk technicznych"}) {
    EXPECT_EQ(split(whole), std::pair(std::string(whole), std::string())) << whole;
  }
}

TEST(Degrees, HaveALevelWithTheirAreaWhereItDecides) {
  EXPECT_EQ(reader().eqf("laurea giurisprudenza", "it"), 7);
  EXPECT_EQ(reader().eqf("laurea filosofia", "it"), 6);
}

}  // namespace
}  // namespace tamis::normalize
