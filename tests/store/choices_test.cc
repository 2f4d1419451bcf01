#include "store/vault.hpp"
#include "tests/database/stores.hpp"
#include "tests/store/screening.hpp"

#include <gtest/gtest.h>

namespace tamis::store {
namespace {

constexpr std::string_view secret_words = "member of the Quarkfeather Union";
const Actor portal{Role::portal, "http"};

class ChoicesTest : public OnEveryStore {
 protected:
  ChoicesTest() {
    must(MasterKeys::create(folder_ / "master.key"));
    database_.emplace(must(database::Database::open(store_.address())));
    vault_.emplace(must(Vault::open(*database_, must(MasterKeys::load(folder_ / "master.key")), clock_)));
    auto tx = must(database_->begin());
    subject_ = must(vault_->admit(tx, {"portal", CandidateText("42")}));
    document_ = must(vault_->receive(tx, {subject_, "portal", CandidateText("cv"), "aa", "bytes"}, portal)).document;
    must(vault_->commit(tx, document_, Screening().screen("Engineer at Example Works", "cv"), portal));
    must(tx.commit());
  }

  void choose(Decision decision) {
    auto tx = must(database_->begin());
    must(vault_->choose(tx, document_, {Category::trade_union, CandidateText(secret_words)},
                        {decision, "portal", CandidateText("May clients see this?"), {}}, portal));
    must(tx.commit());
  }
  std::optional<Choice> choice(Category category, std::string_view words) {
    auto at = must(database_->read());
    return must(vault_->choices(at, subject_))(category, words);
  }
  void consent(bool given) {
    auto tx = must(database_->begin());
    must(vault_->consent(tx, document_, {"acme", given, "portal", CandidateText("May Acme know your name?")}, portal));
    must(tx.commit());
  }
  bool consented(std::string_view client) {
    auto at = must(database_->read());
    return must(vault_->consented(at, document_, client));
  }
  Result<CandidateText> record(View view) {
    auto tx = must(database_->begin());
    return vault_->record(tx, document_, view, portal);
  }

  SystemClock clock_;
  std::optional<database::Database> database_;
  std::optional<Vault> vault_;
  SubjectId subject_{};
  DocumentId document_{};
};
ON_EVERY_STORE(ChoicesTest);

TEST_P(ChoicesTest, AreFoundAgainByCategoryAndWordsAlone) {
  choose(Decision::show);
  const auto found = choice(Category::trade_union, "Member of the\nQuarkfeather  Union");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->decision, Decision::show);
  EXPECT_EQ(found->wording, CandidateText("May clients see this?"));
  EXPECT_FALSE(choice(Category::health, secret_words));
  EXPECT_FALSE(choice(Category::trade_union, "member of another"));
}

TEST_P(ChoicesTest, CountWithTheLastOne) {
  choose(Decision::show);
  choose(Decision::keep_private);
  EXPECT_EQ(choice(Category::trade_union, secret_words)->decision, Decision::keep_private);
}

TEST_P(ChoicesTest, TakeTheViewsOfClientsAwayAtOnce) {
  ASSERT_TRUE(record(View::full));
  choose(Decision::remove);
  EXPECT_TRUE(record(View::full));
  EXPECT_EQ(record(View::client).error().code, ErrorCode::not_ready);
  EXPECT_EQ(record(View::anonymous).error().code, ErrorCode::not_ready);
}

TEST_P(ChoicesTest, LeaveNoWordInTheDatabase) {
  choose(Decision::show);
  must(database_->checkpoint());
  const std::string bytes = store_.bytes_at_rest();
  for (const char* word : {"Quarkfeather", "trade_union", "May clients"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
}

TEST_P(ChoicesTest, GoWithThePerson) {
  choose(Decision::show);
  auto tx = must(database_->begin());
  must(vault_->erase(tx, subject_, portal));
  EXPECT_TRUE(must(tx.query("SELECT 1 FROM choice")).empty());
  EXPECT_EQ(vault_->choices(tx, subject_).error().code, ErrorCode::key_destroyed);
}

TEST_P(ChoicesTest, NameTheCandidateToOneClientUntilWithdrawn) {
  EXPECT_FALSE(consented("acme"));
  consent(true);
  EXPECT_TRUE(consented("acme"));
  EXPECT_FALSE(consented("acme2"));
  consent(false);
  EXPECT_FALSE(consented("acme"));
}

}  // namespace
}  // namespace tamis::store
