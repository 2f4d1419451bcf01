#include "store/vault.hpp"

#include "core/json.hpp"
#include "store/seals.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace tamis::store {
namespace {

using database::Blob;

/// What a warning must say to be a reason why a document waits.
constexpr std::array reasons{WarningCode::not_cleared,      WarningCode::held_by_policy,
                             WarningCode::unknown_language, WarningCode::low_ocr_confidence,
                             WarningCode::pages_skipped,    WarningCode::image_skipped};

Result<Review> read_review(const SecretKey& key, const database::Row& row) {
  const auto told = open_row(key, "review", row.integer(0), row.bytes(1));
  if (!told) return std::unexpected(told.error());
  const auto verdict = from_name<Verdict>(text_of(*told, "verdict"));
  if (!verdict) return fail(ErrorCode::seal_broken, Stage::store);
  return Review{*verdict, text_of(*told, "by"), CandidateText(text_of(*told, "reason")), row.time(2)};
}

}  // namespace

Result<void> Vault::review(Transaction& tx, DocumentId document, const Review& review, const Actor& actor) const {
  const auto facts = this->document(tx, document);
  if (!facts) return std::unexpected(facts.error());
  const auto held = subject_key(tx, facts->subject);
  if (!held) return std::unexpected(held.error());
  if (!facts->screened) return fail(ErrorCode::not_ready, Stage::store);
  if (facts->cleared && review.verdict == Verdict::release) return fail(ErrorCode::nothing_to_review, Stage::store);

  const auto rows = tx.query(
      "INSERT INTO review (document_id, grounds, sealed, made_at) SELECT record.document_id, grounds, ?, ? FROM record "
      "JOIN screening ON screening.id = screening_id WHERE record.document_id = ? AND view = 'full' RETURNING id",
      {Blob{std::string_view("")}, clock_.now(), document});
  if (!rows) return std::unexpected(rows.error());
  const auto sealed = seal_row(tx, "review", key_for(*held, Use::review), rows->front().integer(0),
                               {{"verdict", std::string(to_name(review.verdict))},
                                {"by", review.by},
                                {"reason", std::string(review.reason.reveal(Purpose::sealing))}});
  if (!sealed) return sealed;
  const auto closed =
      tx.run("UPDATE screening SET cleared = 0 WHERE id IN (SELECT screening_id FROM record WHERE document_id = ?)",
             {document});
  if (!closed) return std::unexpected(closed.error());
  return audit_.append(tx, actor, review.verdict == Verdict::release ? Action::cleared : Action::refused,
                       Target::document, std::to_underlying(document));
}

Result<std::vector<Review>> Vault::reviews(Snapshot& at, DocumentId document) const {
  const auto facts = this->document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto held = subject_key(at, facts->subject);
  if (!held) return std::unexpected(held.error());
  const auto rows = at.query("SELECT id, sealed, made_at FROM review WHERE document_id = ? ORDER BY id", {document});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Review> reviews;
  for (const database::Row& row : *rows) {
    auto review = read_review(key_for(*held, Use::review), row);
    if (!review) return std::unexpected(review.error());
    reviews.push_back(std::move(*review));
  }
  return reviews;
}

Result<Clearance> Vault::clearance(Snapshot& at, DocumentId document) const {
  const auto facts = this->document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto held = subject_key(at, facts->subject);
  if (!held) return std::unexpected(held.error());
  const auto rows = at.query(
      "SELECT id, sealed, made_at, grounds FROM review WHERE document_id = ? ORDER BY id DESC LIMIT 1", {document});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return as_screened;
  auto key = std::make_shared<const SecretKey>(key_for(*held, Use::review));
  const auto last = read_review(*key, rows->front());
  if (!last) return std::unexpected(last.error());
  if (last->verdict == Verdict::refuse) return [](const Screened&) { return false; };
  return [key, grounds = rows->front().bytes(3)](const Screened& screened) {
    return screened.cleared() || hash_of_grounds(*key, screened.grounds()) == grounds;
  };
}

Result<std::vector<DocumentFacts>> Vault::waiting(Snapshot& at, std::size_t limit) const {
  const auto rows = at.query(
      "SELECT record.document_id FROM record JOIN screening ON screening.id = screening_id "
      "WHERE view = 'full' AND cleared = 0 AND coalesce(screening.grounds, '') IS DISTINCT FROM "
      "(SELECT grounds FROM review WHERE review.document_id = record.document_id ORDER BY id DESC LIMIT 1) "
      "ORDER BY record.document_id LIMIT ?",
      {limit});
  if (!rows) return std::unexpected(rows.error());
  std::vector<DocumentFacts> waiting;
  for (const database::Row& row : *rows) {
    auto facts = document(at, row.id<DocumentId>(0));
    if (!facts) return std::unexpected(facts.error());
    waiting.push_back(std::move(*facts));
  }
  return waiting;
}

Result<std::vector<RecordWarning>> Vault::doubts(Snapshot& at, DocumentId document) const {
  const auto full = open_record(at, document, View::full);
  if (!full) return std::unexpected(full.error());
  const auto told = parse_json(full->reveal(Purpose::screening));
  if (!told) return std::unexpected(told.error());
  const auto record = from_json<Record>(*told);
  if (!record) return std::unexpected(record.error());
  std::vector<RecordWarning> doubts;
  std::ranges::copy_if(record->document.warnings, std::back_inserter(doubts), [](const RecordWarning& warning) {
    return std::ranges::find(reasons, warning.code) != reasons.end();
  });
  return doubts;
}

}  // namespace tamis::store
