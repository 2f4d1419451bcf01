#include "normalize/names.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

const NameReader& reader() {
  static const NameReader instance(packs());
  return instance;
}

struct Written {
  std::string language, text, given, family;
};

TEST(Names, AreOrderedAndCasedAsPeopleWriteThem) {
  const Written names[] = {{"fr", "GUÉRIDON Solène", "Solène", "Guéridon"},
                           {"fr", "Guéridon, Solène", "Solène", "Guéridon"},
                           {"fr", "JEAN-MARC D'ORVAL", "Jean-Marc", "D'Orval"},
                           {"fr", "Mme Odile de la Roncière", "Odile", "de la Roncière"},
                           {"en", "Dr Imogen McIlroy", "Imogen", "McIlroy"},
                           {"en", "FERGUS MCILROY", "Fergus", "McIlroy"},
                           {"en", "imogen larchwood", "Imogen", "Larchwood"},
                           {"de", "Prof. Dr. Jörn von Kessebohm", "Jörn", "von Kessebohm"},
                           {"de", "Imke Hermann", "Imke", "Hermann"},
                           {"es", "María del Carmen Ferrandis Oliva", "María del Carmen", "Ferrandis Oliva"},
                           {"es", "José Luis Carrasco Prats", "José Luis", "Carrasco Prats"},
                           {"es", "Ana Martín Prats", "Ana", "Martín Prats"},
                           {"it", "Bertolini Ginevra", "Ginevra", "Bertolini"},
                           {"it", "Maria Grazia Lo Verso", "Maria Grazia", "Lo Verso"},
                           {"nl", "Sjoerd van der Kwast", "Sjoerd", "van der Kwast"},
                           {"pt", "Maria João Prates Salgueiro", "Maria João", "Prates Salgueiro"},
                           {"pl", "BRZEZIŃSKA-KRÓL Kinga", "Kinga", "Brzezińska-Król"},
                           {"it", "Di Stefano Marco", "Marco", "Di Stefano"},
                           {"fr", "Nour Ben Yedder", "Nour", "Ben Yedder"},
                           {"en", "Owain ap Tudrig", "Owain", "ap Tudrig"},
                           {"es", "María del Mar Oliva", "María del Mar", "Oliva"},
                           {"en", "Tvaryn Oxlemere", "Tvaryn", "Oxlemere"}};
  for (const auto& name : names) {
    SCOPED_TRACE(name.text);
    const auto text = read_lines(name.language, {name.text});
    const auto person = reader().read(whole_piece(text), name.language, 0.9F);
    EXPECT_EQ(shown(person.given_name), name.given);
    EXPECT_EQ(shown(person.family_name), name.family);
    EXPECT_EQ(shown(person.name), name.given + " " + name.family);
  }
}

TEST(Names, AreNotHeadingsOrJobs) {
  const auto text = read_lines("de", {"Curriculum Vitae", "Staplerfahrer Lagerlogistik", "Jörn Kessebohm"});
  const std::vector sections{whole(text, SectionKind::header)};
  EXPECT_EQ(shown(reader().find(text, sections, "").name), "Jörn Kessebohm");
}

TEST(Names, AreConfirmedByTheMailAddress) {
  const auto text = read_lines("en", {"Amber Meadow", "Tvaryn Oxlemere"});
  const std::vector sections{whole(text, SectionKind::header)};
  EXPECT_EQ(shown(reader().find(text, sections, "t.oxlemere.tvaryn").name), "Tvaryn Oxlemere");
}

TEST(Names, PointToTheWordsInTheText) {
  const auto text = read_lines("fr", {"Mme GUÉRIDON Solène"});
  const std::vector sections{whole(text, SectionKind::header)};
  const auto person = reader().find(text, sections, "");
  EXPECT_EQ(source_of(text, person.name), "GUÉRIDON Solène");
  EXPECT_EQ(source_of(text, person.family_name), "GUÉRIDON");
}

TEST(Names, MayNeedTwoLines) {
  auto text = read_lines("pt", {"Rui Prates dos", "Salgueiros", "Pasteleiro"});
  text.lines[0].font_size = text.lines[1].font_size = 20;
  const std::vector sections{whole(text, SectionKind::header)};
  EXPECT_EQ(shown(reader().find(text, sections, "").name), "Rui Prates dos Salgueiros");
}

TEST(Names, InCapitalsDoNotGoOnInALineThatIsNot) {
  auto text = read_lines("it", {"ODDONE FARINACCI", "Mugnaio"});
  text.lines[0].font_size = text.lines[1].font_size = 20;
  const std::vector sections{whole(text, SectionKind::header)};
  EXPECT_EQ(shown(reader().find(text, sections, "").name), "Oddone Farinacci");
}

TEST(Names, MayStandBeforeTheJobOnALine) {
  const auto text = read_lines("fr", {"Odile Vasseur Larnac Assistante en gestion et paie"});
  const std::vector sections{whole(text, SectionKind::header)};
  EXPECT_EQ(shown(reader().find(text, sections, "").name), "Odile Vasseur Larnac");
}

TEST(Names, MayBeLabelledPartByPart) {
  const auto text = read_lines("fr", {"Nom : VASSEUR LARNAC", "Prénom : Odile"});
  const std::vector sections{whole(text, SectionKind::personal)};
  const auto person = reader().find(text, sections, "");
  EXPECT_EQ(shown(person.name), "Odile Vasseur Larnac");
  EXPECT_EQ(shown(person.family_name), "Vasseur Larnac");
}

}  // namespace
}  // namespace tamis::normalize
