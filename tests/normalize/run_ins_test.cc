#include "tests/normalize/profiles.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

// Headings that run into what they announce, on a line of another section.

struct Wording {
  std::string language, work, job, other, languages, interests;
  std::size_t spoken, pastimes;
};

class RunInHeadings : public testing::TestWithParam<Wording> {};

TEST_P(RunInHeadings, CountWhereWhatFollowsAgrees) {
  const auto& each = GetParam();
  const auto profile = profile_of({name, mail, heading(each.work), body("2019 – 2021\n" + each.job),
                                   heading(each.other), body(each.languages), body(each.interests)});
  EXPECT_EQ(profile.languages.size(), each.spoken);
  EXPECT_EQ(profile.interests.size(), each.pastimes);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, RunInHeadings,
    testing::Values(Wording{"nl", "Werkervaring", "Monteur bij Fietsatelier Zuid, Utrecht", "Overig",
                            "Talen: Nederlands, Engels", "Hobby's: schaken, wielrennen, koken", 2, 3},
                    Wording{"en", "Work experience", "Cleaner at Bright Homes plc, Leeds", "Further information",
                            "Languages: Dutch (native), English", "Interests: chess, cycling", 2, 2},
                    Wording{"de", "Berufserfahrung", "Lagerist bei Kühne Weber GmbH, Leipzig", "Sonstiges",
                            "Sprachen: Deutsch (Muttersprache), Polnisch (B1)", "Hobbys: Angeln, Kochen", 2, 2},
                    Wording{"fr", "Expérience professionnelle", "Serveuse chez Brasserie du Pont, Lyon", "Divers",
                            "Langues : français, arabe, anglais (B2)", "Loisirs : lecture, danse", 3, 2},
                    Wording{"es", "Experiencia laboral", "Limpiadora en la empresa Hoteles Miramar, Valencia",
                            "Otros datos", "Idiomas: castellano, valenciano", "Aficiones: senderismo, cocina", 2, 2},
                    Wording{"it", "Esperienza professionale", "Commessa presso Calzature Righi, Torino",
                            "Altre informazioni", "Lingue: italiano, inglese (B1)", "Hobby: nuoto, lettura", 2, 2},
                    Wording{"pt", "Experiência profissional", "Motorista na empresa Transportes Lua, Braga",
                            "Outros dados", "Línguas: português, francês", "Passatempos: pesca, leitura", 2, 2},
                    Wording{"pl", "Doświadczenie zawodowe", "Magazynier w firmie Lis Sp. z o.o., Lublin", "Inne",
                            "Języki: polski, ukraiński (B2)", "Zainteresowania: wędkarstwo, kino", 2, 2}),
    [](const auto& each) { return each.param.language; });

TEST(RunInHeadings, LanguagesOfProgrammingAreNotSpoken) {
  const auto profile =
      profile_of({name, mail, heading("Work experience"), body("2019 – 2021\nCleaner at Bright Homes plc"),
                  heading("Skills"), body("Languages: Java, C++"), body("Databases: Oracle")});
  EXPECT_TRUE(profile.languages.empty());
  EXPECT_EQ(profile.skills.size(), 2U);
}

TEST(RunInHeadings, AnOwnSectionIsEnough) {
  const auto profile = profile_of({name, mail, heading("Work experience"),
                                   body("2019 – 2021\nCleaner at Bright Homes plc"), heading("Languages"),
                                   body("English, Welsh"), heading("Further information"), body("Languages: German")});
  EXPECT_EQ(profile.languages.size(), 2U);
}

TEST(RunInHeadings, ListsGoOnBehindAComma) {
  const auto profile =
      profile_of({name, mail, heading("Work experience"), body("2019 – 2021\nCleaner at Bright Homes plc"),
                  heading("Further information"), body("Languages: English (native),\nWelsh, French")});
  EXPECT_EQ(profile.languages.size(), 3U);
}

}  // namespace
}  // namespace tamis::normalize
