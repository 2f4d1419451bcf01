#include "queue/job_queue.hpp"

#include "tests/database/stores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tamis::queue {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class Queue : public OnEveryStore {
 protected:
  /// One verb in a transaction of its own; commits when it succeeds.
  template <class Verb>
  auto in_transaction(Verb verb) {
    auto tx = must(database_.begin());
    auto result = verb(tx);
    if (result) must(tx.commit());
    return result;
  }

  JobId add(std::string source = "portal", std::int32_t priority = 100, std::int64_t document = 7) {
    NewJob job{static_cast<DocumentId>(document), std::move(source), priority, false, {}};
    return must(in_transaction([&](auto& tx) { return queue_.enqueue(tx, job); })).job;
  }
  std::vector<Lease> claim(std::size_t limit = 1) {
    return must(in_transaction([&](auto& tx) { return queue_.claim(tx, "worker", limit); }));
  }
  Result<void> finish(const Lease& lease) {
    return in_transaction([&](auto& tx) { return queue_.finish(tx, lease); });
  }
  Result<Decision> fail(const Lease& lease, ErrorCode code) {
    return in_transaction([&](auto& tx) {
      return queue_.fail(tx, lease, {code, Stage::extract, {.page = 2, .byte = {}}, {{Measure::pages, 3}}});
    });
  }
  std::int64_t sweep() {
    return must(in_transaction([&](auto& tx) { return queue_.sweep(tx); }));
  }
  Job look(JobId job) {
    auto snapshot = must(database_.read());
    return must(queue_.job(snapshot, job));
  }
  std::vector<JobId> ids(const std::vector<Lease>& leases) {
    std::vector<JobId> ids;
    for (const Lease& lease : leases) ids.push_back(lease.job.id);
    return ids;
  }
  std::vector<Outcome> outcomes(JobId job) {
    auto snapshot = must(database_.read());
    std::vector<Outcome> outcomes;
    for (const Attempt& attempt : must(queue_.history(snapshot, job))) outcomes.push_back(attempt.outcome);
    return outcomes;
  }

  ManualClock clock_{TimePoint(seconds(1'700'000'000))};
  std::uint64_t bits_ = 0;
  database::Database database_ = must(database::Database::open(store_.address()));
  JobQueue queue_{clock_, QueueOptions{}, [this] { return ++bits_; }};
};
ON_EVERY_STORE(Queue);

TEST_P(Queue, TakesAJobFromAvailableToDone) {
  const JobId job = add();
  EXPECT_EQ(look(job).state, JobState::available);
  const auto leases = claim();
  ASSERT_EQ(ids(leases), std::vector{job});
  EXPECT_EQ(look(job).state, JobState::running);
  EXPECT_EQ(look(job).attempt, 1);
  EXPECT_THAT(claim(), IsEmpty());
  must(finish(leases.front()));
  EXPECT_EQ(look(job).state, JobState::done);
  EXPECT_THAT(outcomes(job), ElementsAre(Outcome::done));
}

TEST_P(Queue, FinishesOnce) {
  add();
  const Lease lease = claim().front();
  must(finish(lease));
  EXPECT_EQ(code_of(finish(lease)), ErrorCode::stale_lease);
}

TEST_P(Queue, GivesALostJobToAnotherAndRefusesTheFirst) {
  const JobId job = add();
  const Lease first = claim().front();
  clock_.advance(seconds(29));
  EXPECT_EQ(sweep(), 0);
  clock_.advance(seconds(1));
  EXPECT_EQ(sweep(), 1);
  EXPECT_EQ(look(job).crash_count, 1);
  clock_.advance(seconds(5));
  const Lease second = claim().front();
  EXPECT_EQ(code_of(finish(first)), ErrorCode::stale_lease);
  EXPECT_EQ(code_of(fail(first, ErrorCode::internal)), ErrorCode::stale_lease);
  must(finish(second));
  EXPECT_THAT(outcomes(job), ElementsAre(Outcome::crashed, Outcome::done));
}

TEST_P(Queue, LetsALiveWorkerKeepItsJobForAsLongAsItBeats) {
  const JobId job = add();
  const Lease lease = claim().front();
  for (int i = 0; i < 100; ++i) {
    clock_.advance(seconds(20));
    EXPECT_THAT(must(in_transaction([&](auto& tx) { return queue_.heartbeat(tx, "worker"); })), ElementsAre(job));
    EXPECT_EQ(sweep(), 0);
  }
  must(finish(lease));
}

TEST_P(Queue, RetriesAfterTheDelayAndNotBefore) {
  const JobId job = add();
  const Decision decision = must(fail(claim().front(), ErrorCode::disk_full));
  ASSERT_EQ(decision.state, JobState::retryable);
  ASSERT_GT(decision.delay.count(), 0);
  EXPECT_EQ(look(job).run_at, clock_.now() + decision.delay);
  EXPECT_EQ(look(job).error->code, ErrorCode::disk_full);
  clock_.advance(decision.delay - std::chrono::milliseconds(1));
  EXPECT_THAT(claim(), IsEmpty());
  clock_.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(ids(claim()), std::vector{job});
}

TEST_P(Queue, SetsAsideWithTheReasonAndItsFacts) {
  const JobId job = add();
  must(fail(claim().front(), ErrorCode::encrypted));
  const Error reason = look(job).error.value();
  EXPECT_EQ(look(job).state, JobState::dead);
  EXPECT_EQ(reason, (Error{ErrorCode::encrypted, Stage::extract, {.page = 2, .byte = {}}, {{Measure::pages, 3}}}));
  clock_.advance(seconds(100'000));
  EXPECT_THAT(claim(), IsEmpty());
}

TEST_P(Queue, SetsAPoisonousJobAsideAtTheThirdCrash) {
  const JobId job = add();
  for (int crash = 1; crash <= 3; ++crash) {
    ASSERT_EQ(claim().size(), 1U);
    clock_.advance(seconds(3600));
    EXPECT_EQ(sweep(), 1);
    clock_.advance(seconds(3600));
  }
  EXPECT_EQ(look(job).state, JobState::dead);
  EXPECT_EQ(look(job).error->code, ErrorCode::crashed_repeatedly);
  EXPECT_THAT(outcomes(job), ElementsAre(Outcome::crashed, Outcome::crashed, Outcome::crashed));
}

TEST_P(Queue, TakesTheSameKeyOnceWhileItIsUnfinished) {
  const NewJob job{DocumentId{1}, "feed.a", 100, false, "document-1"};
  const auto enqueue = [&] { return must(in_transaction([&](auto& tx) { return queue_.enqueue(tx, job); })); };
  const Enqueued first = enqueue();
  EXPECT_FALSE(first.existed);
  EXPECT_TRUE(enqueue().existed);
  EXPECT_EQ(enqueue().job, first.job);
  must(finish(claim().front()));
  const Enqueued again = enqueue();
  EXPECT_FALSE(again.existed);
  EXPECT_NE(again.job, first.job);
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) { return queue_.retry(tx, first.job); })), ErrorCode::not_allowed);
}

