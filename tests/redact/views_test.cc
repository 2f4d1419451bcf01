#include "tests/redact/support.hpp"

#include "core/json.hpp"
#include "redact/titles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

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

Screened screened(const Choices& choices = no_choice, const Screener& screener = testing::screener()) {
  const Read read(cv);
  RecordDocument about;
  about.name = CandidateText("CV_Zoe_Martin.pdf");
  about.sha256 = "00";
  return screener.screen(read.document, read.text, read.profile, about, true, choices);
}

/// A screener whose policy says in a category or a field something else than the standard one.
Screener screener_with(const std::string& section, const std::string& from, const std::string& to) {
  std::ostringstream text;
  text << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/redact/policy.toml").rdbuf();
  std::string toml = text.str();
  const std::size_t at = toml.find(from, toml.find("[" + section + "]"));
  toml.replace(at, from.size(), to);
  return Screener::load(testing::normalizer().folder(), Policy::read(toml).value()).value();
}

/// The candidate's decision about all that was found in one category.
Choices decide(Category category, Decision decision) {
  return [=](Category asked, std::string_view) { return asked == category ? std::optional(decision) : std::nullopt; };
}

bool tells(const Record& record, Category category) {
  return std::ranges::any_of(*record.findings, [&](const RecordFinding& each) { return each.category == category; });
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

/// Both titles of the profile as given, with a code that no other value has.
Screened screened_with_title(const Value& title) {
  Read read(cv);
  read.profile.basics.label = read.profile.work.front().position = title;
  read.profile.basics.occupation.code = read.profile.work.front().occupation.code = CandidateText("9999");
  return testing::screener().screen(read.document, read.text, read.profile, {});
}

TEST(Views, TellTheOccupationOfATitleThatTheyShow) {
  const Screened record = screened_with_title({CandidateText("Comptable"), {}, 1});
  for (const View view : {View::full, View::client, View::anonymous}) {
    EXPECT_THAT(printed(record, view), ::testing::HasSubstr("9999"));
  }
}

TEST(Views, TellNoOccupationWhoseTitleIsMasked) {
  const Read read(cv);
  const std::vector<Finding> findings = read.findings();
  const auto belief = std::ranges::find(findings, Category::religious_belief, &Finding::category);
  ASSERT_NE(belief, findings.end());
  const Screened record = screened_with_title({CandidateText(read.words(*belief)), belief->span, 1});
  for (const View view : {View::client, View::anonymous}) {
    EXPECT_THAT(printed(record, view), ::testing::Not(::testing::HasSubstr("9999")));
  }
}

TEST(Views, TellNoOccupationOfATitleThatNamesThePersonAnonymously) {
  const Screened record = screened_with_title({CandidateText("Directrice de Martin-Leroux SARL"), {}, 1});
  EXPECT_THAT(printed(record, View::client), ::testing::HasSubstr("9999"));
  EXPECT_THAT(printed(record, View::anonymous), ::testing::Not(::testing::HasSubstr("9999")));
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

TEST(Views, NameTheFileToNoClientWhereItsNameTells) {
  const Read read(cv);
  RecordDocument about;
  about.name = CandidateText("cv_protestante.pdf");
  const Screened record = testing::screener().screen(read.document, read.text, read.profile, about);
  EXPECT_FALSE(record.view(View::full).document.name.empty());
  EXPECT_TRUE(record.view(View::client).document.name.empty());
}

TEST(Views, MaskAddressesOfMailAndTheWebInAnyWordsOfTheAnonymousOne) {
  const Read read(R"(Ida Falk
Konditorin
# Berufserfahrung
Konditorin, Backhaus Nord, Bremen
01/2019 - 12/2021
Frau Falk schrieb unter https://torten.example/ida und chefin@backhaus.example
)");
  const std::string json =
      print_json(to_json(testing::screener().screen(read.document, read.text, read.profile, {}).view(View::anonymous)));
  for (const char* echo : {"Falk", "torten", "backhaus.example", "Frau", "Konditorin\""}) {
    EXPECT_THAT(json, ::testing::Not(::testing::HasSubstr(echo))) << echo;
  }
  EXPECT_THAT(json, ::testing::HasSubstr("schrieb unter"));
}

TEST(Policies, DecideWhetherSchoolsAndEmployersAreNamedAnonymously) {
  const Screener discreet = screener_with("field.employers", "anonymous = \"keep\"", "anonymous = \"drop\"");
  EXPECT_THAT(printed(screened(), View::anonymous), ::testing::HasSubstr("Durand"));
  EXPECT_THAT(printed(screened(no_choice, discreet), View::anonymous), ::testing::Not(::testing::HasSubstr("Durand")));
  EXPECT_THAT(printed(screened(no_choice, discreet), View::client), ::testing::HasSubstr("Durand"));
}

TEST(Policies, LeaveOutOfStorageWhatTheyDrop) {
  const Screener strict = screener_with("category.religious_belief", "storage = \"keep\"", "storage = \"drop\"");
  const Screened record = screened(no_choice, strict);
  EXPECT_FALSE(tells(record.view(View::full), Category::religious_belief));
  EXPECT_FALSE(record.view(View::full).text);
  EXPECT_THAT(printed(record, View::full), ::testing::Not(::testing::HasSubstr("protestante")));
  EXPECT_TRUE(tells(record.view(View::full), Category::health));
}

TEST(Policies, HoldADocumentBackFromClients) {
  EXPECT_TRUE(screened().cleared());
  const Screener careful = screener_with("category.health", "storage = \"keep\"", "storage = \"hold\"");
  const Screened record = screened(no_choice, careful);
  EXPECT_FALSE(record.cleared());
  EXPECT_THAT(printed(record, View::full), ::testing::HasSubstr("held_by_policy"));
}

TEST(Choices, ShowToClientsWhatTheCandidateShows) {
  const Screened record = screened(decide(Category::trade_union, Decision::show));
  EXPECT_TRUE(tells(record.view(View::client), Category::trade_union));
  EXPECT_THAT(printed(record, View::client), ::testing::HasSubstr("CFDT"));
  EXPECT_THAT(printed(record, View::client), ::testing::Not(::testing::HasSubstr("protestante")));
}

TEST(Choices, DoNotOpenWhatTheLawKeepsClosed) {
  const Screened record = screened(decide(Category::criminal_record, Decision::show));
  EXPECT_FALSE(tells(record.view(View::client), Category::criminal_record));
  EXPECT_THAT(printed(record, View::client), ::testing::Not(::testing::HasSubstr("vierge")));
}

TEST(Choices, RemoveThePlaceFromEveryViewAndRememberThatItWasThere) {
  const Screened record = screened(decide(Category::religious_belief, Decision::remove));
  EXPECT_TRUE(tells(record.view(View::full), Category::religious_belief));
  for (const View view : {View::full, View::client, View::anonymous}) {
    EXPECT_THAT(printed(record, view), ::testing::Not(::testing::HasSubstr("protestante")));
  }
}

TEST(Choices, KeepPrivateWhatAPolicyWouldShow) {
  const Screener open = screener_with("category.nationality", "client = \"mask\"", "client = \"keep\"");
  EXPECT_THAT(printed(screened(no_choice, open), View::client), ::testing::HasSubstr("belge"));
  const Screened record = screened(decide(Category::nationality, Decision::keep_private), open);
  EXPECT_THAT(printed(record, View::client), ::testing::Not(::testing::HasSubstr("belge")));
  EXPECT_THAT(printed(record, View::full), ::testing::HasSubstr("belge"));
}

class NeutralTitle : public ::testing::TestWithParam<std::array<const char*, 4>> {};

TEST_P(NeutralTitle, IsTheSameForBothSexes) {
  std::ostringstream text;
  text << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/redact/titles.toml").rdbuf();
  const auto titles = Titles::read(text.str());
  ASSERT_TRUE(titles);
  const auto& [language, hers, his, neutral] = GetParam();
  EXPECT_EQ(titles->neutral(hers, language), neutral);
  EXPECT_EQ(titles->neutral(his, language), neutral);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, NeutralTitle,
    ::testing::Values(std::array{"fr", "Infirmière en chef", "Infirmier en chef", "Infirmier·ère en chef"},
                      std::array{"fr", "Directrice de secteur", "Directeur de secteur", "Directeur·rice de secteur"},
                      std::array{"fr", "ACHETEUSE", "ACHETEUR", "Acheteur·rice"},
                      std::array{"fr", "Chargée de projet", "Chargé de projet", "Chargé·e de projet"},
                      std::array{"en", "Head waitress", "Head waiter", "Head waiting staff"},
                      std::array{"de", "Krankenschwester", "Krankenpfleger", "Pflegefachkraft"},
                      std::array{"de", "Projektleiterin im Lager", "Projektleiter im Lager",
                                 "Projektleiter/in im Lager"},
                      std::array{"de", "Bürokauffrau", "Bürokaufmann", "Bürokaufmann/-frau"},
                      std::array{"es", "Cocinera", "Cocinero", "Cocinero/a"},
                      std::array{"it", "Direttrice di filiale", "Direttore di filiale", "Direttore/trice di filiale"},
                      std::array{"nl", "Verkoopster", "Verkoper", "Verkoper/-ster"},
                      std::array{"pt", "Enfermeira", "Enfermeiro", "Enfermeiro/a"},
                      std::array{"pl", "Pielęgniarka", "Pielęgniarz", "Pielęgniarz/arka"},
                      std::array{"pl", "Księgowa", "Księgowy", "Księgowy/a"},
                      std::array{"fi", "Sairaanhoitaja", "Sairaanhoitaja", "Sairaanhoitaja"}));

}  // namespace
}  // namespace tamis::redact
