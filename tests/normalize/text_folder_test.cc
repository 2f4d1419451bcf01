#include "normalize/text_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tamis::normalize {
namespace {

std::string fold(std::string_view text) { return IcuTextFolder().fold(text).text; }

TEST(TextFolder, DropsCaseAndDiacritics) {
  EXPECT_EQ(fold("Élève ÇA Ñandú"), "eleve ca nandu");
  EXPECT_EQ(fold("Łódź Święto"), "lodz swieto");
  EXPECT_EQ(fold("Straße GROẞ Œuvre Æon"), "strasse gross oeuvre aeon");
}

TEST(TextFolder, OpensLigaturesAndEvensSigns) {
  EXPECT_EQ(fold("ﬁnance oﬃce"), "finance office");
  EXPECT_EQ(fold("2019–2020 — “l’été”"), "2019-2020 - \"l'ete\"");
  EXPECT_EQ(fold("a\u00A0b\u2009c\nd"), "a b c\nd");
}

TEST(TextFolder, RemovesWhatNobodySees) { EXPECT_EQ(fold("re\u00ADsu\u200Bme\uFEFF"), "resume"); }

TEST(TextFolder, MakesLookAlikesLatinInMixedWordsOnly) {
  EXPECT_EQ(fold("Dir\u0435t\u043Er"), "diretor");
  EXPECT_EQ(fold("\u043C\u043E\u0441\u043A\u0432\u0430"), "\u043C\u043E\u0441\u043A\u0432\u0430");
}

TEST(TextFolder, LeadsEveryByteBackIntoTheText) {
  const std::string text = "Zoë – ﬃ ß\u200B Ł…½ \xF0\x9F\x98\x80 \xFF end";
  const auto folded = IcuTextFolder().fold(text);
  ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
  EXPECT_TRUE(std::ranges::is_sorted(folded.origin));
  EXPECT_EQ(folded.origin.back(), text.size());
  for (std::uint32_t i = 0; i < folded.text.size(); ++i) {
    const auto span = folded.unfold({i, i + 1});
    EXPECT_LE(span.start, span.end);
    EXPECT_LE(span.end, text.size());
    EXPECT_NE(static_cast<unsigned char>(text[span.start]) & 0xC0, 0x80) << "inside of a letter";
  }
}

TEST(TextFolder, WritesLookAlikesInLatinAndKeepsTheirCase) {
  EXPECT_EQ(latinised("\u0410nna Mari\u0430"), "Anna Maria");
}

TEST(TitleCase, RaisesTheFirstLetterOfEachPart) {
  EXPECT_EQ(to_title_case("GARCÍA-LÓPEZ"), "García-López");
  EXPECT_EQ(to_title_case("łukasz"), "Łukasz");
}

}  // namespace
}  // namespace tamis::normalize