TEST_P(Queue, ServesTheUrgentFirstAndThenEachSourceInTurn) {
  const JobId a1 = add("feed.a"), a2 = add("feed.a"), a3 = add("feed.a"), b1 = add("feed.b"), b2 = add("feed.b");
  const JobId urgent = add("portal", 10);
  EXPECT_EQ(ids(claim(6)), (std::vector{urgent, a1, b1, a2, b2, a3}));
}

TEST_P(Queue, StarvesNobodyHoweverManyUrgentJobsThereAre) {
  for (int i = 0; i < 40; ++i) add("portal", 10);
  const std::vector<JobId> patient{add("feed.a", 200), add("feed.a", 200), add("feed.b", 300)};
  std::vector<std::size_t> served;
  for (std::size_t i = 0; i < 32; ++i) {
    if (std::ranges::find(patient, claim().front().job.id) != patient.end()) served.push_back(i);
  }
  EXPECT_EQ(served.size(), 3U);
  EXPECT_LT(served.back(), 30U);
}

TEST_P(Queue, StartsNoMoreJobsOfASourceThanItsRateAllows) {
  for (int i = 0; i < 50; ++i) add("feed.a");
  must(in_transaction([&](auto& tx) { return queue_.limit(tx, "feed.a", 20); }));
  const JobId other = add("feed.b");
  const auto first = claim(10);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first.back().job.id, other);
  std::size_t started = 1;
  for (int second = 0; second < 60; ++second) {
    clock_.advance(seconds(1));
    started += claim(10).size();
  }
  EXPECT_EQ(started, 21U);
  must(in_transaction([&](auto& tx) { return queue_.limit(tx, "feed.a", std::nullopt); }));
  EXPECT_EQ(claim(10).size(), 10U);
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) { return queue_.limit(tx, "feed.a", 0); })), ErrorCode::bad_request);
}

