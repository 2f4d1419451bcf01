#include "tests/normalize/profiles.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

// Layouts that no heading, sign or order explains alone: what must be told from the words themselves.

struct Wording {
  std::string language, heading, line, job;
};

class TitleAtEmployer : public testing::TestWithParam<Wording> {};

TEST_P(TitleAtEmployer, IsCutAtTheWordBetween) {
  const auto& [language, title, line, job] = GetParam();
  EXPECT_EQ(jobs(profile_of({name, mail, heading(title), body("2019 – 2021\n" + line)})), job + " 2019/2021\n");
}

INSTANTIATE_TEST_SUITE_P(
    Languages, TitleAtEmployer,
    testing::Values(Wording{"de", "Berufserfahrung", "Lagerist bei Kühne Weber GmbH, Leipzig",
                            "Lagerist @ Kühne Weber GmbH (Leipzig)"},
                    Wording{"fr", "Expérience professionnelle", "Serveuse chez Brasserie du Pont, Lyon",
                            "Serveuse @ Brasserie du Pont (Lyon)"},
                    Wording{"it", "Esperienza professionale", "Commessa presso Calzature Righi, Torino",
                            "Commessa @ Calzature Righi (Torino)"},
                    Wording{"en", "Work Experience", "Cleaner at Bright Homes plc, Leeds",
                            "Cleaner @ Bright Homes plc (Leeds)"},
                    Wording{"nl", "Werkervaring", "Monteur bij Fietsatelier Zuid, Utrecht",
                            "Monteur @ Fietsatelier Zuid (Utrecht)"},
                    Wording{"pl", "Doświadczenie zawodowe", "Magazynier w firmie Lis Sp. z o.o., Lublin",
                            "Magazynier @ Lis Sp. z o.o. (Lublin)"},
                    Wording{"pt", "Experiência profissional", "Motorista na empresa Transportes Lua, Braga",
                            "Motorista @ Transportes Lua (Braga)"},
                    Wording{"es", "Experiencia laboral", "Limpiadora en la empresa Hoteles Miramar, Valencia",
                            "Limpiadora @ Hoteles Miramar (Valencia)"}),
    [](const auto& each) { return each.param.language; });

TEST(Heads, KeepATitleWholeThatOnlyLooksLikeTitleAtEmployer) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Experiencia laboral"),
                             body("2019 – 2021\nTécnico en electricidad\nTalleres Rueda S. L.")})),
            "Técnico en electricidad @ Talleres Rueda S. L. 2019/2021\n");
}

TEST(Heads, AreCutAtAPrepositionBeforeAnEmployer) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Experiencia laboral"),
                             body("2019 – 2021\nLimpiadora en Hotel Miramar, Valencia"),
                             item("Limpieza de las habitaciones y de los pasillos para los clientes del hotel")})),
            "Limpiadora @ Hotel Miramar (Valencia) 2019/2021\n");
}

TEST(Heads, AreCutAtAFullStopBetweenNames) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"),
                             body("Night porter. Harbour Hotel Ltd, London\n2019 – 2021")})),
            "Night porter @ Harbour Hotel Ltd (London) 2019/2021\n");
}

TEST(Heads, TakeOnesOwnBusinessForTheEmployer) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"), body("Translator (2019 – 2021)\nFreelance, Leeds"),
                             item("Manuals"), body("Clerk (2015 – 2019)\nBright Homes plc, Leeds")})),
            "Translator @ Freelance (Leeds) 2019/2021\nClerk @ Bright Homes plc (Leeds) 2015/2019\n");
}

TEST(Heads, AreReadFromLabels) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work experience"), body("Dates: 2019 – 2021"),
                             body("Occupation or position held: Night porter"), body("Name of employer: Harbour Hotel"),
                             body("Dates: 2015 – 2018"), body("Occupation or position held: Cleaner"),
                             body("Name of employer: Bright Homes")})),
            "Night porter @ Harbour Hotel 2019/2021\nCleaner @ Bright Homes 2015/2018\n");
}

TEST(Heads, TakeNoDegreeBeforeAColonForALabel) {
  const auto profile = profile_of(
      {name, mail, heading("Istruzione"), body("2010 – 2013\nDiploma: Perito agrario\nIstituto agrario Verdi")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education[0].study_type.text), "Diploma");
  EXPECT_EQ(words(profile.education[0].institution.text), "Istituto agrario Verdi");
}

