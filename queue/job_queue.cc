#include "queue/job_queue.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace tamis::queue {
namespace {

using database::Row;
using database::Rows;

#define JOB_COLUMNS                                                                                           \
  "id, document_id, source, priority, state, attempt, max_attempts, crash_count, error, created_at, updated_at, " \
  "run_at, worker, lease_until, token"
constexpr std::size_t token_column = 14;

constexpr std::int64_t sweep_limit = 1000;

std::optional<std::string> write_error(const std::optional<Error>& error) {
  if (!error) return std::nullopt;
  return print_json(to_json(*error));
}

/// An error that an older or newer program wrote may have a code that this one does not know.
std::optional<Error> read_error(const Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  const auto json = parse_json(row.bytes(column));
  return json ? from_json<Error>(*json).value_or(Error{}) : Error{};
}

std::optional<TimePoint> read_time(const Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  return row.time(column);
}

Job read_job(const Row& row) {
  Job job;
  job.id = row.id<JobId>(0);
  job.document = row.id<DocumentId>(1);
  job.source = row.bytes(2);
  job.priority = static_cast<std::int32_t>(row.integer(3));
  job.state = from_name<JobState>(row.bytes(4)).value();
  job.attempt = static_cast<std::int32_t>(row.integer(5));
  job.max_attempts = static_cast<std::int32_t>(row.integer(6));
  job.crash_count = static_cast<std::int32_t>(row.integer(7));
  job.error = read_error(row, 8);
  job.created_at = row.time(9);
  job.updated_at = row.time(10);
  job.run_at = read_time(row, 11);
  if (!row.null(12)) job.worker = row.bytes(12);
  job.lease_until = read_time(row, 13);
  return job;
}

Lease read_lease(const Row& row) {
  Lease lease{read_job(row), static_cast<std::uint64_t>(row.integer(token_column)), {}};
  lease.until = lease.job.lease_until.value();
  return lease;
}

bool is_source_name(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, plain);
}

/// How an attempt ends and where that leaves its job.
struct Ending {
  JobState state = JobState::done;
  Outcome outcome = Outcome::done;
  std::optional<Error> error;   ///< of the attempt
  std::optional<Error> reason;  ///< of the job
  std::optional<TimePoint> run_at;
  bool counts = true;  ///< as a try
  bool crash = false;
};

/// The one way out of `running`: only with the token that the job has now.
Result<void> end(Transaction& tx, JobId job, std::uint64_t token, const Ending& ending, TimePoint now) {
  const auto noted = tx.run(
      "INSERT INTO attempt (job_id, number, worker, started_at, ended_at, outcome, error) "
      "SELECT id, attempt, worker, started_at, ?, ?, ? FROM job WHERE id = ? AND state = 'running' AND token = ?",
      {now, to_name(ending.outcome), write_error(ending.error), job, static_cast<std::int64_t>(token)});
  if (!noted) return std::unexpected(noted.error());
  if (*noted == 0) return fail(ErrorCode::stale_lease, Stage::queue);

  const auto code = ending.reason ? std::optional(to_name(ending.reason->code)) : std::nullopt;
  const auto moved = tx.run(
      "UPDATE job SET state = ?, error_code = ?, error = ?, run_at = ?, attempt = attempt - ?, "
      "crash_count = crash_count + ?, worker = NULL, token = NULL, lease_until = NULL, started_at = NULL, "
      "updated_at = ? WHERE id = ?",
      {to_name(ending.state), code, write_error(ending.reason), ending.run_at, ending.counts ? 0 : 1,
       ending.crash ? 1 : 0, now, job});
  if (!moved) return std::unexpected(moved.error());
  return {};
}

Ending end_badly(const Decision& decision, const Error& error, TimePoint now) {
  const bool crash = error.code == ErrorCode::worker_lost;
  Ending ending{decision.state, crash ? Outcome::crashed : Outcome::failed, error, decision.reason, {}, true, crash};
  if (decision.state == JobState::retryable) ending.run_at = now + decision.delay;
  return ending;
}

/// Moves a job that no worker holds. `available` starts it anew, with its tries counted from zero.
Result<void> move(Transaction& tx, JobId job, JobState to, TimePoint now) {
  const auto moved = to == JobState::available
                         ? tx.run("UPDATE job SET state = 'available', run_at = NULL, attempt = 0, crash_count = 0, "
                                  "error_code = NULL, error = NULL, updated_at = ? WHERE id = ?",
                                  {now, job})
                         : tx.run("UPDATE job SET state = ?, run_at = NULL, updated_at = ? WHERE id = ?",
                                  {to_name(to), now, job});
  if (!moved) return std::unexpected(moved.error());
  return {};
}

struct Standing {
  JobState state = JobState::available;
  std::uint64_t token = 0;  ///< of a running job
};

