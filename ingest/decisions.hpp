#pragma once

#include "core/error.hpp"
#include "database/connection.hpp"
#include "queue/job_queue.hpp"
#include "redact/policy.hpp"
#include "store/vault.hpp"

#include <boost/json/value.hpp>

#include <cstddef>

namespace tamis::ingest {

/// What a candidate may decide about a document: whether clients see a sensitive place, and who may learn the name.
///
/// A decision is kept for the place, so that it holds in every later reading. The clients' views are gone at once and
/// come back when the documents of the person have been read again, which is queued in the same transaction. Safe
/// between threads; the parts outlive it.
class Decisions {
 public:
  Decisions(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault,
            const redact::Policy& policy)
      : database_(database), queue_(queue), vault_(vault), policy_(policy) {}

  /// The findings of the full view, numbered from 0, each with what was decided about it and whether it can be opened.
  [[nodiscard]] Result<boost::json::value> list(DocumentId document, const store::Actor& actor) const;
  /// `unknown_finding`; `finding_removed` once its words are gone; `choice_closed` where the policy does not let a
  /// candidate open the category; `missing_wording` for a decision to show without what the candidate saw.
  [[nodiscard]] Result<void> choose(DocumentId document, std::size_t finding, const store::Choice& choice,
                                    const store::Actor& actor) const;
  /// `missing_client`; `missing_wording` for a consent without what the candidate saw.
  [[nodiscard]] Result<void> consent(DocumentId document, const store::Consent& consent,
                                     const store::Actor& actor) const;

 private:
  [[nodiscard]] Result<void> read_again(database::Transaction& tx, SubjectId subject) const;

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
  const redact::Policy& policy_;
};

/// The decisions alone, as screening wants them.
[[nodiscard]] Choices to_choices(store::ChoiceBook book);

}  // namespace tamis::ingest
