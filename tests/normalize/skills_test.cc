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
