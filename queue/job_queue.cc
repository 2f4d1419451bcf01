#include "queue/job_queue.hpp"

#include "queue/job_rows.hpp"

#include <random>
#include <utility>

namespace tamis::queue {
namespace {

using database::Row;
using database::Rows;

constexpr std::int64_t sweep_limit = 1000;

Ending end_badly(const Decision& decision, const Error& error, TimePoint now) {
  const bool crash = error.code == ErrorCode::worker_lost;
  Ending ending{decision.state, crash ? Outcome::crashed : Outcome::failed, error, decision.reason, {}, true, crash};
  if (decision.state == JobState::retryable) ending.run_at = now + decision.delay;
  return ending;
}

Result<std::int64_t> waiting(Snapshot& at) {
  const auto rows = at.query(
      "SELECT CAST(coalesce(sum(jobs), 0) AS BIGINT) FROM job_counter WHERE state IN ('available', 'retryable', 'held')");
  if (!rows) return std::unexpected(rows.error());
  return rows->front().integer(0);
}

Result<void> wake_due(Transaction& tx, TimePoint now) {
  const auto woken = tx.run(
      "UPDATE job SET state = 'available', run_at = NULL WHERE id IN "
      "(SELECT id FROM job WHERE state = 'retryable' AND run_at <= ? ORDER BY run_at LIMIT ?" +
          std::string(tx.unless_taken()) + ")",
      {now, sweep_limit});
  if (!woken) return std::unexpected(woken.error());
  return {};
}

/// The sources that have something to do, by the priority of their next job, then by their turn.
Result<Rows> sources_by_turn(Snapshot& at) {
  return at.query(
      "SELECT job_source.name FROM job_source JOIN job ON job.id = (SELECT first.id FROM job AS first "
      "WHERE first.state = 'available' AND first.source = job_source.name ORDER BY first.priority, first.id LIMIT 1) "
      "WHERE job_source.paused = 0 ORDER BY job.priority, job_source.served, job_source.name");
}

/// The next job of a source by priority, then by age, which no other transaction takes.
Result<std::optional<JobId>> next_of(Transaction& tx, const std::string& source) {
  const auto rows = tx.query("SELECT id FROM job WHERE state = 'available' AND source = ? ORDER BY priority, id LIMIT 1" +
                                 std::string(tx.unless_taken()),
                             {source});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<JobId>(0);
}

Result<std::optional<JobId>> next(Transaction& tx) {
  const auto sources = sources_by_turn(tx);
  if (!sources) return std::unexpected(sources.error());
  for (const Row& source : *sources) {
    const auto job = next_of(tx, source.bytes(0));
    if (!job || *job) return job;
  }
  return std::nullopt;
}

/// The source has had its turn. Where another transaction notes that as well, once is enough.
Result<void> note_turn(Transaction& tx, const std::string& source) {
  const auto noted = tx.run(
      "UPDATE job_source SET served = (SELECT max(served) + 1 FROM job_source) WHERE name IN "
      "(SELECT name FROM job_source WHERE name = ?" +
          std::string(tx.unless_taken()) + ")",
      {source});
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<Lease> take(Transaction& tx, JobId job, std::string_view worker, std::uint64_t token, TimePoint now,
                   TimePoint until) {
  const auto rows = tx.query(
      "UPDATE job SET state = 'running', attempt = attempt + 1, worker = ?, token = ?, lease_until = ?, "
      "started_at = ?, updated_at = ? WHERE id = ? AND state = 'available' RETURNING " JOB_COLUMNS,
      {worker, static_cast<std::int64_t>(token), until, now, now, job});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::internal, Stage::queue);
  Lease lease = read_lease(rows->front());
  if (const auto noted = note_turn(tx, lease.job.source); !noted) return std::unexpected(noted.error());
  return lease;
}

}  // namespace

RandomBits system_random() {
  return [] {
    thread_local std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
  };
}

JobQueue::JobQueue(const Clock& clock, QueueOptions options, RandomBits random)
    : clock_(clock), options_(options), random_(std::move(random)) {}

Result<Enqueued> JobQueue::enqueue(Transaction& tx, const NewJob& job) const {
  if (!is_source_name(job.source)) return tamis::fail(ErrorCode::bad_request, Stage::queue);
  const auto twin = unfinished(tx, job.dedupe_key);
  if (!twin) return std::unexpected(twin.error());
  if (*twin) return Enqueued{**twin, true};
  const auto length = waiting(tx);
  if (!length) return std::unexpected(length.error());
  if (*length >= options_.max_waiting) {
    return tamis::fail(ErrorCode::queue_full, Stage::queue, {{Measure::limit, options_.max_waiting}});
  }

  const auto known = tx.run("INSERT INTO job_source (name) VALUES (?) ON CONFLICT (name) DO NOTHING", {job.source});
  if (!known) return std::unexpected(known.error());
  const TimePoint now = clock_.now();
  const auto rows = tx.query(
      "INSERT INTO job (document_id, source, priority, state, max_attempts, dedupe_key, created_at, updated_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL "
      "AND state IN ('available', 'running', 'retryable', 'held') DO NOTHING RETURNING id",
      {job.document, job.source, job.priority, to_name(job.held ? JobState::held : JobState::available),
       options_.max_attempts, job.dedupe_key, now, now});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->empty()) return Enqueued{rows->front().id<JobId>(0), false};
  // Another transaction made one with this key since.
  const auto made = unfinished(tx, job.dedupe_key);
  if (!made) return std::unexpected(made.error());
  if (!*made) return tamis::fail(ErrorCode::conflict, Stage::queue);
  return Enqueued{**made, true};
}

