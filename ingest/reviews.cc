#include "ingest/reviews.hpp"

#include "core/json.hpp"
#include "ingest/job_json.hpp"
#include "ingest/read_again.hpp"

#include <boost/json.hpp>

#include <utility>

namespace tamis::ingest {
namespace {

namespace json = boost::json;

json::value to_json(const RecordWarning& doubt) {
  json::object told{{"code", std::string(to_name(doubt.code))}, {"message", doubt.message}};
  if (doubt.page) told["page"] = *doubt.page;
  return told;
}

json::value to_json(const store::Review& review) {
  return {{"verdict", std::string(to_name(review.verdict))},
          {"by", review.by},
          {"reason", std::string(review.reason.reveal(Purpose::record))},
          {"at", iso_time(review.at)}};
}

Result<json::value> tell(database::Snapshot& at, const store::Vault& vault, DocumentId document) {
  const auto facts = vault.document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto doubts = vault.doubts(at, document);
  if (!doubts) return std::unexpected(doubts.error());
  const auto reviews = vault.reviews(at, document);
  if (!reviews) return std::unexpected(reviews.error());
  json::array reasons, verdicts;
  for (const RecordWarning& doubt : *doubts) reasons.push_back(to_json(doubt));
  for (const store::Review& review : *reviews) verdicts.push_back(to_json(review));
  return json::value{{"document", std::to_underlying(document)},
                     {"cleared", facts->cleared},
                     {"received_at", iso_time(facts->received_at)},
                     {"reasons", std::move(reasons)},
                     {"verdicts", std::move(verdicts)}};
}

}  // namespace

Result<json::value> Reviews::list(std::size_t limit) const {
  auto at = database_.read();
  if (!at) return std::unexpected(at.error());
  const auto waiting = vault_.waiting(*at, limit);
  if (!waiting) return std::unexpected(waiting.error());
  json::array list;
  for (const store::DocumentFacts& facts : *waiting) {
    auto told = tell(*at, vault_, facts.id);
    if (!told) return std::unexpected(told.error());
    list.push_back(std::move(*told));
  }
  return json::value{{"documents", std::move(list)}};
}

Result<json::value> Reviews::show(DocumentId document) const {
  auto at = database_.read();
  if (!at) return std::unexpected(at.error());
  return tell(*at, vault_, document);
}

Result<void> Reviews::decide(DocumentId document, const store::Review& review, const store::Actor& actor) const {
  if (review.by.empty() || review.reason.empty()) return fail(ErrorCode::missing_reason, Stage::serve);
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  if (const auto noted = vault_.review(*tx, document, review, actor); !noted) return noted;
  if (review.verdict == store::Verdict::release) {
    if (const auto queued = read_again(*tx, queue_, document); !queued) return queued;
  }
  return tx->commit();
}

}  // namespace tamis::ingest
