#pragma once

#include "core/limits.hpp"
#include "database/connection.hpp"
#include "ingest/decisions.hpp"
#include "ingest/http_server.hpp"
#include "ingest/intake.hpp"
#include "ingest/pipeline.hpp"
#include "ingest/reviews.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

namespace tamis::ingest {

/// The HTTP interface of the portal, under /v1:
///
///     POST /v1/documents                        a form with `file` and `subject`, or the bytes with ?subject=…&name=…
///     GET  /v1/jobs/{id}                        how a job stands
///     GET  /v1/jobs?state=dead                  the newest jobs
///     GET  /v1/documents/{id}/record?view=…     full, client (with client=…) or anonymous (the default)
///     GET  /v1/documents/{id}/rendition?view=…  the document as the view may see it; format=pdf, docx or html; typeset
///     GET  /v1/documents/{id}/findings          what was found, numbered, and what the candidate decided
///     POST /v1/documents/{id}/findings/{n}/choice  {"decision": "private", "remove" or "show", "by", "wording"}
///     PUT, DELETE /v1/documents/{id}/consents/{client}  may the client learn the name; {"by", "wording"}
///     GET  /v1/reviews                          documents that are not cleared and wait for a person, with the reasons
///     GET, POST /v1/documents/{id}/review       how it stands; {"verdict": "release" or "refuse", "by", "reason"}
///     GET  /v1/stats                            jobs by source and state
///     GET  /healthz, /readyz                    is the process alive; can it take documents
///     GET  /                                    the console
///
/// A mail, a portfolio or an archive is taken apart before it is answered: each document in it gets a job and a number
/// of its own, all of the one subject that the sender names, and the answer lists them under `documents`. Should one of
/// them not be taken, the error says why; sending the file again takes the rest.
///
/// Errors are application/problem+json (RFC 9457) with the codes of `core/error_codes.list`.
class Api {
 public:
  /// The parts outlive it.
  Api(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault, const Pipeline& pipeline)
      : database_(database),
        queue_(queue),
        vault_(vault),
        pipeline_(pipeline),
        intake_(database, queue, vault),
        decisions_(database, queue, vault, pipeline.screener().policy()),
        reviews_(database, queue, vault),
        limits_(pipeline.limits()) {}

  [[nodiscard]] HttpResponse handle(const HttpRequest& request) const;
  /// The answer to a document that the queue has no room for, before its bytes are taken.
  [[nodiscard]] std::optional<HttpResponse> turn_away(const HttpRequest& head) const;

 private:
  [[nodiscard]] HttpResponse handle_document(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse list_findings(DocumentId document) const;
  [[nodiscard]] HttpResponse choose(DocumentId document, std::string_view finding, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse consent(DocumentId document, const std::string& client, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_rendition(DocumentId document, const HttpRequest& request) const;
  [[nodiscard]] Result<void> may_see(DocumentId document, View view, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse list_reviews() const;
  [[nodiscard]] HttpResponse review(DocumentId document, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse receive(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_job(JobId job) const;
  [[nodiscard]] HttpResponse list_jobs(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_record(DocumentId document, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_stats() const;
  [[nodiscard]] HttpResponse show_readiness() const;

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
  const Pipeline& pipeline_;
  Intake intake_;
  Decisions decisions_;
  Reviews reviews_;
  Limits limits_;
};

}  // namespace tamis::ingest