TEST_P(Queue, TellsWhatItsOperatorsWantOfEachSource) {
  add("feed.a");
  must(in_transaction([&](auto& tx) { return queue_.pause(tx, "feed.b"); }));
  must(in_transaction([&](auto& tx) { return queue_.limit(tx, "feed.c", 5); }));
  auto snapshot = must(database_.read());
  const auto sources = must(queue_.sources(snapshot));
  ASSERT_EQ(sources.size(), 3U);
  EXPECT_FALSE(sources[0].paused || sources[0].per_minute);
  EXPECT_TRUE(sources[1].paused);
  EXPECT_EQ(sources[2].per_minute, 5);
}

TEST_P(Queue, TakesManyJobsAtOnceAndEachKeyOnce) {
  std::vector<NewJob> jobs;
  for (int i = 0; i < 1234; ++i) jobs.push_back({DocumentId{i}, i % 2 == 0 ? "feed.a" : "feed.b", 100, false, {}});
  jobs[0].dedupe_key = jobs[1233].dedupe_key = "twice";
  const auto enqueue = [&] { return in_transaction([&](auto& tx) { return queue_.enqueue(tx, jobs); }); };
  EXPECT_EQ(must(enqueue()), 1233);
  EXPECT_EQ(must(enqueue()), 1232);
  jobs.back().source = "no name";
  EXPECT_EQ(code_of(enqueue()), ErrorCode::bad_request);
  auto snapshot = must(database_.read());
  std::int64_t counted = 0;
  for (const Count& count : must(queue_.counts(snapshot))) counted += count.jobs;
  EXPECT_EQ(counted, 2465);
}

TEST_P(Queue, ForgetsWhatWasDoneLongAgoAndNothingElse) {
  const JobId done = add(), cancelled = add(), dead = add();
  must(finish(claim().front()));
  must(in_transaction([&](auto& tx) { return queue_.cancel(tx, cancelled); }));
  must(fail(claim().front(), ErrorCode::damaged));
  const JobId waiting = add();
  const auto prune = [&] { return must(in_transaction([&](auto& tx) { return queue_.prune(tx, clock_.now()); })); };
  EXPECT_EQ(prune(), 0);
  clock_.advance(seconds(1));
  EXPECT_EQ(prune(), 2);
  auto snapshot = must(database_.read());
  for (const JobId gone : {done, cancelled}) EXPECT_EQ(code_of(queue_.job(snapshot, gone)), ErrorCode::unknown_job);
  for (const JobId kept : {dead, waiting}) must(queue_.job(snapshot, kept));
  EXPECT_TRUE(must(queue_.history(snapshot, done)).empty());
  EXPECT_EQ(must(queue_.counts(snapshot)).size(), 2U);
}

TEST_P(Queue, PassesOverAPausedSource) {
  const JobId a = add("feed.a"), b = add("feed.b");
  must(in_transaction([&](auto& tx) { return queue_.pause(tx, "feed.a"); }));
  EXPECT_EQ(ids(claim(5)), std::vector{b});
  must(in_transaction([&](auto& tx) { return queue_.resume(tx, "feed.a"); }));
  EXPECT_EQ(ids(claim(5)), std::vector{a});
}

TEST_P(Queue, StopsAWorkerByTakingItsLease) {
  const JobId job = add();
  const Lease lease = claim().front();
  must(in_transaction([&](auto& tx) { return queue_.cancel(tx, job); }));
  EXPECT_THAT(must(in_transaction([&](auto& tx) { return queue_.heartbeat(tx, "worker"); })), IsEmpty());
  EXPECT_EQ(code_of(finish(lease)), ErrorCode::stale_lease);
  EXPECT_EQ(look(job).state, JobState::cancelled);
  EXPECT_THAT(outcomes(job), ElementsAre(Outcome::cancelled));
}

TEST_P(Queue, CancelsEverythingUnfinishedOfADocument) {
  const JobId waiting = add("portal", 100, 1), other = add("portal", 100, 2);
  EXPECT_EQ(must(in_transaction([&](auto& tx) { return queue_.cancel_all(tx, DocumentId{1}); })), 1);
  EXPECT_EQ(look(waiting).state, JobState::cancelled);
  EXPECT_EQ(look(other).state, JobState::available);
}

