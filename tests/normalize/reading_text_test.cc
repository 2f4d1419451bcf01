#include "normalize/reading_text.hpp"

#include "normalize/text_folder.hpp"
#include "tests/normalize/documents.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

std::string text_of(std::initializer_list<BlockText> blocks) {
  return std::string(words(read_document(document_of(blocks), IcuTextFolder()).text));
}

TEST(ReadingTexts, PutOneBreakBetweenLinesAndAnEmptyLineBetweenBlocks) {
  EXPECT_EQ(text_of({body("one two\nthree"), body("four")}), "one two\nthree\n\nfour\n");
}

TEST(ReadingTexts, JoinWordsThatALineBreakSplit) {
  EXPECT_EQ(text_of({body("under pres-\nsure today")}), "under pressure\ntoday\n");
  EXPECT_EQ(text_of({body("Ein-\nund Verkauf")}), "Ein-\nund Verkauf\n");
  EXPECT_EQ(text_of({body("Jean-\nPierre")}), "Jean-\nPierre\n");
}

TEST(ReadingTexts, KeepTheHyphensOfAddresses) {
  EXPECT_EQ(text_of({body("linkedin.com/in/ada-\nlovelace-1")}), "linkedin.com/in/ada-lovelace-1\n");
  EXPECT_EQ(text_of({body("ada@exam\nple.org")}), "ada@example.org\n");
}

TEST(ReadingTexts, KeepWhatRepeatsOnPagesOnce) {
  auto document = document_of({{BlockRole::page_header, "Ada Lovelace"}, body("first"), {BlockRole::page_footer, "1"}});
  document.pages.push_back(
      document_of({{BlockRole::page_header, "Ada Lovelace"}, body("second"), {BlockRole::page_footer, "2"}})
          .pages.front());
  EXPECT_EQ(words(read_document(document, IcuTextFolder()).text), "Ada Lovelace\n\nfirst\n\nsecond\n");
}

TEST(ReadingTexts, KeepAPhoneNumberInAHeader) {
  const auto document = document_of({{BlockRole::page_header, "916 533 963"}, {BlockRole::page_footer, "12 / 34"}});
  EXPECT_EQ(words(read_document(document, IcuTextFolder()).text), "916 533 963\n");
}

TEST(ReadingTexts, LocateEachWordInTheText) {
  const auto text = read_document(document_of({body("under pres-\nsure today")}), IcuTextFolder());
  ASSERT_EQ(text.words.size(), 4U);
  EXPECT_EQ(text.slice(text.words[1].span, Purpose::normalization), "pres");
  EXPECT_EQ(text.slice(text.words[2].span, Purpose::normalization), "sure");
}

TEST(ReadingTexts, KnowTheirLanguage) {
  const auto text = read_document(
      document_of({body("Ich habe viele Jahre in der Pflege gearbeitet und leite heute eine Station mit zwölf Betten."),
                   body("Dabei lege ich großen Wert auf Ruhe, Sorgfalt und ein gutes Miteinander im ganzen Haus.")}),
      IcuTextFolder());
  EXPECT_EQ(text.language(), "de");
}

TEST(ReadingTexts, AreInTheUsualOneOfTwoNearLanguages) {
  const auto text = read_document(
      document_of({body("Atención al cliente y cobro en caja. Reposición de la sección de frescos con dos compañeros."),
                   body("Camarero de piso. Limpieza de habitaciones y zonas comunes del hotel en temporada alta.")}),
      IcuTextFolder());
  ASSERT_EQ(text.languages.size(), 1U);
  EXPECT_EQ(text.language(), "es");
}

}  // namespace
}  // namespace tamis::normalize
