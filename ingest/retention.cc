#include "ingest/retention.hpp"

#include <algorithm>

namespace tamis::ingest {
namespace {

using namespace std::chrono;

constexpr days notice{30};
const store::Actor actor{store::Role::service, "retention"};

}  // namespace

TimePoint year_before(TimePoint time) {
  const auto midnight = floor<days>(time);
  year_month_day date = year_month_day(midnight) - years(1);
  if (!date.ok()) date = date.year() / date.month() / last;  // the 29th of February
  return sys_days(date) + (time - midnight);
}

Result<std::int64_t> cancel_jobs(database::Transaction& tx, const queue::JobQueue& queue, const store::Vault& vault,
                                 SubjectId subject) {
  const auto documents = vault.documents(tx, subject);
  if (!documents) return std::unexpected(documents.error());
  std::int64_t total = 0;
  for (const store::DocumentFacts& facts : *documents) {
    const auto cancelled = queue.cancel_all(tx, facts.id);
    if (!cancelled) return cancelled;
    total += *cancelled;
  }
  return total;
}

Result<RetentionState> Retention::look() const {
  auto at = database_.read();
  if (!at) return std::unexpected(at.error());
  const auto due = vault_.count_silent_since(*at, year_before(clock_.now()));
  const auto with_notice = vault_.count_silent_since(*at, year_before(clock_.now() + notice));
  if (!due || !with_notice) return std::unexpected(due ? with_notice.error() : due.error());
  return RetentionState{*due, *with_notice - *due};
}

Result<std::int64_t> Retention::run(std::stop_token stop) const {
  const TimePoint before = year_before(clock_.now());
  std::int64_t forgotten = 0;
  for (;;) {
    const auto subjects = due(before);
    if (!subjects) return std::unexpected(subjects.error());
    if (subjects->empty() || stop.stop_requested()) break;
    for (const SubjectId subject : *subjects) {
      if (stop.stop_requested()) break;
      const auto done = forget(subject, before);
      if (!done) return std::unexpected(done.error());
      if (*done) ++forgotten;
    }
  }
  const auto settled = forgotten > 0 ? database_.checkpoint() : Result<void>();
  return settled ? Result<std::int64_t>(forgotten) : std::unexpected(settled.error());
}

Result<std::vector<SubjectId>> Retention::due(TimePoint before) const {
  auto at = database_.read();
  return at ? vault_.silent_since(*at, before) : std::unexpected(at.error());
}

Result<bool> Retention::forget(SubjectId subject, TimePoint before) const {
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto cancelled = cancel_jobs(*tx, queue_, vault_, subject);
  if (!cancelled) return std::unexpected(cancelled.error());
  const auto forgotten = vault_.forget(*tx, subject, before, actor);
  if (!forgotten || !*forgotten) return forgotten;
  const auto kept = tx->commit();
  return kept ? forgotten : std::unexpected(kept.error());
}

}  // namespace tamis::ingest
