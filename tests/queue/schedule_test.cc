#include "queue/job_queue.hpp"

#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

/// Random schedules of everything that may happen to a queue, with a fixed seed, and what must hold after each step.
namespace tamis::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Schedule {
 public:
  Schedule(const std::string& store, std::uint64_t seed)
      : database_(must(database::Database::open(store))),
        random_(seed),
        queue_(clock_, {}, [this] { return random_(); }) {}

  void step() {
    const auto tx = std::make_unique<Transaction>(must(database_.begin()));
    act(*tx);
    check(*tx);
    must(tx->commit());
  }

  [[nodiscard]] std::size_t finished() const { return finished_.size(); }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  std::string worker() { return "worker-" + std::to_string(below(3)); }
  JobId any_job() { return static_cast<JobId>(below(jobs_ + 1) + 1); }

  void act(Transaction& tx) {
    switch (below(14)) {
      case 0:
      case 1:
      case 2:
        return enqueue(tx);
      case 3:
      case 4:
      case 5:
        return claim(tx);
      case 6:
      case 7:
        return end(tx, true);
      case 8:
        return end(tx, false);
      case 9:
        return advance(tx);
      case 10:
        return static_cast<void>(must(queue_.heartbeat(tx, worker())));
      case 11:
        return operate(tx);
      case 12:
        return static_cast<void>(must(queue_.sweep(tx)));
      default:
        return below(2) == 0 ? must(queue_.pause(tx, source())) : must(queue_.resume(tx, source()));
    }
  }

  std::string source() { return "source-" + std::to_string(below(3)); }

  void enqueue(Transaction& tx) {
    NewJob job{static_cast<DocumentId>(below(20)), source(), static_cast<std::int32_t>(below(3)), below(8) == 0, {}};
    if (below(2) == 0) job.dedupe_key = "key-" + std::to_string(below(10));
    if (!must(queue_.enqueue(tx, job)).existed) ++jobs_;
  }

  void claim(Transaction& tx) {
    for (const Lease& lease : must(queue_.claim(tx, worker(), 1 + below(3)))) {
      leases_.push_back(lease);
      newest_[lease.job.id] = lease.token;
    }
  }

  /// Any lease of the past may come back at any time; only one that is still the job's may end it.
  void end(Transaction& tx, bool well) {
    if (leases_.empty()) return;
    const Lease& lease = below(2) == 0 ? leases_.back() : leases_[below(leases_.size())];
    constexpr ErrorCode codes[] = {ErrorCode::encrypted, ErrorCode::disk_full, ErrorCode::model_missing,
                                   ErrorCode::internal, ErrorCode::worker_lost};
    const bool ended = well ? accepted(queue_.finish(tx, lease))
                            : accepted(queue_.fail(tx, lease, {codes[below(5)], Stage::extract, {}, {}}));
    if (!ended) return;
    EXPECT_EQ(newest_[lease.job.id], lease.token) << "an old lease ended a job";
    newest_.erase(lease.job.id);
    if (well) finished_.insert(lease.token);
  }

  template <class T>
  bool accepted(const Result<T>& result) {
    EXPECT_TRUE(result.has_value() || result.error().code == ErrorCode::stale_lease);
    return result.has_value();
  }

  void advance(Transaction&) { clock_.advance(milliseconds(below(60'000))); }

  void operate(Transaction& tx) {
    const JobId job = any_job();
    const std::uint64_t verb = below(4);
    const Result<void> result = verb == 0   ? queue_.retry(tx, job)
                                : verb == 1 ? queue_.cancel(tx, job)
                                : verb == 2 ? queue_.hold(tx, job)
                                            : queue_.release(tx, job);
    if (result) {
      newest_.erase(job);
    } else {
      EXPECT_TRUE(result.error().code == ErrorCode::not_allowed || result.error().code == ErrorCode::unknown_job);
    }
  }

  void check(Transaction& tx) {
    const auto empty = [&](const char* what, std::string_view sql) {
      EXPECT_TRUE(must(tx.query(sql)).empty()) << what;
    };
    empty("counters equal counts",
          "SELECT source, state, sum(jobs) FROM job_counter GROUP BY source, state HAVING sum(jobs) <> 0 EXCEPT "
          "SELECT source, state, count(*) FROM job GROUP BY source, state");
    empty("counts equal counters",
          "SELECT source, state, count(*) FROM job GROUP BY source, state EXCEPT "
          "SELECT source, state, sum(jobs) FROM job_counter GROUP BY source, state");
    empty("one unfinished job for each key",
          "SELECT dedupe_key FROM job WHERE dedupe_key IS NOT NULL AND "
          "state IN ('available', 'running', 'retryable', 'held') GROUP BY dedupe_key HAVING count(*) > 1");
    empty("no lease is held twice", "SELECT token FROM job WHERE token IS NOT NULL GROUP BY token HAVING count(*) > 1");
    empty("a dead job has its reason", "SELECT id FROM job WHERE state = 'dead' AND error IS NULL");
    empty("a done job has a last try that went well",
          "SELECT id FROM job WHERE state = 'done' AND 'done' <> "
          "(SELECT outcome FROM attempt WHERE job_id = job.id ORDER BY attempt.id DESC LIMIT 1)");
    empty("no job has more tries than it may", "SELECT id FROM job WHERE attempt > max_attempts");
    empty("no job has more crashes than it may", "SELECT id FROM job WHERE crash_count > 3");
    EXPECT_EQ(must(tx.query("SELECT count(*) FROM job")).front().integer(0), static_cast<std::int64_t>(jobs_));
    EXPECT_EQ(must(tx.query("SELECT count(*) FROM attempt WHERE outcome = 'done'")).front().integer(0),
              static_cast<std::int64_t>(finished_.size()));
  }

  ManualClock clock_{TimePoint(seconds(1'700'000'000))};
  database::Database database_;
  std::mt19937_64 random_;
  JobQueue queue_;
  std::uint64_t jobs_ = 0;
  std::vector<Lease> leases_;
  std::map<JobId, std::uint64_t> newest_;
  std::set<std::uint64_t> finished_;
};

class QueueSchedule : public testing::TestWithParam<std::tuple<StoreKind, std::uint64_t>> {};
INSTANTIATE_TEST_SUITE_P(, QueueSchedule,
                         testing::Combine(testing::Values(StoreKind::sqlite, StoreKind::postgresql),
                                          testing::Values(1, 2, 3, 4)),
                         [](const auto& run) {
                           return name_of({std::get<0>(run.param), 0}) + "_" + std::to_string(std::get<1>(run.param));
                         });

TEST_P(QueueSchedule, KeepsItsPromisesWhateverTheOrderOfEvents) {
  const TemporaryStore store(std::get<0>(GetParam()));
  Schedule schedule(store.address(), std::get<1>(GetParam()));
  for (int i = 0; i < 400 && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("step " + std::to_string(i));
    schedule.step();
  }
  EXPECT_GT(schedule.finished(), 10U);
}

}  // namespace
}  // namespace tamis::queue
