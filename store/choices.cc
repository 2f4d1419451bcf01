#include "store/vault.hpp"

#include "core/json.hpp"
#include "store/seals.hpp"

#include <boost/json.hpp>

#include <map>
#include <memory>

namespace tamis::store {
namespace {

namespace json = boost::json;
using database::Blob;

/// The words as another reading may give them again: in lower case, with one space between them.
std::string plain(std::string_view words) {
  std::string result;
  for (const char c : words) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (space && (result.empty() || result.back() == ' ')) continue;
    result += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

std::string place_hash(const SecretKey& key, Category category, std::string_view words) {
  return keyed_hash(key, framed({"choice", to_name(category), plain(words)}));
}

}  // namespace

Result<void> Vault::choose(Transaction& tx, DocumentId document, const Place& about, const Choice& choice,
                           const Actor& actor) const {
  const auto facts = this->document(tx, document);
  if (!facts) return std::unexpected(facts.error());
  const auto held = subject_key(tx, facts->subject);
  if (!held) return std::unexpected(held.error());
  const SecretKey key = key_for(*held, Use::choice);
  const std::string hash = place_hash(key, about.category, about.words.reveal(Purpose::sealing));
  const auto rows =
      tx.query("INSERT INTO choice (subject_id, place_hash, sealed, made_at) VALUES (?, ?, ?, ?) RETURNING id",
               {facts->subject, Blob{hash}, Blob{std::string_view("")}, clock_.now()});
  if (!rows) return std::unexpected(rows.error());
  const auto sealed = seal_row(tx, "choice", key, rows->front().integer(0),
                               {{"decision", std::string(to_name(choice.decision))},
                                {"by", choice.by},
                                {"wording", std::string(choice.wording.reveal(Purpose::sealing))}});
  if (!sealed) return sealed;
  if (const auto noted = note_interaction(tx, facts->subject); !noted) return noted;
  // No client sees another moment what the candidate has just closed: their views are made anew.
  const auto hidden = tx.run(
      "DELETE FROM record WHERE view <> 'full' AND document_id IN (SELECT id FROM document WHERE subject_id = ?)",
      {facts->subject});
  if (!hidden) return std::unexpected(hidden.error());
  return audit_.append(tx, actor, Action::chosen, Target::document, std::to_underlying(document));
}

Result<ChoiceBook> Vault::choices(Snapshot& at, SubjectId subject) const {
  const auto held = subject_key(at, subject);
  if (!held) return std::unexpected(held.error());
  auto key = std::make_shared<const SecretKey>(key_for(*held, Use::choice));
  const auto rows =
      at.query("SELECT id, sealed, place_hash, made_at FROM choice WHERE subject_id = ? ORDER BY id", {subject});
  if (!rows) return std::unexpected(rows.error());
  auto made = std::make_shared<std::map<std::string, Choice>>();
  for (const database::Row& row : *rows) {
    const auto told = open_row(*key, "choice", row.integer(0), row.bytes(1));
    if (!told) return std::unexpected(told.error());
    const auto decision = from_name<Decision>(text_of(*told, "decision"));
    if (!decision) return fail(ErrorCode::seal_broken, Stage::store);
    (*made)[row.bytes(2)] = {*decision, text_of(*told, "by"), CandidateText(text_of(*told, "wording")), row.time(3)};
  }
  return ChoiceBook([key, made](Category category, std::string_view words) -> std::optional<Choice> {
    const auto found = made->find(place_hash(*key, category, words));
    return found == made->end() ? std::nullopt : std::optional(found->second);
  });
}

Result<void> Vault::consent(Transaction& tx, DocumentId document, const Consent& consent, const Actor& actor) const {
  if (consent.client.empty() || consent.client.size() > longest_client)
    return fail(ErrorCode::missing_client, Stage::store);
  const auto facts = this->document(tx, document);
  if (!facts) return std::unexpected(facts.error());
  const auto held = subject_key(tx, facts->subject);
  if (!held) return std::unexpected(held.error());
  const auto rows =
      tx.query("INSERT INTO consent (subject_id, client, given, sealed, made_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
               {facts->subject, consent.client, consent.given, Blob{std::string_view("")}, clock_.now()});
  if (!rows) return std::unexpected(rows.error());
  const auto sealed =
      seal_row(tx, "consent", key_for(*held, Use::choice), rows->front().integer(0),
               {{"by", consent.by}, {"wording", std::string(consent.wording.reveal(Purpose::sealing))}});
  if (!sealed) return sealed;
  if (const auto noted = note_interaction(tx, facts->subject); !noted) return noted;
  return audit_.append(tx, actor, consent.given ? Action::consented : Action::withdrawn, Target::document,
                       std::to_underlying(document));
}

Result<std::vector<Consent>> Vault::consents(Snapshot& at, SubjectId subject) const {
  const auto held = subject_key(at, subject);
  if (!held) return std::unexpected(held.error());
  const SecretKey key = key_for(*held, Use::choice);
  const auto rows =
      at.query("SELECT id, sealed, client, given, made_at FROM consent WHERE subject_id = ? ORDER BY id", {subject});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Consent> consents;
  for (const database::Row& row : *rows) {
    const auto told = open_row(key, "consent", row.integer(0), row.bytes(1));
    if (!told) return std::unexpected(told.error());
    consents.push_back({row.bytes(2), row.integer(3) != 0, text_of(*told, "by"),
                        CandidateText(text_of(*told, "wording")), row.time(4)});
  }
  return consents;
}

Result<bool> Vault::consented(Snapshot& at, DocumentId document, std::string_view client) const {
  const auto facts = this->document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto rows = at.query("SELECT given FROM consent WHERE subject_id = ? AND client = ? ORDER BY id DESC LIMIT 1",
                             {facts->subject, client});
  if (!rows) return std::unexpected(rows.error());
  return !rows->empty() && rows->front().integer(0) != 0;
}

}  // namespace tamis::store
