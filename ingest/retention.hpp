#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tamis::ingest {

/// What is due.
struct RetentionState {
  std::int64_t due = 0;   ///< subjects to be forgotten now
  std::int64_t soon = 0;  ///< within thirty days: time for a notice
};

/// Forgets whom nobody has heard of for a year.
///
/// The clock of a subject is its last interaction: a document of theirs that came in, through whichever door, and each
/// of their own decisions. Whoever reads their record does not set it back. A year is a calendar year: from the 29th of
/// February it lasts until the 28th.
class Retention {
 public:
  Retention(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault, const Clock& clock)
      : database_(database), queue_(queue), vault_(vault), clock_(clock) {}

  [[nodiscard]] Result<RetentionState> look() const;
  /// Forgets everybody who is due, each in a transaction of their own, so that it may be interrupted and run again; how
  /// many were forgotten.
  [[nodiscard]] Result<std::int64_t> run(std::stop_token stop = {}) const;

 private:
  [[nodiscard]] Result<std::vector<SubjectId>> due(TimePoint before) const;
  [[nodiscard]] Result<bool> forget(SubjectId subject, TimePoint before) const;

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
  const Clock& clock_;
};

/// The same time of day a calendar year earlier.
[[nodiscard]] TimePoint year_before(TimePoint time);

/// Cancels the jobs of a subject's documents, as before its erasure. How many.
[[nodiscard]] Result<std::int64_t> cancel_jobs(database::Transaction& tx, const queue::JobQueue& queue,
                                               const store::Vault& vault, SubjectId subject);

}  // namespace tamis::ingest