Result<Standing> standing(Snapshot& at, JobId job) {
  const auto rows = at.query("SELECT state, token FROM job WHERE id = ?", {job});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::unknown_job, Stage::queue);
  const Row& row = rows->front();
  return Standing{from_name<JobState>(row.bytes(0)).value(),
                  row.null(1) ? 0 : static_cast<std::uint64_t>(row.integer(1))};
}

/// Moves a job that stands in one of `from`.
Result<void> move_from(Transaction& tx, JobId job, std::initializer_list<JobState> from, JobState to, TimePoint now) {
  const auto current = standing(tx, job);
  if (!current) return std::unexpected(current.error());
  if (std::ranges::find(from, current->state) == from.end()) return fail(ErrorCode::not_allowed, Stage::queue);
  return move(tx, job, to, now);
}

Result<void> set_paused(Transaction& tx, std::string_view source, bool paused) {
  if (!is_source_name(source)) return fail(ErrorCode::bad_request, Stage::queue);
  const auto done = tx.run(
      "INSERT INTO job_source (name, paused) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET paused = excluded.paused",
      {source, paused ? 1 : 0});
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<std::optional<JobId>> unfinished(Snapshot& at, const std::optional<std::string>& dedupe_key) {
  const auto rows = at.query(
      "SELECT id FROM job WHERE dedupe_key = ? AND dedupe_key IS NOT NULL "
      "AND state IN ('available', 'running', 'retryable', 'held')",
      {dedupe_key});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<JobId>(0);
}

Result<std::int64_t> waiting(Snapshot& at) {
  const auto rows = at.query(
      "SELECT coalesce(sum(jobs), 0) FROM job_counter WHERE state IN ('available', 'retryable', 'held')");
  if (!rows) return std::unexpected(rows.error());
  return rows->front().integer(0);
}

Result<void> wake_due(Transaction& tx, TimePoint now) {
  const auto woken = tx.run(
      "UPDATE job SET state = 'available', run_at = NULL WHERE id IN "
      "(SELECT id FROM job WHERE state = 'retryable' AND run_at <= ? ORDER BY run_at LIMIT ?)",
      {now, sweep_limit});
  if (!woken) return std::unexpected(woken.error());
  return {};
}

/// The next job by priority, then by the turn of its source, then by age.
Result<std::optional<JobId>> next(Snapshot& at) {
  const auto rows = at.query(
      "SELECT job.id FROM job_source JOIN job ON job.id = (SELECT first.id FROM job AS first "
      "WHERE first.state = 'available' AND first.source = job_source.name ORDER BY first.priority, first.id LIMIT 1) "
      "WHERE job_source.paused = 0 ORDER BY job.priority, job_source.served, job_source.name LIMIT 1");
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<JobId>(0);
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
  const auto served = tx.run(
      "UPDATE job_source SET served = (SELECT max(served) + 1 FROM job_source) WHERE name = ?", {lease.job.source});
  if (!served) return std::unexpected(served.error());
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
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      {job.document, job.source, job.priority, to_name(job.held ? JobState::held : JobState::available),
       options_.max_attempts, job.dedupe_key, now, now});
  if (!rows) return std::unexpected(rows.error());
  return Enqueued{rows->front().id<JobId>(0), false};
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
  return end(tx, lease.job.id, lease.token, {}, clock_.now());
}

Result<Decision> JobQueue::fail(Transaction& tx, const Lease& lease, const Error& error) const {
  const std::int32_t crashes = lease.job.crash_count + (error.code == ErrorCode::worker_lost ? 1 : 0);
  const Decision decision =
      decide(error, lease.job.attempt, lease.job.max_attempts, crashes, options_.retry, random_());
  const TimePoint now = clock_.now();
  const auto ended = end(tx, lease.job.id, lease.token, end_badly(decision, error, now), now);
  if (!ended) return std::unexpected(ended.error());
  return decision;
}

Result<void> JobQueue::give_back(Transaction& tx, const Lease& lease) const {
  Ending ending;
  ending.state = JobState::available;
  ending.outcome = Outcome::released;
  ending.counts = false;
  return end(tx, lease.job.id, lease.token, ending, clock_.now());
}

Result<std::int64_t> JobQueue::sweep(Transaction& tx) const {
  const auto rows = tx.query("SELECT " JOB_COLUMNS
                             " FROM job WHERE state = 'running' AND lease_until <= ? ORDER BY lease_until LIMIT ?",
                             {clock_.now(), sweep_limit});
  if (!rows) return std::unexpected(rows.error());
  for (const Row& row : *rows) {
    const auto failed = fail(tx, read_lease(row), {ErrorCode::worker_lost, Stage::queue, {}, {}});
    if (!failed) return std::unexpected(failed.error());
  }
  return static_cast<std::int64_t>(rows->size());
}

