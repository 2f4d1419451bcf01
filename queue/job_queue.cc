#include "queue/job_queue.hpp"

#include "queue/job_rows.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace tamis::queue {
namespace {

using database::Row;
using database::Rows;

constexpr std::int64_t sweep_limit = 1000;
constexpr std::size_t most_rows = 500;  // in one statement

Ending end_badly(const Decision& decision, const Error& error, TimePoint now) {
  const bool crash = error.code == ErrorCode::worker_lost;
  Ending ending{decision.state, crash ? Outcome::crashed : Outcome::failed, error, decision.reason, {}, true, crash};
  if (decision.state == JobState::retryable) ending.run_at = now + decision.delay;
  return ending;
}

Result<std::int64_t> waiting(Snapshot& at) {
  const auto rows = at.query(
      "SELECT CAST(coalesce(sum(jobs), 0) AS BIGINT) FROM job_counter WHERE state IN ('available', 'retryable', "
      "'held')");
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

/// The sources that may have a job done now, by the priority of their next job, then by their turn.
Result<Rows> sources_by_turn(Snapshot& at, std::int64_t fair_turn, TimePoint now) {
  return at.query(
      "SELECT job_source.name, per_minute FROM job_source JOIN job ON job.id = (SELECT first.id FROM job AS first "
      "WHERE first.state = 'available' AND first.source = job_source.name ORDER BY first.priority, first.id LIMIT 1) "
      "WHERE paused = 0 AND next_at <= ? ORDER BY "
      "CASE WHEN ((SELECT max(served) FROM job_source) + 1) % ? = 0 THEN 0 ELSE job.priority END, served, name",
      {now, fair_turn});
}

/// Uses up a source's rate until its next job may start. False if another transaction has just done that.
Result<bool> use_rate(Transaction& tx, const std::string& source, std::int64_t per_minute, TimePoint now) {
  const auto used = tx.run(
      "UPDATE job_source SET next_at = ? WHERE name IN (SELECT name FROM job_source WHERE name = ? AND next_at <= ?" +
          std::string(tx.unless_taken()) + ")",
      {now + std::chrono::milliseconds(60'000 / per_minute), source, now});
  return used ? Result<bool>(*used == 1) : std::unexpected(used.error());
}

/// The next job of a source by priority, then by age, which no other transaction takes.
Result<std::optional<JobId>> next_of(Transaction& tx, const std::string& source) {
  const auto rows =
      tx.query("SELECT id FROM job WHERE state = 'available' AND source = ? ORDER BY priority, id LIMIT 1" +
                   std::string(tx.unless_taken()),
               {source});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<JobId>(0);
}

Result<std::optional<JobId>> next(Transaction& tx, std::int64_t fair_turn, TimePoint now) {
  const auto sources = sources_by_turn(tx, fair_turn, now);
  if (!sources) return std::unexpected(sources.error());
  for (const Row& source : *sources) {
    if (!source.null(1)) {
      const auto may_start = use_rate(tx, source.bytes(0), source.integer(1), now);
      if (!may_start) return std::unexpected(may_start.error());
      if (!*may_start) continue;
    }
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

Result<void> JobQueue::has_room(Snapshot& at, std::int64_t jobs) const {
  const auto length = waiting(at);
  if (!length) return std::unexpected(length.error());
  if (*length + jobs > options_.max_waiting) {
    return tamis::fail(ErrorCode::queue_full, Stage::queue, {{Measure::limit, options_.max_waiting}});
  }
  return {};
}

Result<Enqueued> JobQueue::enqueue(Transaction& tx, const NewJob& job) const {
  const auto twin = unfinished(tx, job.dedupe_key);
  if (!twin) return std::unexpected(twin.error());
  if (*twin) return Enqueued{**twin, true};
  if (const auto room = has_room(tx); !room) return std::unexpected(room.error());
  const auto made = insert(tx, {&job, 1});
  if (!made) return std::unexpected(made.error());
  if (!made->empty()) return Enqueued{made->front().id<JobId>(0), false};
  // Another transaction made one with this key since.
  const auto others = unfinished(tx, job.dedupe_key);
  if (!others) return std::unexpected(others.error());
  if (!*others) return tamis::fail(ErrorCode::conflict, Stage::queue);
  return Enqueued{**others, true};
}

Result<std::int64_t> JobQueue::enqueue(Transaction& tx, std::span<const NewJob> jobs) const {
  const auto room = has_room(tx, static_cast<std::int64_t>(jobs.size()));
  if (!room) return std::unexpected(room.error());
  std::int64_t made = 0;
  for (; !jobs.empty(); jobs = jobs.subspan(std::min(jobs.size(), most_rows))) {
    const auto rows = insert(tx, jobs.first(std::min(jobs.size(), most_rows)));
    if (!rows) return std::unexpected(rows.error());
    made += static_cast<std::int64_t>(rows->size());
  }
  return made;
}

/// One row each, but for those whose key is taken; returns the ids.
Result<Rows> JobQueue::insert(Transaction& tx, std::span<const NewJob> jobs) const {
  const TimePoint now = clock_.now();
  std::string sql =
      "INSERT INTO job (document_id, source, priority, state, max_attempts, dedupe_key, created_at, updated_at) "
      "VALUES ";
  std::vector<database::Parameter> parameters;
  std::set<std::string_view> sources;
  for (const NewJob& job : jobs) {
    if (!is_source_name(job.source)) return tamis::fail(ErrorCode::bad_request, Stage::queue);
    sources.insert(job.source);
    sql += parameters.empty() ? "(?, ?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?, ?)";
    const auto state = to_name(job.held ? JobState::held : JobState::available);
    parameters.insert(parameters.end(),
                      {job.document, job.source, job.priority, state, options_.max_attempts, job.dedupe_key, now, now});
  }
  for (const std::string_view source : sources) {
    const auto known = tx.run("INSERT INTO job_source (name) VALUES (?) ON CONFLICT (name) DO NOTHING", {source});
    if (!known) return std::unexpected(known.error());
  }
  return tx.query(sql +
                      " ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL "
                      "AND state IN ('available', 'running', 'retryable', 'held') DO NOTHING RETURNING id",
                  parameters);
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
    const auto job = next(tx, options_.fair_turn, now);
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

Result<void> JobQueue::finish(Transaction& tx, const Lease& lease) const { return end(tx, lease, {}, clock_.now()); }

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
