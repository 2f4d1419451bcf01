#include "normalize/sections.hpp"

#include "tests/normalize/field_support.hpp"
#include "tests/normalize/profiles.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

struct Announced {
  std::string_view language, heading;
  SectionKind kind;
};

/// Headings that people write in their own words rather than a template's.
TEST(Sections, BeginWithHeadingsInEverydayWords) {
  const SectionReader reader(testing::packs());
  for (const auto& [language, heading, kind] :
       std::initializer_list<Announced>{{"de", "Was ich mitbringe", SectionKind::skills},
                                        {"de", "Beschäftigungen", SectionKind::work},
                                        {"pt", "Empregos", SectionKind::work},
                                        {"it", "Impieghi", SectionKind::work},
                                        {"de", "Wenn ich nicht arbeite", SectionKind::interests},
                                        {"en", "Clubs and societies", SectionKind::volunteer},
                                        {"en", "Beyond work", SectionKind::interests},
                                        {"es", "Lo que sé hacer", SectionKind::skills},
                                        {"es", "Vida asociativa", SectionKind::volunteer},
                                        {"fr", "Ce que je maîtrise", SectionKind::skills},
                                        {"fr", "Où j'ai travaillé", SectionKind::work},
                                        {"it", "Fuori dal lavoro", SectionKind::interests},
                                        {"it", "Impegno sociale", SectionKind::volunteer},
                                        {"nl", "Waar ik goed in ben", SectionKind::skills},
                                        {"nl", "Voor anderen", SectionKind::volunteer},
                                        {"pl", "Co potrafię", SectionKind::skills},
                                        {"pl", "Prace dorywcze", SectionKind::work},
                                        {"pt", "O que sei fazer", SectionKind::skills},
                                        {"pt", "Nas horas vagas", SectionKind::interests}}) {
    EXPECT_EQ(reader.kind_of(testing::folder().fold_term(heading), language), kind) << heading;
  }
}

TEST(Sections, BeginWithHeadingsInTwoLanguages) {
  const SectionReader reader(testing::packs());
  EXPECT_EQ(reader.kind_of("ausbildung / education", "de"), SectionKind::education);
  EXPECT_EQ(reader.kind_of("langues / sprachen", "fr"), SectionKind::languages);
  EXPECT_EQ(reader.kind_of("sprachen / education", "de"), std::nullopt);
}

TEST(Sections, TakeProjectsAndPositionsForJobs) {
  const SectionReader reader(testing::packs());
  EXPECT_EQ(reader.kind_of("projekte und stellen", "de"), SectionKind::work);
}

TEST(Sections, BeginWithCompoundsWhoseLastPartAnnouncesThem) {
  const SectionReader reader(testing::packs());
  EXPECT_EQ(reader.kind_of("kranscheine", "de"), SectionKind::certificates);
  EXPECT_EQ(reader.kind_of("designwettbewerbspreise", "de"), SectionKind::awards);
  EXPECT_EQ(reader.kind_of("vaktechniekcursussen", "nl"), SectionKind::certificates);
  EXPECT_EQ(reader.kind_of("reconocimientos mutuos", "es"), std::nullopt);
}

const BlockText job_heading = heading("Work experience");
const BlockText job = body("2019 – 2021\nBaker\nHarbour Bread Ltd, Leeds");

TEST(Sections, AreToldByWordsThatOtherHeadingsShare) {
  const auto profile = profile_of({name, mail, job_heading, job, heading("Kitchen and bakery skills"),
                                   body("Sourdough, Lamination, Stock control")});
  ASSERT_EQ(profile.skills.size(), 3U);
  EXPECT_EQ(words(profile.skills.front().name.text), "Sourdough");
}

TEST(Sections, DoNotBeginWithTheNameOfARowOfSkills) {
  const auto row = [](const char* text, std::int32_t number) {
    return BlockText{BlockRole::body, text, false, 10, 0, number};
  };
  const auto profile = profile_of({name, mail, job_heading, job, heading("Skills"), row("Bakery", 0),
                                   row("Sourdough, Lamination", 0), row("Other", 1), row("First aid, Forklift", 1)});
  ASSERT_EQ(profile.skills.size(), 2U);
  EXPECT_EQ(words(profile.skills.back().name.text), "Other");
  ASSERT_EQ(profile.skills.back().keywords.size(), 2U);
}

}  // namespace
}  // namespace tamis::normalize
