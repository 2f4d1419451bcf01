#pragma once

#include "core/error.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "queue/job_queue.hpp"

namespace tamis::ingest {

/// Lets a document be read and screened again, since somebody decided about it: in the decision's own transaction. A
/// job that runs now may have looked at the decisions already; it is cancelled, so that it can store nothing. Does
/// nothing for a document without a job.
[[nodiscard]] Result<void> read_again(database::Transaction& tx, const queue::JobQueue& queue, DocumentId document);

}  // namespace tamis::ingest
