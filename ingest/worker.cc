#include "ingest/worker.hpp"

#include "ingest/decisions.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace tamis::ingest {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Sleeps, but not past a request to stop.
void rest(std::stop_token stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any condition;
  std::unique_lock lock(mutex);
  condition.wait_for(lock, stop, time, [] { return false; });
}

/// How long a database that is away is awaited: for ever, but only a little longer once the worker is to stop. Then the
/// lease is left to run out, and the job is another's.
class Persistence {
 public:
  explicit Persistence(std::stop_token stop) : stop_(std::move(stop)) {}
  [[nodiscard]] bool goes_on() {
    if (!stop_.stop_requested()) return true;
    const auto now = SteadyClock::now();
    if (until_ == never) until_ = now + std::chrono::seconds(10);
    return now < until_;
  }

 private:
  static constexpr auto never = SteadyClock::time_point::max();

  std::stop_token stop_;
  SteadyClock::time_point until_ = never;
};

}  // namespace

Worker::Worker(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault,
               const Pipeline& pipeline, Options options)
    : database_(database),
      queue_(queue),
      vault_(vault),
      pipeline_(pipeline),
      options_(std::move(options)),
      name_(queue.new_worker()) {}

Result<void> Worker::run(std::stop_token stop) { return work(stop, false); }

Result<void> Worker::drain(std::stop_token stop) { return work(stop, true); }

Result<database::Transaction> Worker::begin() {
  auto tx = database_.begin();
  if (!tx && tx.error().code == ErrorCode::sync_failed) sync_failed_ = true;
  return tx;
}

Result<void> Worker::work(std::stop_token stop, bool until_empty) {
  std::jthread keeper([this](std::stop_token ended) { keep(ended); });
  std::vector<std::jthread> threads;
  for (int i = 0; i < options_.threads; ++i) {
    threads.emplace_back([this, stop, until_empty] {
      while (!stop.stop_requested() && !sync_failed_) {
        if (work_once(stop)) continue;
        if (until_empty && nothing_left()) return;
        database_.wait_for_news(stop, options_.poll);
      }
    });
  }
  // The threads end before the keeper, so that leases are renewed to the last.
  threads.clear();
  if (sync_failed_) return fail(ErrorCode::sync_failed, Stage::queue);
  return {};
}

void Worker::keep(std::stop_token stop) {
  auto renewed = SteadyClock::now();
  while (!stop.stop_requested()) {
    if (auto tx = begin()) {
      bool held = queue_.sweep(*tx).has_value();
      if (held && SteadyClock::now() - renewed >= options_.heartbeat) {
        held = queue_.heartbeat(*tx, name_).has_value();
        renewed = SteadyClock::now();
      }
      if (held) (void)tx->commit();  // what failed is tried again in a moment
    }
    rest(stop, std::min<std::chrono::milliseconds>(options_.sweep, options_.heartbeat));
  }
}

bool Worker::nothing_left() {
  auto at = database_.read();
  if (!at) return false;
  const auto counts = queue_.counts(*at);
  return counts && std::ranges::none_of(*counts, [](const queue::Count& count) {
           return count.state == queue::JobState::available || count.state == queue::JobState::running ||
                  count.state == queue::JobState::retryable;
         });
}

bool Worker::work_once(const std::stop_token& stop) {
  std::optional<queue::Lease> lease;
  if (auto tx = begin()) {
    auto leases = queue_.claim(*tx, name_, 1);
    if (leases && !leases->empty() && tx->commit()) lease = std::move(leases->front());
  }
  if (!lease) return false;

  const auto start = SteadyClock::now();
  WorkReport report{.job = lease->job.id, .document = lease->job.document, .error = {}, .took = {}};
  const auto screened = read(*lease);
  const Result<void> stored = screened ? store(*lease, *screened, stop) : std::unexpected(screened.error());
  if (!stored) {
    report.error = stored.error();
    if (stored.error().code != ErrorCode::stale_lease) settle(*lease, stored.error(), stop);
  }
  report.took = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
  if (options_.report) options_.report(report);
  return true;
}

Result<Screened> Worker::read(const queue::Lease& lease) {
  Upload upload;
  Choices choices;
  {
    auto at = database_.read();
    if (!at) return std::unexpected(at.error());
    auto original = vault_.original_for_screening(*at, lease.job.document);
    if (!original) return std::unexpected(original.error());
    const auto facts = vault_.document(*at, lease.job.document);
    if (!facts) return std::unexpected(facts.error());
    auto made = vault_.choices(*at, facts->subject);
    if (!made) return std::unexpected(made.error());
    choices = to_choices(std::move(*made));
    const std::string_view bytes = original->bytes.reveal(Purpose::extraction);
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    upload = {std::move(original->name), {first, first + bytes.size()}};
  }
  try {
    return pipeline_.run(upload, false, choices);
  } catch (const std::exception&) {
    // What an exception says may hold words of the document: the code alone goes on.
    return fail(ErrorCode::internal, Stage::normalize);
  }
}

Result<void> Worker::store(const queue::Lease& lease, const Screened& screened, const std::stop_token& stop) {
  // What was read is not given up because the database is away for a moment. When it comes back, the lease may be
  // another worker's, or a commit whose answer was lost may have ended the job: both are a stale lease.
  for (Persistence patience(stop);;) {
    const auto stored = store_once(lease, screened);
    if (stored || stored.error().code != ErrorCode::database_unavailable || !patience.goes_on()) return stored;
    rest({}, options_.poll);
  }
}

Result<void> Worker::store_once(const queue::Lease& lease, const Screened& screened) {
  auto tx = begin();
  if (!tx) return std::unexpected(tx.error());
  if (const auto ended = queue_.finish(*tx, lease); !ended) return ended;
  const auto kept = vault_.commit(*tx, lease.job.document, screened, {store::Role::service, name_});
  return kept ? tx->commit() : kept;
}

void Worker::settle(const queue::Lease& lease, const Error& error, const std::stop_token& stop) {
  // The lease is renewed as long as this process lives, so a failure to say how the job ended must not be left behind.
  for (Persistence patience(stop); !sync_failed_ && patience.goes_on();) {
    if (auto tx = begin()) {
      const auto decided = queue_.fail(*tx, lease, error);
      if (!decided && decided.error().code == ErrorCode::stale_lease) return;
      if (decided && tx->commit()) return;
    }
    rest({}, options_.poll);
  }
}

}  // namespace tamis::ingest
