#pragma once

#include "core/error.hpp"
#include "database/connection.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <boost/json/value.hpp>

#include <cstddef>

namespace tamis::ingest {

/// What a person does about documents that could not be cleared: a page that nobody could read, a language that the
/// rules do not know, something that the policy holds.
///
/// A release is not a key: the document is read and screened again, queued in the same transaction, and clients see it
/// once that found the same as the person did. What a later reading finds otherwise waits again. Safe between threads;
/// the parts outlive it.
class Reviews {
 public:
  Reviews(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault)
      : database_(database), queue_(queue), vault_(vault) {}

  /// Up to `limit` documents that wait, oldest first, each as `show` tells it.
  [[nodiscard]] Result<boost::json::value> list(std::size_t limit) const;
  /// `{"document", "cleared", "received_at", "reasons": [{"code", "message", "page"}], "verdicts": [{"verdict", "by",
  /// "reason", "at"}]}`: no word of the document, and no category.
  [[nodiscard]] Result<boost::json::value> show(DocumentId document) const;
  /// `missing_reason` for a verdict that does not say who gave it and why; otherwise as `Vault::review`.
  [[nodiscard]] Result<void> decide(DocumentId document, const store::Review& review, const store::Actor& actor) const;

 private:
  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
};

}  // namespace tamis::ingest
