#include "tests/redact/support.hpp"

#include "core/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace tamis::redact {
namespace {

using testing::Read;

constexpr std::string_view cv = R"(Zoé MARTIN-LEROUX
Comptable
12 rue des Lilas, 31000 Toulouse
zoe.martin@example.org
06 39 98 41 00
linkedin.com/in/zoe-martin-leroux
# État civil
Née le 12/04/1987 à Nantes
Nationalité : belge
Religion : protestante
NIR : 2 95 10 99 126 111 93
# Profil
Zoé est comptable. RQTH renouvelée en 2022
# Expérience professionnelle
Comptable, Durand SARL, Toulouse
03/2015 - 06/2019
Suivi des comptes par Martin-Leroux
# Bénévolat
Déléguée syndicale, CFDT
2016 - 2018
# Centres d’intérêt
Lecture, prière du vendredi
# Divers
Casier judiciaire vierge
)";

Screened screened() {
  const Read read(cv);
  RecordDocument about;
  about.name = CandidateText("CV_Zoe_Martin.pdf");
  about.sha256 = "00";
  return testing::screener().screen(read.document, read.text, read.profile, about, true);
}

std::string printed(const Screened& record, View view) { return print_json(to_json(record.view(view))); }

std::vector<std::string> secrets(const Screened& record) {
  std::vector<std::string> words;
  for (const RecordFinding& finding : *record.view(View::full).findings) {
    if (!finding.text.empty()) words.emplace_back(finding.text.reveal(Purpose::screening));
  }
  return words;
}

TEST(Views, TellEverythingInFull) {
  const Screened record = screened();
  EXPECT_GE(secrets(record).size(), 7U);
  EXPECT_TRUE(record.view(View::full).text);
  for (const std::string& secret : secrets(record)) {
    EXPECT_THAT(record.view(View::full).text->reveal(Purpose::screening), ::testing::HasSubstr(secret));
  }
}

TEST(Views, KeepTheWordsOfEveryFindingFromBothClients) {
  const Screened record = screened();
  for (const View view : {View::client, View::anonymous}) {
    const std::string json = printed(record, view);
    for (const std::string& secret : secrets(record)) EXPECT_THAT(json, ::testing::Not(::testing::HasSubstr(secret)));
    EXPECT_FALSE(record.view(view).text);
    EXPECT_TRUE(record.view(view).document.photo.empty());
  }
}

TEST(Views, NameNoCategoryOfArticle9Or10ToAClient) {
  const Screened record = screened();
  for (const RecordFinding& finding : *record.view(View::client).findings) {
    EXPECT_NE(finding.basis, Basis::gdpr_9);
    EXPECT_NE(finding.basis, Basis::gdpr_10);
    EXPECT_TRUE(finding.text.empty());
  }
  EXPECT_TRUE(record.view(View::anonymous).findings->empty());
}

TEST(Views, NameTheCandidateToTheClientAloneWhoMayKnow) {
  const Screened record = screened();
  EXPECT_THAT(printed(record, View::client), ::testing::HasSubstr("Martin-Leroux"));
  const std::string json = printed(record, View::anonymous);
  for (const char* echo : {"Zoé", "Zoe", "zoe", "Martin", "MARTIN", "Leroux", "LEROUX", "example.org", "39 98",
                           "639984100", "linkedin", "Lilas", "31000", "1987"}) {
    EXPECT_THAT(json, ::testing::Not(::testing::HasSubstr(echo))) << echo;
  }
}

TEST(Views, AreNotClearedWhereALanguageIsUnknownOrAPageUnread) {
  EXPECT_TRUE(screened().cleared());
  Read unread(cv);
  unread.document.pages.front().trust = 0.2F;
  EXPECT_FALSE(testing::screener().screen(unread.document, unread.text, unread.profile, {}).cleared());
  Read foreign(cv);
  foreign.text.languages = {{"fi", 1}};
  const Screened record = testing::screener().screen(foreign.document, foreign.text, foreign.profile, {});
  EXPECT_FALSE(record.cleared());
  EXPECT_THAT(printed(record, View::full), ::testing::HasSubstr("not_cleared"));
}

TEST(Views, TellOfAPortraitWithoutWords) {
  Read read(cv);
  PlacedImage portrait;
  portrait.portrait = true;
  portrait.confidence = 0.9F;
  read.document.pages.front().images.push_back(portrait);
  const std::vector<Finding> findings = read.findings();
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.back().category, Category::photo);
  EXPECT_FALSE(findings.back().span);
}

}  // namespace
}  // namespace tamis::redact
