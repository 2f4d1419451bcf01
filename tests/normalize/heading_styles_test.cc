#include "tests/normalize/profiles.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

// What only looks like a heading, and what does not look like one though it is.

BlockText capitals(std::string words) { return {BlockRole::body, std::move(words), true, 12}; }
BlockText bulleted(std::string words) { return {BlockRole::list_item, std::move(words), true, 11}; }

TEST(HeadingStyles, BulletsBeforeHeadingsHideNone) {
  const auto profile =
      profile_of({name, mail, bulleted("WORK EXPERIENCE"), body("03/2016 – 10/2020\nStonemason, Cragg & Daughters Ltd"),
                  bulleted("LANGUAGES"), item("English (native)"), item("Welsh (B2)")});
  ASSERT_EQ(profile.work.size(), 1U);
  EXPECT_EQ(words(profile.work[0].name.text), "Cragg & Daughters Ltd");
  EXPECT_EQ(profile.languages.size(), 2U);
}

TEST(HeadingStyles, HeadingsThatNoPackKnowsLookLikeThoseThatItKnows) {
  const auto profile =
      profile_of({name, mail, capitals("EMPLOYMENT"), body("2016 – 2020\nStonemason, Cragg & Daughters Ltd"),
                  capitals("QUARRY TALES"), body("a book of stories that nobody wanted to print"),
                  capitals("EDUCATION"), body("2010 – 2014\nDiploma in Masonry\nCollege of the Peaks")});
  ASSERT_EQ(profile.work.size(), 1U);
  EXPECT_TRUE(profile.work[0].summary.empty());
  EXPECT_EQ(profile.education.size(), 1U);
}

TEST(HeadingStyles, EmployersInCapitalsAreNoHeadings) {
  const auto profile =
      profile_of({name, mail, capitals("EMPLOYMENT"), capitals("CRAGG LTD"), body("Stonemason\n2016 – 2020"),
                  capitals("PEAK STONE LTD"), body("Apprentice\n2014 – 2016"), capitals("DALE LTD"),
                  body("Labourer\n2012 – 2014"), capitals("LANGUAGES"), body("English, Welsh")});
  EXPECT_EQ(profile.work.size(), 3U);
}

TEST(HeadingStyles, WordsOfAnUnknownHeadingSayWhatMostHeadingsWithThemSay) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2016 – 2020\nStonemason, Cragg & Daughters Ltd"),
                  heading("Favourite hobbies of mine"), body("caving, fell running")});
  EXPECT_EQ(profile.interests.size(), 2U);
}

TEST(HeadingStyles, TitlesLargerThanHeadingsDoNotEndASection) {
  const BlockText small{BlockRole::heading, "EXPERIENCE", true, 9};
  const BlockText title{BlockRole::heading, "Stonemason", true, 13}, other{BlockRole::heading, "Apprentice", true, 13};
  const auto profile = profile_of({name, mail, small, title, body("Cragg & Daughters Ltd\n2016 – 2020"), other,
                                   body("Peak Stone Ltd\n2014 – 2016")});
  EXPECT_EQ(profile.work.size(), 2U);
}

TEST(HeadingStyles, TheEmployerOfSeveralPositionsStandsAboveTheFirst) {
  const auto profile = profile_of({name, mail, heading("Experience"), body("Cragg & Daughters Ltd"), body("Foreman"),
                                   body("2018 – 2020"), item("Led eight masons"), body("Stonemason"),
                                   body("2016 – 2018"), item("Cut sills"), body("Apprentice"), body("2013 – 2016")});
  ASSERT_EQ(profile.work.size(), 3U);
  for (const auto& job : profile.work) EXPECT_EQ(words(job.name.text), "Cragg & Daughters Ltd");
  EXPECT_EQ(words(profile.work[0].position.text), "Foreman");
}

TEST(HeadingStyles, TrainingMayBeADegreeAndItsSchool) {
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2016 – 2020\nStonemason, Cragg & Daughters Ltd"),
                  heading("Training"), body("2014\nDiploma in Masonry, College of the Peaks")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_TRUE(profile.certificates.empty());
}

TEST(HeadingStyles, WhereAndWhenItWasSignedBelongsToNoList) {
  const auto profile = profile_of({name, mail, heading("Berufserfahrung"), body("2016 – 2020\nSteinmetz, Kragg GmbH"),
                                   heading("Das mag ich"), body("Radfahren, Kochen"), body("Passau, im Oktober 2025")});
  EXPECT_EQ(profile.interests.size(), 2U);
}

TEST(HeadingStyles, CvsWithoutHeadingsHaveLists) {
  const auto profile =
      profile_of({name, mail, body("Stonemason, Cragg & Daughters Ltd\n2016 – 2020"),
                  body("Apprentice mason, Peak Stone Ltd\n2012 – 2016"), body("AutoCAD; Rhino; lettering"),
                  body("English – native"), body("Welsh – B1"), body("cycling, caving, chess")});
  EXPECT_EQ(profile.work.size(), 2U);
  EXPECT_EQ(profile.skills.size(), 3U);
  EXPECT_EQ(profile.languages.size(), 2U);
  EXPECT_EQ(profile.interests.size(), 3U);
}

TEST(HeadingStyles, SkillsThatAreSpacedApartAreNoGroups) {
  const BlockText python{BlockRole::heading, "Python"}, rust{BlockRole::heading, "Rust"};
  const auto profile =
      profile_of({name, mail, heading("Employment"), body("2016 – 2020\nStonemason, Cragg & Daughters Ltd"),
                  heading("Skills"), python, rust, body("Drawing")});
  EXPECT_EQ(profile.skills.size(), 3U);
}

TEST(HeadingStyles, PicturesBeforeDatesAndNumbersAreNoWords) {
  const auto profile = profile_of({name, body("✉ ada@example.org\n☎ +44 1632 960123"), heading("Employment"),
                                   body("Stonemason\nCragg & Daughters Ltd\n▦ 2016 – 2020")});
  ASSERT_EQ(profile.work.size(), 1U);
  EXPECT_EQ(words(profile.work[0].position.text), "Stonemason");
  EXPECT_EQ(words(profile.work[0].name.text), "Cragg & Daughters Ltd");
}

TEST(HeadingStyles, DegreesWithARemarkAreNoPartOfAName) {
  const BlockText engineer{BlockRole::heading, "Dipl.-Ing. (FH) Benno Kragg", true, 20};
  const auto profile =
      profile_of({engineer, mail, heading("Berufserfahrung"), body("2016 – 2020\nSteinmetz, Kragg GmbH")});
  EXPECT_EQ(words(profile.basics.name.text), "Benno Kragg");
}

TEST(HeadingStyles, UnknownTownsStandBeforeTheirRegionAndCountry) {
  const auto profile = profile_of({name, mail, body("Quillbury, Peakshire, England"), heading("Employment"),
                                   body("2016 – 2020\nStonemason, Cragg & Daughters Ltd")});
  EXPECT_EQ(words(profile.basics.location.city.text), "Quillbury");
}

}  // namespace
}  // namespace tamis::normalize
