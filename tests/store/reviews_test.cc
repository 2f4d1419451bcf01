#include "store/vault.hpp"
#include "tests/database/stores.hpp"
#include "tests/store/screening.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tamis::store {
namespace {

constexpr std::string_view finnish =
    "Olen työskennellyt kymmenen vuotta kuljettajana ja etsin uutta työtä pääkaupunkiseudulta tänä keväänä";
constexpr std::string_view english =
    "I have worked as a driver for ten years and am looking for a new job in this town";
const Actor officer{Role::officer, "http"};

class ReviewsTest : public OnEveryStore {
 protected:
  ReviewsTest() {
    must(MasterKeys::create(folder_ / "master.key"));
    database_.emplace(must(database::Database::open(store_.address())));
    vault_.emplace(must(Vault::open(*database_, must(MasterKeys::load(folder_ / "master.key")), clock_)));
    auto tx = must(database_->begin());
    subject_ = must(vault_->admit(tx, {"portal", CandidateText("42")}));
    document_ = must(vault_->receive(tx, {subject_, "portal", CandidateText("cv"), "aa", "bytes"}, officer)).document;
    must(tx.commit());
  }

  void screen(std::string_view line) {
    static const Screening screening;
    auto tx = must(database_->begin());
    must(vault_->commit(tx, document_, screening.screen(line, "cv"), officer));
    must(tx.commit());
  }
  Result<void> decide(Verdict verdict) {
    auto tx = must(database_->begin());
    const auto noted =
        vault_->review(tx, document_, {verdict, "anna", CandidateText("Quarkfeather is a town"), {}}, officer);
    if (noted) must(tx.commit());
    return noted;
  }
  bool cleared() {
    auto at = must(database_->read());
    return must(vault_->document(at, document_)).cleared;
  }
  std::size_t waiting() {
    auto at = must(database_->read());
    return must(vault_->waiting(at, 10)).size();
  }

  SystemClock clock_;
  std::optional<database::Database> database_;
  std::optional<Vault> vault_;
  SubjectId subject_{};
  DocumentId document_{};
};
ON_EVERY_STORE(ReviewsTest);

TEST_P(ReviewsTest, AreForDocumentsThatCouldNotBeCleared) {
  EXPECT_EQ(decide(Verdict::release).error().code, ErrorCode::not_ready);
  screen(english);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(decide(Verdict::release).error().code, ErrorCode::nothing_to_review);
  screen(finnish);
  EXPECT_EQ(waiting(), 1U);
  auto at = must(database_->read());
  const auto doubts = must(vault_->doubts(at, document_));
  EXPECT_TRUE(std::ranges::any_of(doubts, [](const auto& each) { return each.code == WarningCode::unknown_language; }));
}

TEST_P(ReviewsTest, ReleaseADocumentOnceScreeningFoundTheSameAgain) {
  screen(finnish);
  ASSERT_TRUE(decide(Verdict::release));
  EXPECT_FALSE(cleared()) << "before it is screened again";
  EXPECT_EQ(waiting(), 0U);
  screen(finnish);
  EXPECT_TRUE(cleared());
  screen(finnish);
  EXPECT_TRUE(cleared()) << "whenever it is read again";
}

TEST_P(ReviewsTest, AskAgainWhereScreeningFoundSomethingElse) {
  screen(finnish);
  ASSERT_TRUE(decide(Verdict::release));
  screen(std::string(finnish) + " 44051401359 PESEL");
  EXPECT_FALSE(cleared());
  EXPECT_EQ(waiting(), 1U);
}

TEST_P(ReviewsTest, CloseARefusedDocumentWhateverIsFoundLater) {
  screen(english);
  ASSERT_TRUE(cleared());
  ASSERT_TRUE(decide(Verdict::refuse));
  EXPECT_FALSE(cleared());
  EXPECT_EQ(waiting(), 0U);
  screen(english);
  EXPECT_FALSE(cleared());
  ASSERT_TRUE(decide(Verdict::release));
  screen(english);
  EXPECT_TRUE(cleared());
}

TEST_P(ReviewsTest, AreKeptWithWhoAndWhyAndSealed) {
  screen(finnish);
  ASSERT_TRUE(decide(Verdict::refuse));
  ASSERT_TRUE(decide(Verdict::release));
  {
    auto at = must(database_->read());
    const auto reviews = must(vault_->reviews(at, document_));
    ASSERT_EQ(reviews.size(), 2U);
    EXPECT_EQ(reviews[0].verdict, Verdict::refuse);
    EXPECT_EQ(reviews[1].by, "anna");
    EXPECT_EQ(reviews[1].reason, CandidateText("Quarkfeather is a town"));
    const auto entries = must(vault_->audit().list(at));
    EXPECT_EQ(entries[entries.size() - 2].action, Action::refused);
    EXPECT_EQ(entries.back().action, Action::cleared);
  }
  must(database_->checkpoint());
  const std::string bytes = store_.bytes_at_rest();
  EXPECT_EQ(bytes.find("Quarkfeather"), std::string::npos);
}

TEST_P(ReviewsTest, GoWithThePerson) {
  screen(finnish);
  ASSERT_TRUE(decide(Verdict::release));
  auto tx = must(database_->begin());
  must(vault_->erase(tx, subject_, officer));
  EXPECT_TRUE(must(tx.query("SELECT 1 FROM review")).empty());
  EXPECT_TRUE(must(vault_->waiting(tx, 10)).empty());
  EXPECT_EQ(vault_->reviews(tx, document_).error().code, ErrorCode::key_destroyed);
}

}  // namespace
}  // namespace tamis::store
