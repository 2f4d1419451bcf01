#include "queue/job_rows.hpp"

#include "core/json.hpp"

#include <algorithm>

namespace tamis::queue {
namespace {

using database::Row;

constexpr std::size_t token_column = 15;

std::optional<TimePoint> read_time(const Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  return row.time(column);
}

}  // namespace

std::optional<std::string> write_error(const std::optional<Error>& error) {
  if (!error) return std::nullopt;
  return print_json(to_json(*error));
}

std::optional<Error> read_error(const Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  const auto json = parse_json(row.bytes(column));
  return json ? from_json<Error>(*json).value_or(Error{}) : Error{};
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
  job.started_at = read_time(row, 14);
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

Result<std::optional<JobId>> unfinished(Snapshot& at, const std::optional<std::string>& dedupe_key) {
  const auto rows = at.query(
      "SELECT id FROM job WHERE dedupe_key = ? AND dedupe_key IS NOT NULL "
      "AND state IN ('available', 'running', 'retryable', 'held')",
      {dedupe_key});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<JobId>(0);
}

Result<void> end(Transaction& tx, const Lease& lease, const Ending& ending, TimePoint now) {
  const Job& job = lease.job;
  const auto code = ending.reason ? std::optional(to_name(ending.reason->code)) : std::nullopt;
  const auto moved = tx.run(
      "UPDATE job SET state = ?, error_code = ?, error = ?, run_at = ?, attempt = attempt - ?, "
      "crash_count = crash_count + ?, worker = NULL, token = NULL, lease_until = NULL, started_at = NULL, "
      "updated_at = ? WHERE id = ? AND state = 'running' AND token = ?",
      {to_name(ending.state), code, write_error(ending.reason), ending.run_at, ending.counts ? 0 : 1,
       ending.crash ? 1 : 0, now, job.id, static_cast<std::int64_t>(lease.token)});
  if (!moved) return std::unexpected(moved.error());
  if (*moved == 0) return tamis::fail(ErrorCode::stale_lease, Stage::queue);

  const auto noted = tx.run(
      "INSERT INTO attempt (job_id, number, worker, started_at, ended_at, outcome, error) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {job.id, job.attempt, job.worker, job.started_at, now, to_name(ending.outcome), write_error(ending.error)});
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace tamis::queue
