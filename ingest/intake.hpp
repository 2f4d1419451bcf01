#pragma once

#include "core/error.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "ingest/upload.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <string>

namespace tamis::ingest {

/// A document with everything that its sender says about it.
struct Submission {
  store::SubjectReference subject;
  std::string source;  ///< "portal", "import": see `queue::NewJob`
  std::int32_t priority = 100;
  Upload upload;
};

/// What the sender gets: where to ask about it later.
struct Ticket {
  JobId job{};
  DocumentId document{};
  bool existed = false;  ///< the same bytes of the same subject were here already; nothing was done again
};

/// The one way in: seals a document into quarantine and queues its job, both or neither.
///
/// Safe between threads; the parts outlive it. Once `submit` has answered, the document survives a crash.
class Intake {
 public:
  Intake(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault)
      : database_(database), queue_(queue), vault_(vault) {}

  /// `missing_subject`, `queue_full` and the database's errors; `subject_erased` where a partner sends a person who
  /// asked to be erased (who comes back through the portal is welcome).
  [[nodiscard]] Result<Ticket> submit(const Submission& submission, const store::Actor& actor) const;

 private:
  [[nodiscard]] Result<void> let_in(database::Transaction& tx, const store::SubjectReference& subject,
                                    store::Role role) const;

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
};

}  // namespace tamis::ingest
