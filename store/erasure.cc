#include "store/seals.hpp"
#include "store/vault.hpp"

#include <array>
#include <chrono>
#include <cstdio>

/// How people are erased, because they asked or because nobody has heard of them for long.
namespace tamis::store {
namespace {

using database::Blob;
using database::Row;

/// Every row of a person, the rows that refer to others first; a last UPDATE for what remains as an id.
struct Erasure {
  std::string_view what;
  std::string_view sql;
};

constexpr std::array every_row{
    Erasure{"key", "DELETE FROM subject_key WHERE subject_id = ?"},
    Erasure{"choice", "DELETE FROM choice WHERE subject_id = ?"},
    Erasure{"consent", "DELETE FROM consent WHERE subject_id = ?"},
    Erasure{"review", "DELETE FROM review WHERE document_id IN (SELECT id FROM document WHERE subject_id = ?)"},
    Erasure{"record", "DELETE FROM record WHERE document_id IN (SELECT id FROM document WHERE subject_id = ?)"},
    Erasure{"screening", "DELETE FROM screening WHERE document_id IN (SELECT id FROM document WHERE subject_id = ?)"},
    Erasure{"original", "DELETE FROM original WHERE document_id IN (SELECT id FROM document WHERE subject_id = ?)"},
    Erasure{"document", "UPDATE document SET digest_hash = NULL, bytes = 0 WHERE subject_id = ?"},
};

std::string month_of(TimePoint time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()));
  return text;
}

}  // namespace

std::string Vault::tombstone_of(const SubjectReference& reference) const {
  return keyed_hash(index_key_, framed({"tombstone", reference.system, reference.id.reveal(Purpose::sealing)}));
}

Result<void> Vault::keep_away(Transaction& tx, SubjectId subject) const {
  const auto reference = this->reference(tx, subject);
  if (!reference) return std::unexpected(reference.error());
  const std::string hash = tombstone_of(*reference);
  const auto kept = tx.run(
      "INSERT INTO tombstone (reference_hash, made_at) VALUES (?, ?) "
      "ON CONFLICT (reference_hash) DO UPDATE SET made_at = excluded.made_at",
      {Blob{hash}, clock_.now()});
  return kept ? Result<void>() : std::unexpected(kept.error());
}

Result<Receipt> Vault::erase(Transaction& tx, SubjectId subject, const Actor& actor, bool keep_away) const {
  if (const auto locked = lock_subject(tx, subject); !locked) return std::unexpected(locked.error());
  const auto known = tx.query("SELECT erased_at FROM subject WHERE id = ?", {subject});
  if (!known) return std::unexpected(known.error());
  if (known->empty()) return fail(ErrorCode::unknown_subject, Stage::store);
  if (!known->front().null(0)) return Receipt{subject, known->front().time(0), false, {}};
  if (keep_away) {
    if (const auto kept = this->keep_away(tx, subject); !kept) return std::unexpected(kept.error());
  }
  Receipt receipt{subject, clock_.now(), keep_away, {}};
  for (const Erasure& erasure : every_row) {
    const auto rows = tx.run(erasure.sql, {subject});
    if (!rows) return std::unexpected(rows.error());
    receipt.erased.push_back({erasure.what, *rows});
  }
  const auto erased =
      tx.run("UPDATE subject SET reference_hash = NULL, sealed_reference = NULL, erased_at = ? WHERE id = ?",
             {receipt.at, subject});
  if (!erased) return std::unexpected(erased.error());
  receipt.erased.push_back({"reference", *erased});
  const auto noted = audit_.append(tx, actor, Action::erased, Target::subject, std::to_underlying(subject));
  if (!noted) return std::unexpected(noted.error());
  return receipt;
}

Result<bool> Vault::is_kept_away(Snapshot& at, const SubjectReference& reference) const {
  const std::string hash = tombstone_of(reference);
  const auto rows = at.query("SELECT 1 FROM tombstone WHERE reference_hash = ?", {Blob{hash}});
  return rows ? Result<bool>(!rows->empty()) : std::unexpected(rows.error());
}

Result<void> Vault::welcome_back(Transaction& tx, const SubjectReference& reference) const {
  const std::string hash = tombstone_of(reference);
  const auto gone = tx.run("DELETE FROM tombstone WHERE reference_hash = ?", {Blob{hash}});
  return gone ? Result<void>() : std::unexpected(gone.error());
}

Result<std::vector<SubjectId>> Vault::silent_since(Snapshot& at, TimePoint before, std::size_t limit) const {
  const auto rows = at.query(
      "SELECT id FROM subject WHERE erased_at IS NULL AND last_interaction < ? ORDER BY last_interaction, id LIMIT ?",
      {before, limit});
  if (!rows) return std::unexpected(rows.error());
  std::vector<SubjectId> subjects;
  for (const Row& row : *rows) subjects.push_back(row.id<SubjectId>(0));
  return subjects;
}

Result<std::int64_t> Vault::count_silent_since(Snapshot& at, TimePoint before) const {
  const auto rows = at.query("SELECT count(*) FROM subject WHERE erased_at IS NULL AND last_interaction < ?", {before});
  return rows ? Result<std::int64_t>(rows->front().integer(0)) : std::unexpected(rows.error());
}

Result<bool> Vault::forget(Transaction& tx, SubjectId subject, TimePoint before, const Actor& actor) const {
  // Holds the row as well: who is heard of from now on waits, and finds no such subject.
  const auto silent = tx.run(
      "UPDATE subject SET last_interaction = last_interaction WHERE id = ? AND erased_at IS NULL AND last_interaction "
      "< ?",
      {subject, before});
  if (!silent || *silent == 0) return silent ? Result<bool>(false) : std::unexpected(silent.error());
  const auto documents = this->documents(tx, subject);
  if (!documents) return std::unexpected(documents.error());
  for (const DocumentFacts& facts : *documents) {
    const std::string month = month_of(facts.received_at);
    const auto counted = tx.run(
        "INSERT INTO statistic (month, source, documents, cleared) VALUES (?, ?, 1, ?) ON CONFLICT (month, source) "
        "DO UPDATE SET documents = statistic.documents + 1, cleared = statistic.cleared + excluded.cleared",
        {month, facts.source, facts.cleared});
    if (!counted) return std::unexpected(counted.error());
  }
  const auto receipt = erase(tx, subject, actor);
  return receipt ? Result<bool>(true) : std::unexpected(receipt.error());
}

Result<void> Vault::note_interaction(Transaction& tx, SubjectId subject) const {
  const auto noted = tx.run("UPDATE subject SET last_interaction = ? WHERE id = ?", {clock_.now(), subject});
  return noted ? Result<void>() : std::unexpected(noted.error());
}

Result<std::vector<Statistic>> Vault::statistics(Snapshot& at) const {
  const auto rows =
      at.query("SELECT month, source, documents, cleared FROM statistic WHERE documents >= ? ORDER BY month, source",
               {smallest_count});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Statistic> statistics;
  for (const Row& row : *rows) statistics.push_back({row.bytes(0), row.bytes(1), row.integer(2), row.integer(3)});
  return statistics;
}

}  // namespace tamis::store
