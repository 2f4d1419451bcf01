#include "ingest/read_again.hpp"

namespace tamis::ingest {

Result<void> read_again(database::Transaction& tx, const queue::JobQueue& queue, DocumentId document) {
  if (const auto cancelled = queue.cancel_all(tx, document); !cancelled) return std::unexpected(cancelled.error());
  const auto jobs = queue.list(tx, {.state = {}, .source = {}, .error = {}, .document = document}, {}, 1);
  if (!jobs) return std::unexpected(jobs.error());
  return jobs->empty() ? Result<void>() : queue.retry(tx, jobs->front().id);
}

}  // namespace tamis::ingest
