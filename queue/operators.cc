#include "queue/job_rows.hpp"

#include <algorithm>
#include <utility>

/// What operators do to jobs, and how they look at them.
namespace tamis::queue {
namespace {

using database::Row;

constexpr std::int64_t prune_limit = 1000;

/// Moves a job that no worker holds. `available` starts it anew, with its tries counted from zero.
Result<void> move(Transaction& tx, JobId job, JobState to, TimePoint now) {
  const auto moved =
      to == JobState::available
          ? tx.run(
                "UPDATE job SET state = 'available', run_at = NULL, attempt = 0, crash_count = 0, "
                "error_code = NULL, error = NULL, updated_at = ? WHERE id = ?",
                {now, job})
          : tx.run("UPDATE job SET state = ?, run_at = NULL, updated_at = ? WHERE id = ?", {to_name(to), now, job});
  if (!moved) return std::unexpected(moved.error());
  return {};
}

/// A job that no other transaction changes until this one ends.
Result<Row> hold_row(Transaction& tx, JobId job) {
  const auto rows = tx.query("UPDATE job SET updated_at = updated_at WHERE id = ? RETURNING " JOB_COLUMNS, {job});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::unknown_job, Stage::queue);
  return rows->front();
}

/// Moves a job that stands in one of `from`.
Result<void> move_from(Transaction& tx, JobId job, std::initializer_list<JobState> from, JobState to, TimePoint now) {
  const auto row = hold_row(tx, job);
  if (!row) return std::unexpected(row.error());
  if (std::ranges::find(from, read_job(*row).state) == from.end()) return fail(ErrorCode::not_allowed, Stage::queue);
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

}  // namespace

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
  const auto row = hold_row(tx, job);
  if (!row) return std::unexpected(row.error());
  const TimePoint now = clock_.now();
  if (read_job(*row).state != JobState::running) {
    return move_from(tx, job, {JobState::available, JobState::retryable, JobState::held}, JobState::cancelled, now);
  }
  Ending ending;
  ending.state = JobState::cancelled;
  ending.outcome = Outcome::cancelled;
  return end(tx, read_lease(*row), ending, now);
}

Result<void> JobQueue::hold(Transaction& tx, JobId job) const {
  return move_from(tx, job, {JobState::available, JobState::retryable}, JobState::held, clock_.now());
}

Result<void> JobQueue::release(Transaction& tx, JobId job) const {
  return move_from(tx, job, {JobState::held}, JobState::available, clock_.now());
}

Result<std::int64_t> JobQueue::cancel_all(Transaction& tx, DocumentId document) const {
  const auto rows =
      tx.query("SELECT id FROM job WHERE document_id = ? AND state IN ('available', 'running', 'retryable', 'held')",
               {document});
  if (!rows) return std::unexpected(rows.error());
  for (const Row& row : *rows) {
    if (const auto cancelled = cancel(tx, row.id<JobId>(0)); !cancelled) return std::unexpected(cancelled.error());
  }
  return static_cast<std::int64_t>(rows->size());
}

Result<void> JobQueue::pause(Transaction& tx, std::string_view source) const { return set_paused(tx, source, true); }
Result<void> JobQueue::resume(Transaction& tx, std::string_view source) const { return set_paused(tx, source, false); }

