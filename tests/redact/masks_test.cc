#include "redact/masks.hpp"

#include "tests/redact/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tamis::redact {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Read;

/// The text as a view's rendition would show it: each hidden word as one block.
std::string shown(const Read& read, View view) {
  const Masks masks = testing::screener().masks(read.document, read.text, read.profile, view);
  std::string text;
  for (const TextWord& word : read.text.words) {
    text += masks.hide(word.span) ? "#" : std::string(read.text.slice(word.span, Purpose::screening));
    text += ' ';
  }
  return text;
}

constexpr std::string_view cv = R"(Ilse Brandtner
Buchhalterin
Lindenweg 4, 50667 Köln
ilse.brandtner@example.org
+49 221 5550199
# Persönliche Daten
Geburtsdatum: 03.05.1979
Konfession: evangelisch
# Berufserfahrung
Buchhalterin, Werk Nord GmbH, Köln
01/2010 - 12/2019
Ordner brandtner_2018.xlsx gepflegt, evangelisch geprägte Stiftung betreut
# Ausbildung
Kauffrau, Berufskolleg Süd
1996 - 1999
# Referenzen
Herr Otto Falkenried, 0221 5550123
)";

TEST(Masks, HideFindingsAndTheirEchoesFromANamedClientAndNothingElse) {
  const std::string text = shown(Read(cv), View::client);
  EXPECT_THAT(text, Not(HasSubstr("evangelisch")));
  EXPECT_THAT(text, Not(HasSubstr("1979")));
  for (const char* kept : {"Ilse", "ilse.brandtner@example.org", "Lindenweg", "Werk", "2019", "1999"}) {
    EXPECT_THAT(text, HasSubstr(kept));
  }
}

TEST(Masks, HideAllThatNamesOrReachesThePersonAnonymously) {
  const std::string text = shown(Read(cv), View::anonymous);
  for (const char* hidden : {"Ilse", "Brandtner", "brandtner", "example.org", "5550199", "Lindenweg", "50667", "1979",
                             "5550123", "1996", "1999"}) {
    EXPECT_THAT(text, Not(HasSubstr(hidden))) << hidden;
  }
  for (const char* kept : {"Buchhalterin", "Werk", "2010", "2019", "Berufskolleg", "gepflegt"}) {
    EXPECT_THAT(text, HasSubstr(kept));
  }
}

TEST(Masks, KeepPeriodsThatLookLikeNumbers) {
  EXPECT_THAT(shown(Read(cv), View::anonymous), HasSubstr("01/2010 - 12/2019"));
}

TEST(Masks, NameAsSecretsWhatStandsInNoVisiblePlace) {
  const Read read(cv);
  const Masks masks = testing::screener().masks(read.document, read.text, read.profile, View::anonymous);
  EXPECT_THAT(masks.secrets,
              ::testing::IsSupersetOf({"ilse", "brandtner", "ilse.brandtner@example.org", "evangelisch"}));
  EXPECT_TRUE(masks.portraits);
  EXPECT_TRUE(masks.pictures);
}

TEST(Masks, HideAWordThatTheyCoverInPart) {
  const Masks masks{.spans = {{4, 8}, {20, 25}}, .portraits = false, .pictures = false, .secrets = {}};
  EXPECT_TRUE(masks.hide({0, 5}));
  EXPECT_TRUE(masks.hide({7, 12}));
  EXPECT_TRUE(masks.hide({18, 30}));
  EXPECT_FALSE(masks.hide({0, 4}));
  EXPECT_FALSE(masks.hide({8, 20}));
}

}  // namespace
}  // namespace tamis::redact