std::string JobQueue::new_worker() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name = "worker-";
  for (std::uint64_t bits = random_(), i = 0; i < 16; ++i, bits >>= 4) name += digits[bits & 15];
  return name;
}

Result<std::vector<Lease>> JobQueue::claim(Transaction& tx, std::string_view worker, std::size_t limit) const {
  const TimePoint now = clock_.now();
  if (const auto woken = wake_due(tx, now); !woken) return std::unexpected(woken.error());
  std::vector<Lease> leases;
  while (leases.size() < limit) {
    const auto job = next(tx);
    if (!job) return std::unexpected(job.error());
    if (!*job) break;
    auto lease = take(tx, **job, worker, random_(), now, now + options_.lease);
    if (!lease) return std::unexpected(lease.error());
    leases.push_back(std::move(*lease));
  }
  return leases;
}

Result<std::vector<JobId>> JobQueue::heartbeat(Transaction& tx, std::string_view worker) const {
  const auto rows = tx.query("UPDATE job SET lease_until = ? WHERE state = 'running' AND worker = ? RETURNING id",
                             {clock_.now() + options_.lease, worker});
  if (!rows) return std::unexpected(rows.error());
  std::vector<JobId> held;
  for (const Row& row : *rows) held.push_back(row.id<JobId>(0));
  return held;
}

Result<void> JobQueue::finish(Transaction& tx, const Lease& lease) const {
  return end(tx, lease, {}, clock_.now());
}

Result<Decision> JobQueue::fail(Transaction& tx, const Lease& lease, const Error& error) const {
  const std::int32_t crashes = lease.job.crash_count + (error.code == ErrorCode::worker_lost ? 1 : 0);
  const Decision decision =
      decide(error, lease.job.attempt, lease.job.max_attempts, crashes, options_.retry, random_());
  const TimePoint now = clock_.now();
  const auto ended = end(tx, lease, end_badly(decision, error, now), now);
  if (!ended) return std::unexpected(ended.error());
  return decision;
}

Result<void> JobQueue::give_back(Transaction& tx, const Lease& lease) const {
  Ending ending;
  ending.state = JobState::available;
  ending.outcome = Outcome::released;
  ending.counts = false;
  return end(tx, lease, ending, clock_.now());
}

Result<std::int64_t> JobQueue::sweep(Transaction& tx) const {
  const auto rows = tx.query("SELECT " JOB_COLUMNS
                             " FROM job WHERE state = 'running' AND lease_until <= ? ORDER BY lease_until LIMIT ?" +
                                 std::string(tx.unless_taken()),
                             {clock_.now(), sweep_limit});
  if (!rows) return std::unexpected(rows.error());
  for (const Row& row : *rows) {
    const auto failed = fail(tx, read_lease(row), {ErrorCode::worker_lost, Stage::queue, {}, {}});
    if (!failed) return std::unexpected(failed.error());
  }
  return static_cast<std::int64_t>(rows->size());
}

}  // namespace tamis::queue
