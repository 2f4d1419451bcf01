#include "normalize/language_skills.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

/// "code level" for each language, "!" after the mother tongue.
std::string read_languages(std::string_view language, std::initializer_list<std::string_view> lines) {
  static const LanguageSkillReader reader(packs());
  const auto text = read_lines(language, lines);
  std::string found;
  for (const auto& each : reader.read(text, whole(text, SectionKind::languages))) {
    found += (found.empty() ? "" : ", ") + shown(each.code) + (each.cefr.empty() ? "" : " " + shown(each.cefr)) +
             (each.native.value_or(false) ? "!" : "");
  }
  return found;
}

TEST(LanguageSkills, AreReadInEveryLanguage) {
  EXPECT_EQ(read_languages("fr", {"- Français : langue maternelle", "- Anglais (C1)", "- Espagnol : notions"}),
            "fr C2!, en C1, es");
  EXPECT_EQ(read_languages("en", {"English – native", "Welsh – fluent"}), "en C2!, cy");
  EXPECT_EQ(read_languages("de", {"Deutsch (Muttersprache) · Englisch (fließend (C1))"}), "de C2!, en C1");
  EXPECT_EQ(read_languages("es", {"Castellano: nativo; catalán: B2"}), "es C2!, ca B2");
  EXPECT_EQ(read_languages("it", {"Italiano: madrelingua", "Inglese: B2"}), "it C2!, en B2");
  EXPECT_EQ(read_languages("nl", {"Nederlands: moedertaal", "Duits: redelijk (A2)"}), "nl C2!, de A2");
  EXPECT_EQ(read_languages("pt", {"Português: língua materna", "Inglês: fluente"}), "pt C2!, en");
  EXPECT_EQ(read_languages("pl", {"polski: ojczysty", "język angielski: B1"}), "pl C2!, en B1");
}

TEST(LanguageSkills, ReadTheLevelFromTheNextLine) {
  EXPECT_EQ(read_languages("en", {"French", "B2", "German", "basic"}), "fr B2, de");
}

TEST(LanguageSkills, ReadALevelBeforeItsLanguages) {
  EXPECT_EQ(read_languages("es", {"Lengua materna: español"}), "es C2!");
}

TEST(LanguageSkills, ReadLevelsThatStandTogetherBelowTheirLanguages) {
  EXPECT_EQ(read_languages("pt", {"Português", "Francês", "Romeno", "língua materna", "B1", "A2"}),
            "pt C2!, fr B1, ro A2");
  EXPECT_EQ(read_languages("it", {"Italiano", "Sloveno", "madrelingua"}), "it, sl C2!");
}

TEST(LanguageSkills, TakeNoLabelBelowForALevel) {
  EXPECT_EQ(read_languages("es", {"Lengua(s) materna(s): gallego", "Otra(s) lengua(s):", "Escritura", "ALEMÁN", "B1"}),
            "gl C2!, de B1");
  EXPECT_EQ(read_languages("fr", {"Langue maternelle : wolof", "Autre(s) langue(s) :", "Lire"}), "wo C2!");
  EXPECT_EQ(read_languages("de", {"Finnisch (muttersprachlich) : Estnisch (B2)"}), "fi C2!, et B2");
}

TEST(LanguageSkills, EndALevelAtItsBracket) {
  static const LanguageSkillReader reader(packs());
  const auto text = read_lines("en", {"Finnish (reading), Klingon (some)"});
  const auto languages = reader.read(text, whole(text, SectionKind::languages));
  ASSERT_EQ(languages.size(), 1U);
  EXPECT_EQ(shown(languages[0].fluency), "reading");
}

TEST(LanguageSkills, KnowALevelWithAMisreadDigit) { EXPECT_EQ(read_languages("nl", {"Deens - Al"}), "da A1"); }

TEST(LanguageSkills, KnowLatinAndOtherTonguesByTheirEverydayNames) {
  EXPECT_EQ(read_languages("pl", {"łacina (bierna), greka (podstawy)"}), "la, el");
  EXPECT_EQ(read_languages("en", {"Shona: fluent", "Ancient Greek: reading"}), "sn, el");
  EXPECT_EQ(read_languages("de", {"Altgriechisch: Graecum", "Latein: Latinum"}), "el, la");
}

TEST(LanguageSkills, LeaveOutWhatIsNoLanguage) {
  EXPECT_EQ(read_languages("en", {"Polish: A1", "Driving licence"}), "pl A1");
  EXPECT_EQ(read_languages("en", {"Certificate in business English"}), "");
}

TEST(LanguageSkills, KeepTheWordsAsWritten) {
  static const LanguageSkillReader reader(packs());
  const auto text = read_lines("de", {"Englisch: verhandlungssicher (C1)"});
  const auto languages = reader.read(text, whole(text, SectionKind::languages));
  ASSERT_EQ(languages.size(), 1U);
  EXPECT_EQ(shown(languages[0].language), "Englisch");
  EXPECT_EQ(shown(languages[0].fluency), "verhandlungssicher (C1)");
  EXPECT_EQ(source_of(text, languages[0].fluency), "verhandlungssicher (C1)");
}

TEST(LanguageSkills, HaveTheLevelThatATestProves) {
  EXPECT_EQ(read_languages("fr", {"Anglais : courant (TOEIC 905)", "Italien : CELI 3"}), "en B2, it B2");
  EXPECT_EQ(read_languages("en", {"English: IELTS 7.5", "German: TestDaF 4"}), "en C1, de B2");
  EXPECT_EQ(read_languages("nl", {"Nederlands: Staatsexamen NT2 II", "Engels: CAE"}), "nl B2, en C1");
  EXPECT_EQ(read_languages("es", {"Inglés: TOEIC 2019"}), "en");
}

}  // namespace
}  // namespace tamis::normalize