TEST(Entries, GiveTheLineOfAGroupToItsPositionsAndDropIt) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"), body("Harbour Hotel Ltd\n2012 – present"),
                             body("Head porter\n2018 – present"), item("Kept the books"),
                             body("Night porter\n2012 – 2018"), item("Kept the keys")})),
            "Head porter @ Harbour Hotel Ltd 2018/\nNight porter @ Harbour Hotel Ltd 2012/2018\n");
}

TEST(Entries, TakeALineOfItemsWithoutBulletsForHighlights) {
  const auto profile =
      profile_of({name, mail, heading("Work Experience"),
                  body("2019 – 2021\nNight porter\nHarbour Hotel Ltd\nKept the books\nTrained two cleaners")});
  ASSERT_EQ(profile.work.size(), 1U);
  EXPECT_EQ(profile.work[0].highlights.size(), 2U);
  EXPECT_TRUE(profile.work[0].summary.empty());
}

TEST(Entries, TakeNoShortFormForASentence) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Doświadczenie zawodowe"),
                             body("2013 – 2017\nKierowca autobusu w firmie Trans-Lis Sp. z o.o., Lublin")})),
            "Kierowca autobusu @ Trans-Lis Sp. z o.o. (Lublin) 2013/2017\n");
}

TEST(Sections, AreToldByTheirContentUnderUnknownHeadings) {
  const auto profile = profile_of(
      {name, mail, heading("Profile"), body("A porter who keeps calm when the lobby is full of wet tourists."),
       heading("Doors I held open"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"), heading("Blackboards"),
       body("2010 – 2013\nBachelor of Arts – History\nUniversity of Leith"), heading("Pocket knife"),
       body("till, first aid, lost property"), heading("Tongues"), body("English: native, German: B2"),
       heading("Doors I leave shut"), body("chess, rowing, gardening")});
  EXPECT_EQ(jobs(profile), "Night porter @ Harbour Hotel Ltd 2019/2021\n");
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education[0].institution.text), "University of Leith");
  EXPECT_EQ(profile.skills.size(), 3U);
  EXPECT_EQ(profile.languages.size(), 2U);
  EXPECT_EQ(profile.interests.size(), 3U);
}

TEST(Sections, BeginWithHeadingsJoinedOfKnownOnes) {
  const auto profile = profile_of({name, mail, heading("Praxis, Stationen und Praktika"),
                                   body("2019 – 2021\nFloristin\nBlumen Sander GmbH"),
                                   heading("Schulbildung & Ausbildung"), body("2007\nRealschulabschluss\nBergschule")});
  EXPECT_EQ(profile.work.size(), 1U);
  EXPECT_EQ(profile.education.size(), 1U);
}

TEST(Sections, AreFoundInACvWithoutHeadings) {
  const auto profile = profile_of({name, mail, body("Night porter, Harbour Hotel Ltd (London), March 2019 – May 2021"),
                                   body("Cleaner, Bright Homes plc (Leeds), 2015 – 2018"),
                                   body("Bachelor of Arts, University of Leith, 2010 – 2013"),
                                   body("Skills: till, first aid, lost property"), body("English native, German B2")});
  EXPECT_EQ(
      jobs(profile),
      "Night porter @ Harbour Hotel Ltd (London) 2019-03/2021-05\nCleaner @ Bright Homes plc (Leeds) 2015/2018\n");
  EXPECT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(profile.languages.size(), 2U);
}

TEST(Sections, BeginWithHeadingsBehindABullet) {
  const auto bulleted = [](std::string words) { return BlockText{BlockRole::list_item, std::move(words), true, 11}; };
  const auto profile =
      profile_of({name, mail, bulleted("WORK EXPERIENCE"), body("02/05/2018 – PRESENT Leeds, United Kingdom"),
                  body("Safety officer – Ferro Works"), item("Audits of 35 contractors"),
                  bulleted("EDUCATION AND TRAINING"), body("2009 – 2013 Leeds"),
                  body("Bachelor of Chemistry – Aire University"), bulleted("DIGITAL SKILLS"), body("Excel, Access")});
  EXPECT_EQ(jobs(profile), "Safety officer @ Ferro Works (Leeds, United Kingdom) 2018-05-02/\n");
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(profile.skills.size(), 2U);
}

