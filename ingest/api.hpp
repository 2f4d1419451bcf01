#pragma once

#include "core/limits.hpp"
#include "database/connection.hpp"
#include "ingest/http_server.hpp"
#include "ingest/intake.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

namespace tamis::ingest {

/// The HTTP interface of the portal, under /v1:
///
///     POST /v1/documents                        a form with `file` and `subject`, or the bytes with ?subject=…&name=…
///     GET  /v1/jobs/{id}                        how a job stands
///     GET  /v1/jobs?state=dead                  the newest jobs
///     GET  /v1/documents/{id}/record?view=…     full, client or anonymous (the default)
///     GET  /v1/stats                            jobs by source and state
///     GET  /healthz, /readyz                    is the process alive; can it take documents
///     GET  /                                    the console
///
/// Errors are application/problem+json (RFC 9457) with the codes of `core/error_codes.list`.
class Api {
 public:
  /// The parts outlive it.
  Api(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault, const Limits& limits)
      : database_(database), queue_(queue), vault_(vault), intake_(database, queue, vault), limits_(limits) {}

  [[nodiscard]] HttpResponse handle(const HttpRequest& request) const;

 private:
  [[nodiscard]] HttpResponse receive(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_job(JobId job) const;
  [[nodiscard]] HttpResponse list_jobs(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_record(DocumentId document, const HttpRequest& request) const;
  [[nodiscard]] HttpResponse show_stats() const;
  [[nodiscard]] HttpResponse show_readiness() const;

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
  Intake intake_;
  Limits limits_;
};

}  // namespace tamis::ingest
