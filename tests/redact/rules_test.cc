#include "redact/rule.hpp"

#include "redact/matcher.hpp"
#include "tests/redact/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

namespace tamis::redact {
namespace {

using testing::Read;

constexpr std::string_view context = R"(date_words = ["since"]
[headings]
other = ["other"]
[wide_vetoes]
[vetoes]
others = ["patients?"]
)";

Result<RuleBook> read_with(std::string_view category) {
  const EmbeddedFile files[] = {{"categories/health.toml", category}, {"context.toml", context}};
  return read_rules(files, testing::normalizer().folder());
}

std::int64_t line_of(const Result<RuleBook>& result) {
  return result || result.error().facts.empty() ? 0 : result.error().facts.front().value;
}

TEST(Rules, AreReadFromData) {
  const auto book = read_with(R"([[rule]]
id = "en.health.sample"
reason = "A sample."
patterns = ["été comme hiver"]
vetoes = ["others"]
)");
  ASSERT_TRUE(book);
  ASSERT_THAT(book->rules, ::testing::SizeIs(1));
  EXPECT_EQ(book->rules.front().category, Category::health);
  EXPECT_THAT(book->rules.front().patterns.front(), ::testing::HasSubstr("ete[ \\n]comme[ \\n]hiver"));
}

TEST(Rules, ThatDoNotHoldAreRefusedWithTheirLine) {
  const struct {
    const char* text;
    int line;
  } cases[] = {
      {"[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"{unknown}\"]\n", 4},
      {"[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"\\\\Sx\"]\n", 4},
      {"[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"x\"]\nvetoes = [\"nobody\"]\n", 5},
      {"[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"x\"]\nwithin = [\"nowhere\"]\n", 5},
      {"[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"x\"]\ncolour = \"red\"\n", 5},
      {"[[rule]]\nreason = \"b\"\npatterns = [\"x\"]\n", 1},
      {"[[rule]]\nid = \"a\"\nid = \"b\"\n", 3},
      {"[[number]]\nid = \"a\"\nreason = \"b\"\nshape = \"99\"\n", 1},
  };
  for (const auto& each : cases) {
    const auto book = read_with(each.text);
    ASSERT_FALSE(book) << each.text;
    EXPECT_EQ(book.error().code, ErrorCode::pack_invalid);
    EXPECT_EQ(line_of(book), each.line) << each.text;
  }
}

TEST(Rules, WhosePatternIsNoneAreRefused) {
  const auto book = read_with("[[rule]]\nid = \"a\"\nreason = \"b\"\npatterns = [\"(x\"]\n");
  ASSERT_TRUE(book);
  const auto matcher = Matcher::compile(*book);
  ASSERT_FALSE(matcher);
  EXPECT_EQ(matcher.error().code, ErrorCode::pack_invalid);
}

std::vector<std::string> rules_in(const std::string& text) {
  const Read read("Robin Muster\nrobin@example.org\n" + text);
  std::vector<std::string> ids;
  for (const Finding& finding : read.findings()) ids.push_back(finding.rule);
  return ids;
}

TEST(Rules, FindAcronymsOnlyInCapitalsAndBesideACue) {
  EXPECT_THAT(rules_in("# Divers\nMembre de la CGT"), ::testing::SizeIs(1));
  EXPECT_THAT(rules_in("# Compétences\nCGT, FO, SUD, PS, LR, RN"), ::testing::IsEmpty());
  EXPECT_THAT(rules_in("# Divers\nMembre du ps"), ::testing::IsEmpty());
}

std::vector<std::string> words_in(const std::string& text) {
  const Read read("Robin Muster\nrobin@example.org\n" + text);
  std::vector<std::string> words;
  for (const Finding& finding : read.findings()) words.push_back(read.words(finding));
  return words;
}

TEST(Rules, ReadALabelThatHasALineOfItsOwnAmongPersonalData) {
  EXPECT_THAT(words_in("# Datos personales\nDiscapacidad\nreconocida del 35 %"),
              ::testing::ElementsAre(::testing::HasSubstr("reconocida del 35 %")));
  EXPECT_THAT(words_in("# Centres d’intérêt\nPolitique\nVoile"), ::testing::IsEmpty());
}

TEST(Rules, AreNotVetoedByTheWordsThatTheyLookFor) {
  EXPECT_THAT(rules_in("# Divers\nCarte de résident de dix ans"), ::testing::SizeIs(1));
  EXPECT_THAT(rules_in("# Divers\nAccueil des résidents, dossiers de carte de séjour"), ::testing::IsEmpty());
}

TEST(Rules, ReadThroughLostAccentsCapitalsSpacingAndHyphens) {
  for (const char* line : {"DELEGUE SYNDICAL CFDT", "délégué\n  syndical", "délé-\n  gué syndical",
                           "d é l é g u é syndical CFDT", "Membre de la C.G.T."}) {
    EXPECT_THAT(rules_in("# Bénévolat\n" + std::string(line)), ::testing::Not(::testing::IsEmpty())) << line;
  }
}

TEST(Rules, ReadThroughWhatOcrMisreads) {
  for (const char* line : {"Schwerbehlndertenausweis vorhanden", "Fuhrungszeugnls vorhanden", "Erwerbsminderungsrcnte",
                           "Schwerbehindertenausveis vorhanden"}) {
    Document document = testing::document_of("Robin Muster\nrobin@example.org\n# Sonstiges\n" + std::string(line));
    EXPECT_THAT(Read(document).findings(), ::testing::IsEmpty()) << line;
    for (Block& block : document.pages.front().blocks) {
      for (Word& word : block.lines.front().words) {
        word.origin = Origin::ocr;
        word.confidence = 0.8F;
      }
    }
    EXPECT_THAT(Read(document).findings(), ::testing::SizeIs(1)) << line;
  }
}

TEST(Rules, EveryFindingNamesItsRuleAndAReasonWithoutTheWords) {
  const Read read("Robin Muster\nrobin@example.org\n# Divers\nRQTH renouvelée en 2022\nAdhérent de la CFDT");
  for (const Finding& finding : read.findings()) {
    EXPECT_FALSE(finding.rule.empty());
    EXPECT_FALSE(finding.reason.empty());
    EXPECT_GT(finding.confidence, 0.5F);
    EXPECT_THAT(finding.reason, ::testing::Not(::testing::HasSubstr(read.words(finding))));
  }
}

/// Processor time of one screening, the best of some.
double cost_of(const ReadingText& text, int runs = 5) {
  const Document document;
  const Profile profile;
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t start = std::clock();
    (void)testing::screener().find(document, text, profile);
    best = std::min(best, static_cast<double>(std::clock() - start));
  }
  return best;
}

TEST(Screening, CostsInProportionToTheText) {
  // 10 kB and 1 MB of one line without a full stop, rich in words that rules look for.
  std::string page, book;
  while (page.size() < 10'000) {
    page +=
        "suivi de douze dossiers et de leurs clients, cancer du sein, CGT, né en 1970, membre de la paroisse, équipe ";
  }
  for (int copy = 0; copy < 100; ++copy) book += page;
  const Read small(page), large(book);
  (void)cost_of(small.text);
  EXPECT_LT(cost_of(large.text, 1), 120 * (cost_of(small.text) + 500));
}

TEST(Screening, CostsInProportionToItsLines) {
  std::string page;
  for (int line = 0; line < 60; ++line)
    page += "Membre du comité, suivi de 12 dossiers et de 4 350 clients, né pour agir\n";
  std::string book;
  for (int copy = 0; copy < 16; ++copy) book += page;
  const Read small(page), large(book);
  (void)cost_of(large.text);
  EXPECT_LT(cost_of(large.text), 16 * 3 * (cost_of(small.text) + 500));
}

}  // namespace
}  // namespace tamis::redact