Result<void> JobQueue::limit(Transaction& tx, std::string_view source, std::optional<std::int64_t> per_minute) const {
  if (!is_source_name(source) || per_minute.value_or(1) < 1) return tamis::fail(ErrorCode::bad_request, Stage::queue);
  const auto done = tx.run(
      "INSERT INTO job_source (name, per_minute) VALUES (?, ?) "
      "ON CONFLICT (name) DO UPDATE SET per_minute = excluded.per_minute, next_at = 0",
      {source, per_minute});
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<std::int64_t> JobQueue::prune(Transaction& tx, TimePoint before) const {
  const auto rows =
      tx.query("SELECT id FROM job WHERE state IN ('done', 'cancelled') AND updated_at < ? ORDER BY id LIMIT ?" +
                   std::string(tx.unless_taken()),
               {before, prune_limit});
  if (!rows) return std::unexpected(rows.error());
  for (const Row& row : *rows) {
    for (const char* sql : {"DELETE FROM attempt WHERE job_id = ?", "DELETE FROM job WHERE id = ?"}) {
      if (const auto gone = tx.run(sql, {row.integer(0)}); !gone) return gone;
    }
  }
  return static_cast<std::int64_t>(rows->size());
}

Result<Job> JobQueue::job(Snapshot& at, JobId job) const {
  const auto rows = at.query("SELECT " JOB_COLUMNS " FROM job WHERE id = ?", {job});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return tamis::fail(ErrorCode::unknown_job, Stage::queue);
  return read_job(rows->front());
}

Result<std::vector<Job>> JobQueue::list(Snapshot& at, const JobFilter& filter, std::optional<JobId> before,
                                        std::size_t limit) const {
  std::string sql = "SELECT " JOB_COLUMNS " FROM job WHERE 1 = 1";
  std::vector<database::Parameter> parameters;
  const auto where = [&](std::string_view condition, const auto& value) {
    if (!value) return;
    sql.append(" AND ").append(condition);
    parameters.emplace_back(*value);
  };
  const auto state = filter.state ? std::optional(to_name(*filter.state)) : std::nullopt;
  const auto error = filter.error ? std::optional(to_name(*filter.error)) : std::nullopt;
  where("state = ?", state);
  where("source = ?", filter.source);
  where("error_code = ?", error);
  where("document_id = ?", filter.document);
  where("id < ?", before);
  parameters.emplace_back(limit);
  const auto rows = at.query(sql + " ORDER BY id DESC LIMIT ?", parameters);
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
  const auto rows = at.query(
      "SELECT source, state, CAST(sum(jobs) AS BIGINT) FROM job_counter GROUP BY source, state HAVING sum(jobs) > 0 "
      "ORDER BY source, state");
  if (!rows) return std::unexpected(rows.error());
  std::vector<Count> counts;
  for (const Row& row : *rows) {
    counts.push_back({row.bytes(0), from_name<JobState>(row.bytes(1)).value(), row.integer(2)});
  }
  return counts;
}

Result<std::vector<Source>> JobQueue::sources(Snapshot& at) const {
  const auto rows = at.query("SELECT name, paused, per_minute FROM job_source ORDER BY name");
  if (!rows) return std::unexpected(rows.error());
  std::vector<Source> sources;
  for (const Row& row : *rows) {
    sources.push_back({row.bytes(0), row.integer(1) != 0, row.null(2) ? std::nullopt : std::optional(row.integer(2))});
  }
  return sources;
}

Result<void> JobQueue::check(Snapshot& at) const {
  constexpr std::string_view counted = "SELECT source, state, count(*) FROM job GROUP BY source, state";
  constexpr std::string_view counters =
      "SELECT source, state, sum(jobs) FROM job_counter GROUP BY source, state HAVING sum(jobs) <> 0";
  for (const auto& [one, other] : {std::pair(counted, counters), std::pair(counters, counted)}) {
    const auto rows =
        at.query("SELECT 1 FROM (" + std::string(one) + " EXCEPT " + std::string(other) + ") AS differing LIMIT 1");
    if (!rows) return std::unexpected(rows.error());
    if (!rows->empty()) return tamis::fail(ErrorCode::database_damaged, Stage::queue);
  }
  return {};
}

Result<std::optional<TimePoint>> JobQueue::oldest_waiting(Snapshot& at) const {
  const auto rows = at.query("SELECT created_at FROM job WHERE state = 'available' ORDER BY id LIMIT 1");
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().time(0);
}

}  // namespace tamis::queue
