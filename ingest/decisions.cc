#include "ingest/decisions.hpp"

#include "core/json.hpp"
#include "core/record.hpp"
#include "ingest/job_json.hpp"
#include "ingest/read_again.hpp"

#include <boost/json.hpp>

#include <utility>

namespace tamis::ingest {
namespace {

namespace json = boost::json;

Result<std::vector<RecordFinding>> findings_of(database::Transaction& tx, const store::Vault& vault,
                                               DocumentId document, const store::Actor& actor) {
  const auto text = vault.record(tx, document, View::full, actor);
  if (!text) return std::unexpected(text.error());
  const auto parsed = parse_json(text->reveal(Purpose::record));
  if (!parsed) return std::unexpected(parsed.error());
  auto record = from_json<Record>(*parsed);
  if (!record) return std::unexpected(record.error());
  return std::move(record->findings).value_or(std::vector<RecordFinding>());
}

std::string_view words_of(const RecordFinding& finding) { return finding.text.reveal(Purpose::screening); }

bool is_removed(const RecordFinding& finding) { return finding.text.empty() && finding.category != Category::photo; }

json::object to_json(std::size_t number, const RecordFinding& finding, const redact::Policy& policy,
                     const store::ChoiceBook& choices) {
  json::object told{{"finding", number},
                    {"category", std::string(to_name(finding.category))},
                    {"basis", std::string(to_name(finding.basis))},
                    {"can_be_shown", policy.of(finding.category).choice}};
  if (!finding.text.empty()) told["text"] = std::string(words_of(finding));
  if (is_removed(finding)) told["removed"] = true;
  if (const auto choice = choices(finding.category, words_of(finding)); choice && !is_removed(finding)) {
    told["choice"] = {{"decision", std::string(to_name(choice->decision))},
                      {"by", choice->by},
                      {"at", iso_time(choice->at)},
                      {"wording", std::string(choice->wording.reveal(Purpose::record))}};
  }
  return told;
}

}  // namespace

Choices to_choices(store::ChoiceBook book) {
  return [book = std::move(book)](Category category, std::string_view words) -> std::optional<Decision> {
    const auto choice = book(category, words);
    return choice ? std::optional(choice->decision) : std::nullopt;
  };
}

Result<json::value> Decisions::list(DocumentId document, const store::Actor& actor) const {
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto findings = findings_of(*tx, vault_, document, actor);
  if (!findings) return std::unexpected(findings.error());
  const auto facts = vault_.document(*tx, document);
  if (!facts) return std::unexpected(facts.error());
  const auto choices = vault_.choices(*tx, facts->subject);
  if (!choices) return std::unexpected(choices.error());
  json::array list;
  for (std::size_t i = 0; i < findings->size(); ++i) list.push_back(to_json(i, (*findings)[i], policy_, *choices));
  if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
  return json::value{{"document", std::to_underlying(document)}, {"findings", std::move(list)}};
}

Result<void> Decisions::choose(DocumentId document, std::size_t number, const store::Choice& choice,
                               const store::Actor& actor) const {
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto facts = vault_.document(*tx, document);
  if (!facts) return std::unexpected(facts.error());
  // Jobs before the vault, as a worker does that ends one.
  if (const auto queued = read_again(*tx, facts->subject); !queued) return queued;
  const auto findings = findings_of(*tx, vault_, document, actor);
  if (!findings) return std::unexpected(findings.error());
  if (number >= findings->size()) return fail(ErrorCode::unknown_finding, Stage::serve);
  const RecordFinding& finding = (*findings)[number];
  if (is_removed(finding)) return fail(ErrorCode::finding_removed, Stage::serve);
  if (choice.decision == Decision::show) {
    if (!policy_.of(finding.category).choice) return fail(ErrorCode::choice_closed, Stage::serve);
    if (choice.wording.empty()) return fail(ErrorCode::missing_wording, Stage::serve);
  }
  const auto chosen = vault_.choose(*tx, document, {finding.category, finding.text}, choice, actor);
  return chosen ? tx->commit() : chosen;
}

Result<void> Decisions::read_again(database::Transaction& tx, SubjectId subject) const {
  const auto documents = vault_.documents(tx, subject);
  if (!documents) return std::unexpected(documents.error());
  for (const store::DocumentFacts& facts : *documents) {
    if (const auto again = ingest::read_again(tx, queue_, facts.id); !again) return again;
  }
  return {};
}

Result<void> Decisions::consent(DocumentId document, const store::Consent& consent, const store::Actor& actor) const {
  if (consent.given && consent.wording.empty()) return fail(ErrorCode::missing_wording, Stage::serve);
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  if (const auto noted = vault_.consent(*tx, document, consent, actor); !noted) return noted;
  return tx->commit();
}

}  // namespace tamis::ingest
