#pragma once

#include "queue/job_queue.hpp"

#include <optional>
#include <string>
#include <string_view>

/// How jobs stand in the database; for the files of this folder.
namespace tamis::queue {

#define JOB_COLUMNS                                                                                               \
  "id, document_id, source, priority, state, attempt, max_attempts, crash_count, error, created_at, updated_at, " \
  "run_at, worker, lease_until, started_at, token"

/// Of a row of JOB_COLUMNS; a lease only of a running job.
[[nodiscard]] Job read_job(const database::Row& row);
[[nodiscard]] Lease read_lease(const database::Row& row);

[[nodiscard]] std::optional<std::string> write_error(const std::optional<Error>& error);
/// An error that an older or newer program wrote may have a code that this one does not know.
[[nodiscard]] std::optional<Error> read_error(const database::Row& row, std::size_t column);

[[nodiscard]] bool is_source_name(std::string_view name);

/// The job that has this key and is not final.
[[nodiscard]] Result<std::optional<JobId>> unfinished(Snapshot& at, const std::optional<std::string>& dedupe_key);

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

/// The one way out of `running`: only with the token that the job has now, `stale_lease` otherwise.
[[nodiscard]] Result<void> end(Transaction& tx, const Lease& lease, const Ending& ending, TimePoint now);

}  // namespace tamis::queue
