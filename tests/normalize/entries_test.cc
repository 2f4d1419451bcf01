#include "tests/normalize/profiles.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

constexpr auto two_jobs = "Night Porter @ Harbour Hotel Ltd (London) 2019-03/\nCleaner @ Bright Homes plc 2015/2018\n";

TEST(Work, IsReadWithTheDateOnALineAbove) {
  EXPECT_EQ(
      jobs(profile_of({name, mail, heading("Work Experience"),
                       body("03/2019 – present\nNight Porter\nHarbour Hotel Ltd | London"), item("Kept the books"),
                       body("2015 – 2018\nCleaner\nBright Homes plc"), heading("Languages"), item("English: native")})),
      two_jobs);
}

TEST(Work, IsReadWithTheDateBehindTheTitle) {
  EXPECT_EQ(
      jobs(profile_of({name, mail, heading("Employment"),
                       body("Night Porter 03/2019 – present\nHarbour Hotel Ltd, London"), item("Kept the books"),
                       body("Cleaner 2015 – 2018\nBright Homes plc"), heading("Languages"), item("English: native")})),
      two_jobs);
}

TEST(Work, IsReadWithTheDateBelow) {
  EXPECT_EQ(
      jobs(profile_of({name, mail, heading("Employment"),
                       body("Night Porter\nHarbour Hotel Ltd, London\n03/2019 – present"), item("Kept the books"),
                       body("Cleaner\nBright Homes plc\n2015 – 2018"), heading("Languages"), item("English: native")})),
      two_jobs);
}

TEST(Work, IsReadWithTheEmployerFirst) {
  EXPECT_EQ(
      jobs(profile_of({name, mail, heading("Career History"),
                       body("Harbour Hotel Ltd, London 03/2019 – present\nNight Porter"), item("Kept the books"),
                       body("Bright Homes plc 2015 – 2018\nCleaner"), heading("Languages"), item("English: native")})),
      two_jobs);
}

TEST(Work, IsReadFromOneLine) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"),
                             body("Night Porter, Harbour Hotel Ltd (London) – 03/2019 - present"),
                             item("Kept the books"), body("Cleaner, Bright Homes plc – 2015 - 2018"),
                             heading("Languages"), item("English: native")})),
            two_jobs);
}

// As a web page or a word processor gives them: ranks, and no sizes.
TEST(Work, IsReadWithItsTitlesAsHeadingsOfALowerRank) {
  const auto section = [](std::string words) { return BlockText{BlockRole::heading, std::move(words), true, 0, 2}; };
  const auto title = [](std::string words) { return BlockText{BlockRole::heading, std::move(words), true, 0, 3}; };
  const auto text = [](std::string words) { return BlockText{BlockRole::body, std::move(words), false, 0, 0}; };
  EXPECT_EQ(jobs(profile_of({{BlockRole::heading, "Ada Quill", true, 0, 1},
                             text("ada@example.org"),
                             section("Experience"),
                             title("Night Porter"),
                             text("Harbour Hotel Ltd, London — since March 2019"),
                             title("Cleaner"),
                             text("Bright Homes plc — 2015 to 2018"),
                             section("Languages"),
                             text("English (native)")})),
            two_jobs);
}

TEST(Work, StandsNewestFirst) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"), body("2015 – 2018\nCleaner\nBright Homes plc"),
                             item("Swept"), body("03/2019 – present\nNight Porter\nHarbour Hotel Ltd | London"),
                             heading("Languages"), item("English: native")})),
            two_jobs);
}

TEST(Work, GivesThePositionsOfOneEmployerItsName) {
  const auto profile =
      profile_of({name, mail, heading("Work Experience"), body("Harbour Hotel Ltd\nNight Porter 2019 – present"),
                  item("Kept the books"), body("Cleaner 2015 – 2018"), item("Swept"), heading("Languages"),
                  item("English: native")});
  EXPECT_EQ(jobs(profile), "Night Porter @ Harbour Hotel Ltd 2019/\nCleaner @ Harbour Hotel Ltd 2015/2018\n");
}

TEST(Work, CountsNoLeaveAsAJob) {
  EXPECT_EQ(jobs(profile_of({name, mail, heading("Work Experience"),
                             body("2019 – 2021\nNight Porter\nHarbour Hotel Ltd"), item("Kept the books"),
                             body("2018 – 2019\nParental leave"), heading("Languages"), item("English: native")})),
            "Night Porter @ Harbour Hotel Ltd 2019/2021\n");
}

TEST(Work, CountsOverlappingMonthsOnce) {
  const auto profile =
      profile_of({name, mail, heading("Work Experience"), body("01/2020 – 12/2020\nNight Porter\nHarbour Hotel Ltd"),
                  item("Kept the books"), body("07/2020 – 06/2021\nCleaner\nBright Homes plc"), heading("Languages"),
                  item("English: native")});
  EXPECT_EQ(profile.meta.experience_months, 18);
}