Result<void> JobQueue::retry(Transaction& tx, JobId job) const {
  const auto rows = tx.query("SELECT dedupe_key FROM job WHERE id = ?", {job});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->empty() && !rows->front().null(0)) {
    const auto twin = unfinished(tx, rows->front().bytes(0));
    if (!twin) return std::unexpected(twin.error());
    if (*twin && **twin != job) return tamis::fail(ErrorCode::not_allowed, Stage::queue);
  }
  return move_from(tx, job, {JobState::dead, JobState::cancelled, JobState::retryable, JobState::done},
                   JobState::available, clock_.now());
}

Result<void> JobQueue::cancel(Transaction& tx, JobId job) const {
  const auto current = standing(tx, job);
  if (!current) return std::unexpected(current.error());
  const TimePoint now = clock_.now();
  if (current->state != JobState::running) {
    return move_from(tx, job, {JobState::available, JobState::retryable, JobState::held}, JobState::cancelled, now);
  }
  Ending ending;
  ending.state = JobState::cancelled;
  ending.outcome = Outcome::cancelled;
  return end(tx, job, current->token, ending, now);
}

Result<void> JobQueue::hold(Transaction& tx, JobId job) const {
  return move_from(tx, job, {JobState::available, JobState::retryable}, JobState::held, clock_.now());
}

Result<void> JobQueue::release(Transaction& tx, JobId job) const {
  return move_from(tx, job, {JobState::held}, JobState::available, clock_.now());
}

Result<std::int64_t> JobQueue::cancel_all(Transaction& tx, DocumentId document) const {
  const auto rows = tx.query(
      "SELECT id FROM job WHERE document_id = ? AND state IN ('available', 'running', 'retryable', 'held')",
      {document});
  if (!rows) return std::unexpected(rows.error());
  for (const Row& row : *rows) {
    if (const auto cancelled = cancel(tx, row.id<JobId>(0)); !cancelled) return std::unexpected(cancelled.error());
  }
  return static_cast<std::int64_t>(rows->size());
}

Result<void> JobQueue::pause(Transaction& tx, std::string_view source) const { return set_paused(tx, source, true); }
Result<void> JobQueue::resume(Transaction& tx, std::string_view source) const { return set_paused(tx, source, false); }

Result<Job> JobQueue::job(Snapshot& at, JobId job) const {
  const auto rows = at.query("SELECT " JOB_COLUMNS " FROM job WHERE id = ?", {job});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return tamis::fail(ErrorCode::unknown_job, Stage::queue);
  return read_job(rows->front());
}

Result<std::vector<Job>> JobQueue::list(Snapshot& at, const JobFilter& filter, std::optional<JobId> before,
                                        std::size_t limit) const {
  // A condition that is not asked for keeps its parameter, as NULL, so that each combination can use its index.
  const auto condition = [](bool asked, std::string_view column) {
    return asked ? std::string(column) + " ?" : std::string("? IS NULL");
  };
  const std::string sql = "SELECT " JOB_COLUMNS " FROM job WHERE " + condition(filter.state.has_value(), "state =") +
                          " AND " + condition(filter.source.has_value(), "source =") + " AND " +
                          condition(filter.error.has_value(), "error_code =") + " AND " +
                          condition(filter.document.has_value(), "document_id =") + " AND " +
                          condition(before.has_value(), "id <") + " ORDER BY id DESC LIMIT ?";
  const auto state = filter.state ? std::optional(to_name(*filter.state)) : std::nullopt;
  const auto error = filter.error ? std::optional(to_name(*filter.error)) : std::nullopt;
  const auto rows = at.query(sql, {state, filter.source, error, filter.document, before, limit});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Job> jobs;
  for (const Row& row : *rows) jobs.push_back(read_job(row));
  return jobs;
}

Result<std::vector<Attempt>> JobQueue::history(Snapshot& at, JobId job) const {
  const auto rows = at.query(
      "SELECT number, worker, started_at, ended_at, outcome, error FROM attempt WHERE job_id = ? ORDER BY id", {job});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Attempt> attempts;
  for (const Row& row : *rows) {
    attempts.push_back({static_cast<std::int32_t>(row.integer(0)), row.bytes(1), row.time(2), row.time(3),
                        from_name<Outcome>(row.bytes(4)).value(), read_error(row, 5)});
  }
  return attempts;
}

Result<std::vector<Count>> JobQueue::counts(Snapshot& at) const {
  const auto rows = at.query("SELECT source, state, jobs FROM job_counter WHERE jobs > 0 ORDER BY source, state");
  if (!rows) return std::unexpected(rows.error());
  std::vector<Count> counts;
  for (const Row& row : *rows) {
    counts.push_back({row.bytes(0), from_name<JobState>(row.bytes(1)).value(), row.integer(2)});
  }
  return counts;
}

Result<std::optional<TimePoint>> JobQueue::oldest_waiting(Snapshot& at) const {
  const auto rows = at.query("SELECT created_at FROM job WHERE state = 'available' ORDER BY id LIMIT 1");
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().time(0);
}

}  // namespace tamis::queue