TEST(Sections, BeginWithHeadingsThatRunIntoThem) {
  const auto profile = profile_of({name, mail, body("Employment 2019 – 2021, Night porter, Harbour Hotel Ltd"),
                                   body("Education 2010 – 2013, Bachelor of Arts, University of Leith"),
                                   body("Languages English native, German B2"), body("Interests chess, rowing")});
  EXPECT_EQ(jobs(profile), "Night porter @ Harbour Hotel Ltd 2019/2021\n");
  EXPECT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(profile.languages.size(), 2U);
  EXPECT_EQ(profile.interests.size(), 2U);
}

TEST(Sections, TellPastimesFromEngagements) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"),
                  heading("Activities"), body("chess | rowing | pottery")});
  EXPECT_TRUE(profile.volunteer.empty());
  EXPECT_EQ(profile.interests.size(), 3U);
}

TEST(Interests, GoOnOverTheEndOfALine) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"),
                  heading("Interests"), body("chess · wild\nswimming · pottery")});
  ASSERT_EQ(profile.interests.size(), 3U);
  EXPECT_EQ(words(profile.interests[1].name.text), "wild swimming");
}

TEST(Publications, EndAtAFullStopAfterAShortWord) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"),
                  heading("Publications"), body("Keys, bells and cats. Porter Press, 2020.")});
  ASSERT_EQ(profile.publications.size(), 1U);
  EXPECT_EQ(words(profile.publications[0].name.text), "Keys, bells and cats");
}

TEST(Projects, AreNamedBeforeADash) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"),
                  heading("Projects"), body("Lobby Owl – sound alarm for sleepy desks\nKeyhole – map of lost keys")});
  ASSERT_EQ(profile.projects.size(), 2U);
  EXPECT_EQ(words(profile.projects[1].name.text), "Keyhole");
  EXPECT_EQ(words(profile.projects[1].description.text), "map of lost keys");
}

TEST(Label, MayStandBesideItsFieldOrBelowTheAddress) {
  const auto cell = [](const char* text, std::int32_t row) {
    return BlockText{BlockRole::body, text, false, 10, 0, row};
  };
  const auto form = profile_of({name, cell("Wished position", 0), cell("Night porter", 0), mail, heading("Employment"),
                                body("2019 – 2021\nNight porter\nHarbour Hotel Ltd")});
  EXPECT_EQ(words(form.basics.label.text), "Night porter");
  const auto below = profile_of(
      {name, mail, body("Lockwright"), heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd")});
  EXPECT_EQ(words(below.basics.label.text), "Lockwright");
}

TEST(Publications, AreNamedWithoutTheirPublisher) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2019 – 2021\nNight porter\nHarbour Hotel Ltd"),
                  heading("Publications"), body("Doors and locks. Journal of Porters, 2020.")});
  ASSERT_EQ(profile.publications.size(), 1U);
  EXPECT_EQ(words(profile.publications[0].name.text), "Doors and locks");
}

TEST(Brackets, HoldTheEmployerBehindAKnownTitle) {
  EXPECT_EQ(jobs(profile_of(
                {name, mail, heading("Work experience"), body("Receptionist (Harbour Hotel, Leeds)\n2013 – 2019")})),
            "Receptionist @ Harbour Hotel (Leeds) 2013/2019\n");
  EXPECT_EQ(jobs(profile_of(
                {name, mail, heading("Work experience"), body("Receptionist, Harbour Hotel (Leeds)\n2013 – 2019")})),
            "Receptionist @ Harbour Hotel (Leeds) 2013/2019\n");
}

TEST(Entries, ThatAreBlocksEndingWithTheirDatesKeepAllTheirLines) {
  const auto profile =
      profile_of({name, mail, heading("Education"), body("Diploma in Masonry\nCollege of the Peaks\n2018 – 2022"),
                  body("Certificate in Lettering\nCollege of the Dales\nwith distinction\n2016 – 2018")});
  ASSERT_EQ(profile.education.size(), 2U);
  EXPECT_EQ(words(profile.education[1].institution.text), "College of the Dales");
}

}  // namespace
}  // namespace tamis::normalize
