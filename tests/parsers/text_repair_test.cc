#include "parsers/text_repair.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tamis::parsers {
namespace {

TEST(TextRepair, BreaksLigaturesIntoLetters) {
  EXPECT_EQ(repair_word("certi\uFB01cat"), "certificat");
  EXPECT_EQ(repair_word("a\uFB03liation"), "affiliation");
}

TEST(TextRepair, BringsBackTheLigaturesOfT1Fonts) {
  EXPECT_EQ(repair_word("certi\x1C"
                        "cat"),
            "certificat");
  EXPECT_EQ(repair_word("\x13mot\x14"), "«mot»");
}

TEST(TextRepair, DropsControlCodesThatStandForIcons) { EXPECT_EQ(repair_word("\x13"), ""); }

TEST(TextRepair, JoinsAccentsWithTheirLetters) {
  EXPECT_EQ(repair_word("e\u0301cole"), "école");
  EXPECT_EQ(repair_word("n\u0303"), "ñ");
  EXPECT_EQ(repair_word("a\u0328"), "ą");
  EXPECT_EQ(repair_word("\u0131\u0308"), "ï");
}

TEST(TextRepair, DropsWhatCannotBeSeen) {
  EXPECT_EQ(repair_word("Bud\u200Ba\uFEFFpest"), "Budapest");
  EXPECT_EQ(repair_word("Buda\u00ADpest"), "Budapest");
  EXPECT_EQ(repair_word("Buda\u00AD"), "Buda-");
  EXPECT_EQ(repair_word("\uF095"), "");
}

TEST(TextRepair, ReadsPrivateSmallCapitalsAndBullets) {
  EXPECT_EQ(repair_word("N\uE05F\uE066\uE055\uE05C"), "Novel");
  EXPECT_EQ(repair_word("\uF0B7"), "•");
}

TEST(TextRepair, LeavesSoundWordsAlone) {
  for (const std::string word : {"Straße", "Zażółć", "naïve", "12.03.2019", "C++", "a@b.example"}) {
    EXPECT_EQ(repair_word(word), word);
  }
}

TEST(TextRepair, ReadsAnyBytesAsCodePoints) {
  for (const std::string bytes : {"\xFF", "\xC3", "\xE2\x82", "\xF0\x9F", "\xC0\x80", "a\x80z"}) {
    std::string_view rest = bytes;
    while (!rest.empty()) {
      const std::size_t before = rest.size();
      EXPECT_NE(take_code_point(rest), U'\0');
      EXPECT_LT(rest.size(), before);
    }
  }
}

TEST(TextRepair, TrustsLanguageAndDistrustsShiftedLetters) {
  const std::string sentence =
      "Restored bindings for several libraries, trained apprentices, prepared exhibitions and wrote reports about "
      "them. ";
  EXPECT_GT(letter_trust(sentence), 0.9F);
  std::string shifted = sentence;
  for (char& letter : shifted) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>('a' + (letter - 'a' + 1) % 26);
  }
  EXPECT_LT(letter_trust(shifted), 0.6F);
  EXPECT_EQ(letter_trust("Short."), 1);
  std::string icons;
  for (int i = 0; i < 12; ++i) icons += "\uF095";
  EXPECT_GT(letter_trust(sentence + icons), 0.9F);
  std::string symbols;
  for (std::size_t i = 0; i < sentence.size(); ++i) symbols += "\uF061";
  EXPECT_LT(letter_trust(symbols), 0.6F);
}

}  // namespace
}  // namespace tamis::parsers
