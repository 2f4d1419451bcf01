#include "redact/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tamis::redact {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string standard_text() {
  std::ostringstream text;
  text << std::ifstream(std::string(TAMIS_SOURCE_DIR) + "/redact/policy.toml").rdbuf();
  return text.str();
}

/// The standard policy with one passage of a category or field written otherwise.
std::string with(const std::string& section, const std::string& from, const std::string& to) {
  std::string text = standard_text();
  const std::size_t at = text.find(from, text.find("[" + section + "]"));
  return text.replace(at, from.size(), to);
}

std::string complaint_of(const std::string& text) {
  const auto policy = Policy::read(text);
  return policy ? "none" : policy.error().sentence();
}

TEST(StandardPolicy, KeepsTheRecordWholeAndMasksEveryCategoryForClients) {
  const Policy& policy = Policy::standard();
  for (std::size_t i = 0; i < Names<Category>::value.size(); ++i) {
    const auto category = static_cast<Category>(i);
    EXPECT_EQ(policy.in(View::full, category), Treatment::keep);
    EXPECT_GE(policy.in(View::client, category), Treatment::mask);
    EXPECT_GE(policy.in(View::anonymous, category), Treatment::mask);
    EXPECT_FALSE(policy.of(category).law.empty());
  }
}

TEST(StandardPolicy, OpensNeitherArticle10NorIdentifiersByChoice) {
  const Policy& policy = Policy::standard();
  EXPECT_TRUE(policy.of(Category::health).choice);
  for (const Category closed : {Category::criminal_record, Category::national_id, Category::financial}) {
    EXPECT_FALSE(policy.of(closed).choice);
  }
}

TEST(Policy, MasksInEveryViewWhatStorageMasks) {
  const auto policy = Policy::read(with("category.family", "storage = \"keep\"", "storage = \"mask\""));
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->in(View::full, Category::family), Treatment::mask);
  EXPECT_EQ(policy->in(View::client, Category::family), Treatment::mask);
}

TEST(Policy, HoldsADocumentWithoutHidingItFromThoseWhoMustLook) {
  const auto policy = Policy::read(with("category.health", "storage = \"keep\"", "storage = \"hold\""));
  ASSERT_TRUE(policy);
  EXPECT_TRUE(policy->holds(Category::health));
  EXPECT_FALSE(policy->holds(Category::family));
  EXPECT_EQ(policy->in(View::full, Category::health), Treatment::keep);
}

TEST(Policy, HasAVersionThatFollowsItsText) {
  const auto other = Policy::read(standard_text() + "\n# changed\n");
  ASSERT_TRUE(other);
  EXPECT_NE(other->version(), Policy::standard().version());
  EXPECT_THAT(other->version(), StartsWith("policy "));
}

TEST(PolicyFile, IsRefusedWithLineKeyAndAllowedValues) {
  const std::string complaint = complaint_of(with("category.family", "client = \"mask\"", "client = \"show\""));
  EXPECT_THAT(complaint, StartsWith("line "));
  EXPECT_THAT(complaint, HasSubstr("category.family.client is \"show\", must be one of: keep, mask, drop, hold"));
}

TEST(PolicyFile, IsRefusedWhereItIsNoToml) {
  EXPECT_THAT(complaint_of("[category\n"), HasSubstr("line 1: is not TOML"));
  EXPECT_EQ(complaint_of("# a comment\n[!category]\n"), "line 2: is not TOML");
  EXPECT_EQ(complaint_of("[\n"), "line 1: is not TOML");
}

TEST(PolicyFile, IsRefusedWithAControlCharacter) {
  EXPECT_EQ(complaint_of(std::string("# a comment\n[\0]", 15)), "line 2: holds a control character");
  EXPECT_EQ(complaint_of("[\rcategory]\n"), "line 1: holds a control character");
}

TEST(PolicyFile, IsRefusedWithoutACategory) {
  std::string text = standard_text();
  const std::size_t from = text.find("[category.genetic]");
  text.erase(from, text.find("[category.biometric]") - from);
  EXPECT_EQ(complaint_of(text), "category.genetic is missing");
}

TEST(PolicyFile, IsRefusedWithoutAField) {
  std::string text = standard_text();
  text.erase(text.find("[field.education_dates]"));
  EXPECT_EQ(complaint_of(text), "field.education_dates is missing");
}

TEST(PolicyFile, IsRefusedWhenEmpty) { EXPECT_EQ(complaint_of(""), "category is missing"); }

TEST(PolicyFile, IsRefusedWithACategoryThatDoesNotExist) {
  EXPECT_THAT(complaint_of(standard_text() + "[category.zodiac]\nclient = \"mask\"\n"),
              HasSubstr("category.zodiac is unknown"));
}

TEST(PolicyFile, IsRefusedWithAKeyThatDoesNotExist) {
  EXPECT_THAT(complaint_of(with("category.health", "choice = true", "choice = true\nnotify = true")),
              HasSubstr("category.health.notify is not a key of a policy"));
  EXPECT_THAT(complaint_of("views = 3\n" + standard_text()), HasSubstr("line 1: views is not a key of a policy"));
}

TEST(PolicyFile, IsRefusedWithoutAKey) {
  EXPECT_THAT(complaint_of(with("category.health", "full = \"keep\"\n", "")),
              HasSubstr("category.health.full is missing"));
  EXPECT_THAT(complaint_of(with("field.schools", "client = \"keep\"\n", "")),
              HasSubstr("field.schools.client is missing"));
}

TEST(PolicyFile, IsRefusedWithAValueOfAnotherKind) {
  EXPECT_THAT(complaint_of(with("category.health", "choice = true", "choice = \"yes\"")),
              HasSubstr("category.health.choice must be true or false"));
  EXPECT_THAT(complaint_of(with("category.health", "client = \"mask\"", "client = 1")),
              HasSubstr("category.health.client must be one of: mask, drop, hold"));
  EXPECT_THAT(complaint_of(with("field.schools", "anonymous = \"keep\"", "anonymous = \"mask\"")),
              HasSubstr("field.schools.anonymous is \"mask\", must be one of: keep, drop"));
}

TEST(PolicyFile, CannotHideARecordFromThoseWhoAnswerForIt) {
  EXPECT_THAT(complaint_of(with("category.health", "full = \"keep\"", "full = \"hold\"")),
              HasSubstr("category.health.full is \"hold\", must be one of: keep, mask, drop"));
}

TEST(PolicyFile, CannotShowSpecialCategoriesToClients) {
  EXPECT_THAT(complaint_of(with("category.health", "client = \"mask\"", "client = \"keep\"")),
              HasSubstr("category.health.client is \"keep\", must be one of: mask, drop, hold"));
}

TEST(PolicyFile, CannotOpenArticle10OrIdentifiersByChoice) {
  for (const char* section : {"category.criminal_record", "category.national_id", "category.financial"}) {
    EXPECT_THAT(complaint_of(with(section, "choice = false", "choice = true")), HasSubstr("choice must be false"));
  }
}

}  // namespace
}  // namespace tamis::redact
