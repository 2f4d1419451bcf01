#include "ingest/retention.hpp"

#include "ingest/intake.hpp"
#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

#include <map>

namespace tamis::ingest {
namespace {

using namespace std::chrono;

TimePoint at(int year_number, unsigned month_number, unsigned day_number, hours time = hours(0)) {
  return sys_days(year(year_number) / month(month_number) / day(day_number)) + time;
}

TEST(YearBefore, IsTheSameDayOfTheCalendar) {
  EXPECT_EQ(year_before(at(2026, 11, 24, hours(13))), at(2025, 11, 24, hours(13)));
  EXPECT_EQ(year_before(at(2025, 2, 28)), at(2024, 2, 28));
  EXPECT_EQ(year_before(at(2025, 3, 1)), at(2024, 3, 1));
  EXPECT_EQ(year_before(at(2024, 2, 29, hours(7))), at(2023, 2, 28, hours(7)));
}

class RetentionTest : public OnEveryStore {
 protected:
  Result<Ticket> send(const std::string& person, store::Role role = store::Role::portal) {
    Upload upload{CandidateText("cv.txt"), {std::byte{'a'}}};
    return Intake(database_, queue_, vault_)
        .submit({{"portal", CandidateText(person)}, "portal", 100, upload}, {role, "test"});
  }
  [[nodiscard]] Retention retention() { return {database_, queue_, vault_, clock_}; }
  bool erased(DocumentId document) {
    auto snapshot = must(database_.read());
    return must(vault_.document(snapshot, document)).erased;
  }

  ManualClock clock_{at(2024, 2, 29)};
  database::Database database_ = must(database::Database::open(store_.address()));
  queue::JobQueue queue_{clock_};
  store::Vault vault_ = [this] {
    must(store::MasterKeys::create(folder_ / "master.key"));
    return must(store::Vault::open(database_, must(store::MasterKeys::load(folder_ / "master.key")), clock_));
  }();
};
ON_EVERY_STORE(RetentionTest);

TEST_P(RetentionTest, ForgetsAYearAfterTheLastInteractionAndNotADayBefore) {
  const Ticket silent = must(send("silent")), heard = must(send("heard"));
  clock_.advance(days(200));
  must(send("heard"));
  clock_.advance(days(165));  // the 28th of February 2025
  EXPECT_EQ(must(retention().look()).due, 0);
  EXPECT_EQ(must(retention().look()).soon, 1);
  EXPECT_EQ(must(retention().run()), 0);
  clock_.advance(days(1));
  EXPECT_EQ(must(retention().look()).due, 1);
  EXPECT_EQ(must(retention().run()), 1);
  EXPECT_TRUE(erased(silent.document));
  EXPECT_FALSE(erased(heard.document));
  EXPECT_EQ(must(retention().run()), 0);
  auto snapshot = must(database_.read());
  EXPECT_EQ(must(queue_.job(snapshot, silent.job)).state, queue::JobState::cancelled);
  EXPECT_EQ(must(queue_.job(snapshot, heard.job)).state, queue::JobState::available);
}

TEST_P(RetentionTest, SaysNothingOfGroupsInWhichSomebodyCouldBeSingledOut) {
  for (int i = 0; i < 9; ++i) must(send("person " + std::to_string(i)));
  clock_.advance(days(400));
  EXPECT_EQ(must(retention().run()), 9);
  const auto statistics = [&] {
    auto snapshot = must(database_.read());
    return must(vault_.statistics(snapshot));
  };
  EXPECT_TRUE(statistics().empty());
  for (int i = 0; i < 10; ++i) must(send("later " + std::to_string(i)));
  clock_.advance(days(400));
  EXPECT_EQ(must(retention().run()), 10);
  ASSERT_EQ(statistics().size(), 1U);
  EXPECT_EQ(statistics().front().month, "2025-04");
  EXPECT_EQ(statistics().front().documents, 10);
}

TEST_P(RetentionTest, KeepsAnErasedPersonAwayFromPartnersUntilTheyComeBackThemselves) {
  must(send("anna"));
  const auto erase = [&](bool keep_away) {
    auto tx = must(database_.begin());
    const auto subject = must(vault_.find(tx, {"portal", CandidateText("anna")})).value();
    must(cancel_jobs(tx, queue_, vault_, subject));
    const auto receipt = must(vault_.erase(tx, subject, {store::Role::officer, "test"}, keep_away));
    must(tx.commit());
    return receipt;
  };
  EXPECT_TRUE(erase(true).kept_away);
  EXPECT_EQ(code_of(send("anna", store::Role::integrator)), ErrorCode::subject_erased);
  must(send("berta", store::Role::integrator));
  must(send("anna", store::Role::portal));
  must(send("anna", store::Role::integrator));
  EXPECT_FALSE(erase(false).kept_away);
  must(send("anna", store::Role::integrator));
}

TEST_P(RetentionTest, ReceiptsCountWhatWasErased) {
  must(send("anna"));
  auto tx = must(database_.begin());
  const auto subject = must(vault_.find(tx, {"portal", CandidateText("anna")})).value();
  EXPECT_EQ(must(cancel_jobs(tx, queue_, vault_, subject)), 1);
  std::map<std::string_view, std::int64_t> rows;
  for (const auto& place : must(vault_.erase(tx, subject, {store::Role::officer, "test"})).erased)
    rows[place.what] = place.rows;
  EXPECT_EQ(rows["key"], 1);
  EXPECT_EQ(rows["original"], 1);
  EXPECT_EQ(rows["document"], 1);
  EXPECT_EQ(rows["record"], 0);
  EXPECT_TRUE(must(vault_.erase(tx, subject, {store::Role::officer, "test"})).erased.empty());
}

}  // namespace
}  // namespace tamis::ingest
