#include "normalize/skills.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

/// "Group[a|b]" for each group, "a" for what stands alone.
std::vector<std::string> read_skills(std::string_view language, std::initializer_list<std::string_view> lines) {
  static const SkillReader reader(packs());
  const auto text = read_lines(language, lines);
  std::vector<std::string> found;
  for (const auto& skill : reader.read(text, whole(text, SectionKind::skills))) {
    auto line = shown(skill.name);
    for (std::size_t i = 0; i < skill.keywords.size(); ++i) line += (i == 0 ? "[" : "|") + shown(skill.keywords[i]);
    found.push_back(line + (skill.keywords.empty() ? "" : "]"));
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(Skills, OfALabelledListAreAGroup) {
  EXPECT_EQ(read_skills("fr", {"Outils : Figma, Excel (TCD, macros), Git"}),
            Found{"Outils[Figma|Excel (TCD, macros)|Git]"});
}

TEST(Skills, OfAListUnderAShortLineAreAGroup) {
  EXPECT_EQ(read_skills("en", {"Tools", "Figma, Sketch, Git"}), Found{"Tools[Figma|Sketch|Git]"});
}

TEST(Skills, OfAListAlongLinesStayOneGroup) {
  EXPECT_EQ(read_skills("de", {"Werkzeuge: Drehbank,", "Fräse, Säge"}), Found{"Werkzeuge[Drehbank|Fräse|Säge]"});
}

TEST(Skills, StandAloneWithoutAGroup) {
  EXPECT_EQ(read_skills("pl", {"- spawanie", "- rysunek techniczny"}), (Found{"spawanie", "rysunek techniczny"}));
  EXPECT_EQ(read_skills("nl", {"- snoeien • zaaien"}), (Found{"snoeien", "zaaien"}));
}

/// Boxes of one line, whose words stand so far apart.
Document line_with_gaps(std::initializer_list<std::pair<const char*, float>> words) {
  Document document;
  Line line;
  for (const auto& [text, left] : words) {
    Word word;
    word.text = CandidateText(text);
    word.box = {left, 10, left + 30, 20};
    line.words.push_back(std::move(word));
  }
  document.pages.emplace_back();
  document.pages.back().blocks.emplace_back();
  document.pages.back().blocks.back().lines.push_back(std::move(line));
  return document;
}

TEST(Skills, StandApartInACloud) {
  static const SkillReader reader(packs());
  const auto text = read_document(line_with_gaps({{"Welding", 0}, {"Stock", 45}, {"control", 77}}), folder());
  const auto skills = reader.read(text, whole(text, SectionKind::skills));
  ASSERT_EQ(skills.size(), 2U);
  EXPECT_EQ(shown(skills[0].name), "Welding");
  EXPECT_EQ(shown(skills[1].name), "Stock control");
}

TEST(Skills, SetLargerThanOthersNameNoGroup) {
  EXPECT_EQ(read_skills("nl", {"# Lassen", "# Frezen", "# Slijpen"}), (Found{"Lassen", "Frezen", "Slijpen"}));
}

TEST(Skills, LoseHowWellTheyAreMastered) {
  EXPECT_EQ(read_skills("it", {"- Excel (avanzato)", "- Blender 80 %", "- Java: base", "- C++ ★★★"}),
            (Found{"Excel", "Blender", "Java", "C++"}));
}

TEST(Skills, PartTwoNamesAtTheEndOfAList) {
  EXPECT_EQ(read_skills("es", {"Ofimática: Word, Excel y PowerPoint"}), Found{"Ofimática[Word|Excel|PowerPoint]"});
  EXPECT_EQ(read_skills("pt", {"Artes: pintura, corte e costura"}), Found{"Artes[pintura|corte e costura]"});
}

TEST(Skills, MayBePartedBySpacedSlashes) {
  EXPECT_EQ(read_skills("it", {"Cartelle / Fatture / SAP FI/MM"}), (Found{"Cartelle", "Fatture", "SAP FI/MM"}));
}

TEST(Skills, AreNoLoneStars) { EXPECT_EQ(read_skills("de", {"Fräsen", "★★★☆☆"}), Found{"Fräsen"}); }

}  // namespace
}  // namespace tamis::normalize
