#include "ingest/intake.hpp"

#include "ingest/digest.hpp"

#include <utility>

namespace tamis::ingest {
namespace {

std::string_view characters(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<Ticket> Intake::submit(const Submission& submission, const store::Actor& actor) const {
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  if (const auto allowed = let_in(*tx, submission.subject, actor.role); !allowed)
    return std::unexpected(allowed.error());
  const auto subject = vault_.admit(*tx, submission.subject);
  if (!subject) return std::unexpected(subject.error());
  const store::Arrival arrival{*subject, submission.source, submission.upload.name, sha256(submission.upload.bytes),
                               characters(submission.upload.bytes)};
  const auto received = vault_.receive(*tx, arrival, actor);
  if (!received) return std::unexpected(received.error());

  Ticket ticket{.job = {}, .document = received->document, .existed = received->existed};
  if (received->existed) {
    const auto jobs = queue_.list(*tx, {.state = {}, .source = {}, .error = {}, .document = received->document}, {}, 1);
    if (!jobs) return std::unexpected(jobs.error());
    if (!jobs->empty()) {
      ticket.job = jobs->front().id;
      if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
      return ticket;
    }
  }
  const auto queued =
      queue_.enqueue(*tx, {.document = received->document,
                           .source = submission.source,
                           .priority = submission.priority,
                           .held = false,
                           .dedupe_key = "document:" + std::to_string(std::to_underlying(ticket.document))});
  if (!queued) return std::unexpected(queued.error());
  ticket.job = queued->job;
  if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
  database_.announce();
  return ticket;
}

Result<void> Intake::let_in(database::Transaction& tx, const store::SubjectReference& subject, store::Role role) const {
  const auto kept_away = vault_.is_kept_away(tx, subject);
  if (!kept_away) return std::unexpected(kept_away.error());
  if (!*kept_away) return {};
  return role == store::Role::integrator ? fail(ErrorCode::subject_erased, Stage::admit)
                                         : vault_.welcome_back(tx, subject);
}

}  // namespace tamis::ingest