TEST(Education, TellsDegreeAreaAndSchoolApart) {
  const auto profile = profile_of({name, mail, heading("Ausbildung"),
                                   body("2010 – 2013\nBachelor of Science – Biologie\nUniversität Musterhain, Kiel"),
                                   heading("Sprachen"), item("Deutsch: Muttersprache")});
  ASSERT_EQ(profile.education.size(), 1U);
  const auto& school = profile.education.front();
  EXPECT_EQ(words(school.study_type.text), "Bachelor of Science");
  EXPECT_EQ(words(school.area.text), "Biologie");
  EXPECT_EQ(words(school.institution.text), "Universität Musterhain");
  EXPECT_EQ(words(school.start_date.text), "2010");
  EXPECT_EQ(words(school.end_date.text), "2013");
}

TEST(Education, IsReadFromALineAsLongAsASentence) {
  const auto profile = profile_of(
      {name, mail, heading("Istruzione"),
       body("2014\nDiploma accademico di secondo livello in Musica d'insieme per strumenti a fiato, Conservatorio dei "
            "Pini"),
       heading("Lingue"), item("Italiano: madrelingua")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education.front().institution.text), "Conservatorio dei Pini");
  EXPECT_EQ(words(profile.education.front().end_date.text), "2014");
}

TEST(Education, IsReadFromALongLineThatItsYearLeads) {
  const auto profile =
      profile_of({name, mail, heading("Education"),
                  body("2013 NVQ Level 2 in Supporting Teaching and Learning in Schools, Harbour Training Centre\n"
                       "1999 8 GCSEs, Westmoor School")});
  ASSERT_EQ(profile.education.size(), 2U);
  EXPECT_EQ(words(profile.education.front().institution.text), "Harbour Training Centre");
}

TEST(Education, KnowsASchoolThatIsNamedForItsDegree) {
  const auto profile = profile_of({name, mail, heading("Opleiding"), body("1996\nChristelijke MAVO De Brug\nMAVO")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education.front().study_type.text), "MAVO");
  EXPECT_EQ(words(profile.education.front().institution.text), "Christelijke MAVO De Brug");
}

TEST(Education, ReadsASchoolBehindTheWordFrom) {
  const auto profile =
      profile_of({name, mail, heading("Education"), body("MA Medieval History from University of Westmoor\n2011")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education.front().area.text), "Medieval History");
  EXPECT_EQ(words(profile.education.front().institution.text), "University of Westmoor");
}

TEST(Education, BeginsTheSchoolBehindTheCommaRatherThanInsideTheDegree) {
  const auto profile = profile_of({name, mail, heading("Ausbildung"),
                                   body("2007 – 2010\nAusbildung zur Kauffrau im Großhandel, Berufsschule Nord")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_EQ(words(profile.education.front().study_type.text), "Ausbildung zur Kauffrau im Großhandel");
  EXPECT_EQ(words(profile.education.front().institution.text), "Berufsschule Nord");
}

TEST(Education, TakesOneDateForTheEnd) {
  const auto profile =
      profile_of({name, mail, heading("Formation"), body("Master – Chimie 2014\nUniversité de la Vallée"),
                  heading("Langues"), item("Français : natif")});
  ASSERT_EQ(profile.education.size(), 1U);
  EXPECT_TRUE(profile.education.front().start_date.empty());
  EXPECT_EQ(words(profile.education.front().end_date.text), "2014");
}

TEST(Profiles, HoldWhatTheTextSaysAtTheirSpans) {
  const auto normalizer = Normalizer::load();
  const auto text = normalizer->read(document_of({name, mail, heading("Work Experience"),
                                                  body("Night Porter, Harbour Hotel Ltd (London) – 03/2019 - present"),
                                                  item("Kept the books"), heading("Hobbies"), body("chess, rowing")}));
  const auto profile = normalizer->profile(text, "", TimePoint{});
  int values = 0;
  for_each_value(profile, [&](const std::string& path, const Value& value) {
    ++values;
    ASSERT_TRUE(value.source.has_value()) << path;
    EXPECT_LE(value.source->end, text.text.size()) << path;
    EXPECT_FALSE(value.source->empty()) << path;
  });
  EXPECT_GE(values, 9);
}

TEST(Profiles, AreEmptyForWhatIsNoCv) {
  EXPECT_TRUE(profile_of({heading("Invoice 4711"), body("Please pay 300 EUR by 3 March 2024.\nKind regards")}).empty());
}

}  // namespace
}  // namespace tamis::normalize
