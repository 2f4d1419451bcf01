// What the queue costs: jobs without work, a transaction for each enqueue, claim and finish.
//
//   bench_queue STORE [JOBS [THREADS]]
//
// A line each of what is measured, its number and its unit, for `bench/queue` to compare with what the database alone
// takes for the same statements. STORE must be empty.

#include "queue/job_queue.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace tamis;
using Steady = std::chrono::steady_clock;

constexpr std::size_t bulk_jobs = 100'000;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(std::string(to_name(result.error().code)));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Bench {
 public:
  Bench(const std::string& store, int jobs, int threads)
      : database_(must(database::Database::open(store))), jobs_(jobs), threads_(threads) {}

  void run() {
    tell("enqueue", rate([this](int) { enqueue_one(); }), "jobs/s");
    tell("claim and finish", rate([this](int) { complete_one(); }), "jobs/s");
    tell("enqueue in bulk", bulk(), "jobs/s");
    tell("claim and finish with that backlog", rate([this](int) { complete_one(); }), "jobs/s");
    auto waits = latencies();
    std::ranges::sort(waits);
    tell("wait until start, median", waits[waits.size() / 2], "ms");
    tell("wait until start, p99", waits[waits.size() * 99 / 100], "ms");
  }

 private:
  static void tell(const char* what, double value, const char* unit) {
    std::printf("%s\t%.1f\t%s\n", what, value, unit);
  }

  static double seconds_since(Steady::time_point start) {
    return std::chrono::duration<double>(Steady::now() - start).count();
  }

  /// Jobs a second, by all threads together.
  template <class Step>
  double rate(Step step) {
    std::atomic<int> left = jobs_;
    const auto start = Steady::now();
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < threads_; ++i) {
        threads.emplace_back([&] {
          for (int n = 0; (n = --left) >= 0;) step(n);
        });
      }
    }
    return jobs_ / seconds_since(start);
  }

  void enqueue_one() {
    auto tx = must(database_.begin());
    must(queue_.enqueue(tx, {DocumentId{1}, "bench", 100, false, {}}));
    must(tx.commit());
  }

  void complete_one() {
    auto claiming = must(database_.begin());
    const auto leases = must(queue_.claim(claiming, "bench", 1));
    must(claiming.commit());
    for (const queue::Lease& lease : leases) {
      auto tx = must(database_.begin());
      must(queue_.finish(tx, lease));
      must(tx.commit());
    }
  }

  double bulk() {
    const std::vector<queue::NewJob> jobs(bulk_jobs, {DocumentId{1}, "bench.bulk", 100, false, {}});
    const auto start = Steady::now();
    auto tx = must(database_.begin());
    must(queue_.enqueue(tx, jobs));
    must(tx.commit());
    return static_cast<double>(bulk_jobs) / seconds_since(start);
  }

  /// How long an urgent job waits for an idle worker, in milliseconds.
  std::vector<double> latencies() {
    std::vector<double> waits;
    std::atomic<bool> waiting = false;
    const std::jthread worker([&](std::stop_token stop) {
      while (!stop.stop_requested()) {
        auto tx = must(database_.begin());
        const auto leases = must(queue_.claim(tx, "idle", 1));
        must(tx.commit());
        if (!leases.empty() && leases.front().job.source == "urgent") waiting = false;
        if (leases.empty()) database_.wait_for_news(stop, std::chrono::milliseconds(250));
      }
    });
    {
      auto tx = must(database_.begin());
      must(queue_.pause(tx, "bench.bulk"));
      must(tx.commit());
    }
    for (int i = 0; i < 200; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      const auto start = Steady::now();
      waiting = true;
      auto tx = must(database_.begin());
      must(queue_.enqueue(tx, {DocumentId{1}, "urgent", 1, false, {}}));
      must(tx.commit());
      database_.announce();
      while (waiting) std::this_thread::yield();
      waits.push_back(seconds_since(start) * 1000);
    }
    return waits;
  }

  SystemClock clock_;
  database::Database database_;
  const queue::JobQueue queue_{clock_};
  const int jobs_, threads_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_queue STORE [JOBS [THREADS]]\n");
    return 2;
  }
  Bench(argv[1], argc > 2 ? std::atoi(argv[2]) : 2000, argc > 3 ? std::atoi(argv[3]) : 4).run();
}
