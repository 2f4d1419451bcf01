#include "redact/titles.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tamis::redact {
namespace {

const Titles& titles() {
  static const Titles read = [] {
    std::ostringstream text;
    text << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/redact/titles.toml").rdbuf();
    return Titles::read(text.str()).value();
  }();
  return read;
}

std::string neutral(std::string_view text, const std::string& language) {
  return titles().neutral_text(text, language, {"Infirmière", "Buchhalterin", "Enfermera", "Infermiera"});
}

/// What a woman and a man write of themselves, and how both come out.
struct Pair {
  const char *language, *hers, *his, *neutral;
};

class SelfWords : public ::testing::TestWithParam<Pair> {};

TEST_P(SelfWords, AreTheSameForBothSexes) {
  const Pair& pair = GetParam();
  EXPECT_EQ(neutral(pair.hers, pair.language), pair.neutral);
  EXPECT_EQ(neutral(pair.his, pair.language), pair.neutral);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, SelfWords,
    ::testing::Values(
        Pair{"fr", "Motivée et rigoureuse, je suis née à Lyon.", "Motivé et rigoureux, je suis né à Lyon.",
             "Motivé·e et rigoureux·euse, je suis né·e à Lyon."},
        Pair{"fr", "J'ai été formée en interne. Diplômée en 2015.", "J'ai été formé en interne. Diplômé en 2015.",
             "J'ai été formé·e en interne. Diplômé·e en 2015."},
        Pair{"fr", "En tant que formatrice, j'anime.", "En tant que formateur, j'anime.",
             "En tant que formateur·rice, j'anime."},
        Pair{"fr", "Je suis une infirmière passionnée.", "Je suis un infirmier passionné.",
             "Je suis un·e infirmier·ère passionné·e."},
        Pair{"de", "Als gelernte Köchin leite ich die Küche.", "Als gelernter Koch leite ich die Küche.",
             "Als gelernte/r Koch/Köchin leite ich die Küche."},
        Pair{"de", "Ich war Mitarbeiterin im Lager.", "Ich war Mitarbeiter im Lager.",
             "Ich war Mitarbeiter/in im Lager."},
        Pair{"es", "Soy trabajadora, motivada y titulada en enfermería.",
             "Soy trabajador, motivado y titulado en enfermería.",
             "Soy trabajador/a, motivado/a y titulado/a en enfermería."},
        Pair{"es", "Nacida en Lugo. Trabajo como técnica.", "Nacido en Lugo. Trabajo como técnico.",
             "Nacido/a en Lugo. Trabajo como técnico/a."},
        Pair{"it", "Sono nata a Roma e sono laureata.", "Sono nato a Roma e sono laureato.",
             "Sono nato/a a Roma e sono laureato/a."},
        Pair{"it", "Sono stata assunta come educatrice.", "Sono stato assunto come educatore.",
             "Sono stato/a assunto/a come educatore/trice."},
        Pair{"pt", "Sou uma engenheira dedicada e organizada.", "Sou um engenheiro dedicado e organizado.",
             "Sou um/a engenheiro/a dedicado/a e organizado/a."},
        Pair{"pt", "Licenciada em Direito. Fui promovida.", "Licenciado em Direito. Fui promovido.",
             "Licenciado/a em Direito. Fui promovido/a."},
        Pair{"pl", "Byłam odpowiedzialna za sklep, prowadziłam zespół.",
             "Byłem odpowiedzialny za sklep, prowadziłem zespół.",
             "Był(e/a)m odpowiedzialny/a za sklep, prowadził(e/a)m zespół."},
        Pair{"pl", "Jestem zmotywowana. Zaczęłam w 2015.", "Jestem zmotywowany. Zacząłem w 2015.",
             "Jestem zmotywowany/a. Zacząłem/ęłam w 2015."},
        Pair{"en", "I work as a waitress.", "I work as a waiter.", "I work as a waiting staff."},
        Pair{"nl", "Ik ben medewerkster en werk als kapster.", "Ik ben medewerker en werk als kapper.",
             "Ik ben medewerker/-ster en werk als kapper/kapster."}));

struct Untouched {
  const char *language, *text;
};

class OtherWords : public ::testing::TestWithParam<Untouched> {};

TEST_P(OtherWords, StayAsTheyAre) { EXPECT_EQ(neutral(GetParam().text, GetParam().language), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Languages, OtherWords,
    ::testing::Values(Untouched{"fr", "Encadrement d'une équipe motivée et formée. Société reconnue, année passée."},
                      Untouched{"fr", "Entretien des locaux, secteur du bâtiment, je suis bien là."},
                      Untouched{"de", "Betreuung erfahrener Kunden. Ich bin immer pünktlich und war hier später."},
                      Untouched{"es",
                                "La empresa fue fundada por una persona dedicada. Empleada en cocina: la plancha."},
                      Untouched{"it", "La squadra era motivata, la sede è stata aperta. Nota: fattura emessa."},
                      Untouched{"pt", "A equipa motivada e a loja renovada. Nota fiscal, agenda semanal."},
                      Untouched{"pl", "Kierowanie działem i zespołem, praca z materiałem, przemysłem i kapitałem."},
                      Untouched{"en", "Served as host for visitors and as an actor in a play."},
                      Untouched{"nl", "De kok en de verkoper werken met een gemotiveerd team."}));

TEST(SelfWords, OfTheWritersOwnTitleAreNeutralWhereverTheyStand) {
  EXPECT_EQ(neutral("Dix ans d'expérience : infirmière de nuit", "fr"), "Dix ans d'expérience : infirmier·ère de nuit");
  EXPECT_EQ(neutral("Zehn Jahre Arbeit, zuletzt Buchhalterin", "de"), "Zehn Jahre Arbeit, zuletzt Buchhalter/in");
}

}  // namespace
}  // namespace tamis::redact