TEST_P(Queue, HoldsUntilReleased) {
  const JobId job = add();
  must(in_transaction([&](auto& tx) { return queue_.hold(tx, job); }));
  EXPECT_THAT(claim(), IsEmpty());
  must(in_transaction([&](auto& tx) { return queue_.release(tx, job); }));
  EXPECT_EQ(ids(claim()), std::vector{job});
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) { return queue_.hold(tx, job); })), ErrorCode::not_allowed);
}

TEST_P(Queue, StartsADeadJobAnewWhenAnOperatorRetriesIt) {
  const JobId job = add();
  must(fail(claim().front(), ErrorCode::damaged));
  must(in_transaction([&](auto& tx) { return queue_.retry(tx, job); }));
  const Lease lease = claim().front();
  EXPECT_EQ(lease.job.attempt, 1);
  EXPECT_FALSE(lease.job.error);
  must(finish(lease));
  EXPECT_THAT(outcomes(job), ElementsAre(Outcome::failed, Outcome::done));
}

TEST_P(Queue, DoesNotCountATryThatWasGivenBack) {
  const JobId job = add();
  const Lease lease = claim().front();
  must(in_transaction([&](auto& tx) { return queue_.give_back(tx, lease); }));
  EXPECT_EQ(look(job).state, JobState::available);
  EXPECT_EQ(look(job).attempt, 0);
}

TEST_P(Queue, RefusesMoreThanItMayHold) {
  const JobQueue small(clock_,
                       {.lease = seconds(30), .max_attempts = 8, .max_waiting = 2, .fair_turn = 8, .retry = {}});
  const NewJob job{DocumentId{1}, "portal", 100, false, {}};
  const auto enqueue = [&] { return in_transaction([&](auto& tx) { return small.enqueue(tx, job); }); };
  must(enqueue());
  must(enqueue());
  EXPECT_EQ(code_of(enqueue()), ErrorCode::queue_full);
  claim();
  must(enqueue());
}

TEST_P(Queue, RefusesASourceThatIsNoName) {
  for (const std::string source : {"", "Feed", "a b", "a/b", "é"}) {
    EXPECT_EQ(code_of(in_transaction([&](auto& tx) {
                return queue_.enqueue(tx, {DocumentId{1}, source, 100, false, {}});
              })),
              ErrorCode::bad_request)
        << source;
  }
}

TEST_P(Queue, KnowsWhatItDoesNotKnow) {
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) { return queue_.retry(tx, JobId{99}); })), ErrorCode::unknown_job);
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) { return queue_.cancel(tx, JobId{99}); })), ErrorCode::unknown_job);
  auto snapshot = must(database_.read());
  EXPECT_EQ(code_of(queue_.job(snapshot, JobId{99})), ErrorCode::unknown_job);
}

TEST_P(Queue, ListsTheNewestFirstPageByPage) {
  const JobId one = add(), two = add("feed.a"), three = add();
  auto snapshot = must(database_.read());
  const auto list = [&](const JobFilter& filter, std::optional<JobId> before, std::size_t limit) {
    std::vector<JobId> found;
    for (const Job& job : must(queue_.list(snapshot, filter, before, limit))) found.push_back(job.id);
    return found;
  };
  EXPECT_EQ(list({}, {}, 2), (std::vector{three, two}));
  EXPECT_EQ(list({}, two, 2), std::vector{one});
  EXPECT_EQ(list({.state = {}, .source = "feed.a", .error = {}, .document = {}}, {}, 9), std::vector{two});
  EXPECT_THAT(list({.state = JobState::dead, .source = {}, .error = {}, .document = {}}, {}, 9), IsEmpty());
}

TEST_P(Queue, NamesEveryWorkerDifferently) {
  const JobQueue queue(clock_);
  std::set<std::string> names;
  for (int i = 0; i < 1000; ++i) names.insert(queue.new_worker());
  EXPECT_EQ(names.size(), 1000U);
}

TEST_P(Queue, KeepsItsHistoryAsItWasWritten) {
  add();
  must(finish(claim().front()));
  auto tx = must(database_.begin());
  EXPECT_EQ(code_of(tx.run("UPDATE attempt SET outcome = 'failed'")), ErrorCode::internal);
}

}  // namespace
}  // namespace tamis::queue
