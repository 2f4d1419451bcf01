#include "store/vault.hpp"

#include "core/json.hpp"
#include "store/seals.hpp"

#include <algorithm>
#include <utility>

namespace tamis::store {
namespace {

using database::Blob;
using database::Row;

SealPlace service_key_place(std::string_view name) { return {"service_key", 0, name}; }
SealPlace subject_key_place(SubjectId subject) { return place("subject_key", subject, "wrapped"); }

WrappedKey read_wrapped(const Row& row, std::size_t column) { return {row.bytes(column), row.bytes(column + 1)}; }

Result<SecretKey> make_service_key(Transaction& tx, const MasterKeys& keys, std::string_view name) {
  SecretKey key = SecretKey::random();
  const WrappedKey wrapped = keys.wrap(key, service_key_place(name));
  const auto kept = tx.run("INSERT INTO service_key (name, master_id, wrapped) VALUES (?, ?, ?)",
                           {name, wrapped.master_id, Blob{wrapped.bytes}});
  if (!kept) return std::unexpected(kept.error());
  return key;
}

Result<SecretKey> service_key(Transaction& tx, const MasterKeys& keys, std::string_view name) {
  const auto rows = tx.query("SELECT master_id, wrapped FROM service_key WHERE name = ?", {name});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return make_service_key(tx, keys, name);
  return keys.unwrap(read_wrapped(rows->front(), 0), service_key_place(name));
}

#define DOCUMENT_FACTS                                                                                              \
  "SELECT document.id, subject_id, source, bytes, received_at, screening.cleared, subject.erased_at FROM document " \
  "JOIN subject ON subject.id = subject_id "                                                                        \
  "LEFT JOIN record ON record.document_id = document.id AND record.view = 'full' "                                  \
  "LEFT JOIN screening ON screening.id = record.screening_id "

DocumentFacts read_facts(const Row& row) {
  DocumentFacts facts;
  facts.id = row.id<DocumentId>(0);
  facts.subject = row.id<SubjectId>(1);
  facts.source = row.bytes(2);
  facts.bytes = row.integer(3);
  facts.received_at = row.time(4);
  facts.screened = !row.null(5);
  facts.cleared = facts.screened && row.integer(5) != 0;
  facts.erased = !row.null(6);
  return facts;
}

Result<CandidateText> open_text(const SecretKey& key, const SealPlace& place, const std::string& sealed) {
  auto plain = open(key, place, sealed);
  if (!plain) return std::unexpected(plain.error());
  return CandidateText(std::move(*plain));
}

Result<void> run(Transaction& tx, std::string_view sql, std::initializer_list<database::Parameter> parameters) {
  const auto done = tx.run(sql, parameters);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<std::int64_t> rewrap_row(Transaction& tx, const MasterKeys& keys, const WrappedKey& old, const SealPlace& place,
                                std::string_view sql, database::Parameter row) {
  const auto key = keys.unwrap(old, place);
  if (!key) return std::unexpected(key.error());
  const WrappedKey anew = keys.wrap(*key, place);
  return tx.run(sql, {anew.master_id, Blob{anew.bytes}, row});
}

}  // namespace

Result<bool> Vault::has_keys(database::Database& database) {
  auto at = database.read();
  if (!at) return std::unexpected(at.error());
  const auto rows = at->query("SELECT 1 FROM service_key LIMIT 1");
  return rows ? Result<bool>(!rows->empty()) : std::unexpected(rows.error());
}

Result<Vault> Vault::open(database::Database& database, MasterKeys keys, const Clock& clock) {
  auto tx = database.begin();
  if (!tx) return std::unexpected(tx.error());
  if (const auto locked = tx->lock("service_key"); !locked) return std::unexpected(locked.error());
  auto index_key = service_key(*tx, keys, "index");
  if (!index_key) return std::unexpected(index_key.error());
  auto audit_key = service_key(*tx, keys, "audit");
  if (!audit_key) return std::unexpected(audit_key.error());
  if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
  return Vault(std::move(keys), std::move(*index_key), std::move(*audit_key), clock);
}

std::string Vault::hash_of(const SubjectReference& reference) const {
  return keyed_hash(index_key_, framed({"subject", reference.system, reference.id.reveal(Purpose::sealing)}));
}

Result<SecretKey> Vault::subject_key(Snapshot& at, SubjectId subject) const {
  const auto rows = at.query("SELECT master_id, wrapped FROM subject_key WHERE subject_id = ?", {subject});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->empty()) return keys_.unwrap(read_wrapped(rows->front(), 0), subject_key_place(subject));
  const auto known = at.query("SELECT 1 FROM subject WHERE id = ?", {subject});
  if (!known) return std::unexpected(known.error());
  return fail(known->empty() ? ErrorCode::unknown_subject : ErrorCode::key_destroyed, Stage::store);
}

Result<SecretKey> Vault::subject_key(Transaction& tx, SubjectId subject) const {
  if (const auto locked = lock_subject(tx, subject); !locked) return std::unexpected(locked.error());
  return subject_key(static_cast<Snapshot&>(tx), subject);
}

Result<SubjectId> Vault::admit(Transaction& tx, const SubjectReference& reference) const {
  if (reference.system.empty() || reference.id.empty()) return fail(ErrorCode::missing_subject, Stage::store);
  const auto locked = tx.lock("reference " + to_hex(hash_of(reference)));
  if (!locked) return std::unexpected(locked.error());
  const auto known = find(tx, reference);
  if (!known) return std::unexpected(known.error());
  if (!*known) return make_subject(tx, reference);
  const auto noted = note_interaction(tx, **known);
  if (!noted) return std::unexpected(noted.error());
  return **known;
}

Result<SubjectId> Vault::make_subject(Transaction& tx, const SubjectReference& reference) const {
  const std::string hash = hash_of(reference);
  const auto rows =
      tx.query("INSERT INTO subject (reference_hash, created_at, last_interaction) VALUES (?, ?, ?) RETURNING id",
               {Blob{hash}, clock_.now(), clock_.now()});
  if (!rows) return std::unexpected(rows.error());
  const auto subject = rows->front().id<SubjectId>(0);

  const SecretKey key = SecretKey::random();
  const WrappedKey wrapped = keys_.wrap(key, subject_key_place(subject));
  const auto kept = run(tx, "INSERT INTO subject_key (subject_id, master_id, wrapped) VALUES (?, ?, ?)",
                        {subject, wrapped.master_id, Blob{wrapped.bytes}});
  if (!kept) return std::unexpected(kept.error());

  const std::string plain = framed({reference.system, reference.id.reveal(Purpose::sealing)});
  const std::string sealed = seal(key_for(key, Use::reference), place("subject", subject, "sealed_reference"), plain);
  const auto told = run(tx, "UPDATE subject SET sealed_reference = ? WHERE id = ?", {Blob{sealed}, subject});
  if (!told) return std::unexpected(told.error());
  return subject;
}

Result<std::optional<SubjectId>> Vault::find(Snapshot& at, const SubjectReference& reference) const {
  const std::string hash = hash_of(reference);
  const auto rows = at.query("SELECT id FROM subject WHERE reference_hash = ?", {Blob{hash}});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return rows->front().id<SubjectId>(0);
}

Result<SubjectReference> Vault::reference(Snapshot& at, SubjectId subject) const {
  const auto key = subject_key(at, subject);
  if (!key) return std::unexpected(key.error());
  const auto rows = at.query("SELECT sealed_reference FROM subject WHERE id = ?", {subject});
  if (!rows) return std::unexpected(rows.error());
  const auto plain =
      open_text(key_for(*key, Use::reference), place("subject", subject, "sealed_reference"), rows->front().bytes(0));
  if (!plain) return std::unexpected(plain.error());
  auto parts = unframed(plain->reveal(Purpose::sealing));
  if (parts.size() != 2) return fail(ErrorCode::seal_broken, Stage::store);
  return SubjectReference{std::move(parts[0]), CandidateText(std::move(parts[1]))};
}

Result<std::vector<DocumentFacts>> Vault::documents(Snapshot& at, SubjectId subject) const {
  const auto rows = at.query(DOCUMENT_FACTS "WHERE subject_id = ? ORDER BY document.id", {subject});
  if (!rows) return std::unexpected(rows.error());
  std::vector<DocumentFacts> documents;
  std::ranges::transform(*rows, std::back_inserter(documents), read_facts);
  return documents;
}

Result<Received> Vault::receive(Transaction& tx, const Arrival& arrival, const Actor& actor) const {
  const auto subject_key_held = subject_key(tx, arrival.subject);
  if (!subject_key_held) return std::unexpected(subject_key_held.error());
  const std::string digest = keyed_hash(index_key_, framed({"document", arrival.sha256}));
  const auto twin =
      tx.query("SELECT id FROM document WHERE subject_id = ? AND digest_hash = ?", {arrival.subject, Blob{digest}});
  if (!twin) return std::unexpected(twin.error());
  if (!twin->empty()) return Received{twin->front().id<DocumentId>(0), true};

  const auto rows = tx.query(
      "INSERT INTO document (subject_id, source, digest_hash, bytes, received_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
      {arrival.subject, arrival.source, Blob{digest}, arrival.bytes.size(), clock_.now()});
  if (!rows) return std::unexpected(rows.error());
  const auto document = rows->front().id<DocumentId>(0);

  const SecretKey key = key_for(*subject_key_held, Use::original);
  const std::string name = seal(key, place("original", document, "sealed_name"), arrival.name.reveal(Purpose::sealing));
  const std::string bytes = seal(key, place("original", document, "sealed_bytes"), arrival.bytes);
  const auto kept = run(tx, "INSERT INTO original (document_id, sealed_name, sealed_bytes) VALUES (?, ?, ?)",
                        {document, Blob{name}, Blob{bytes}});
  if (!kept) return std::unexpected(kept.error());
  const auto noted = audit_.append(tx, actor, Action::received, Target::document, std::to_underlying(document));
  if (!noted) return std::unexpected(noted.error());
  return Received{document, false};
}

Result<DocumentFacts> Vault::document(Snapshot& at, DocumentId document) const {
  const auto rows = at.query(DOCUMENT_FACTS "WHERE document.id = ?", {document});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::unknown_document, Stage::store);
  return read_facts(rows->front());
}

Result<Original> Vault::original_for_screening(Snapshot& at, DocumentId document) const {
  const auto facts = this->document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto key_held = subject_key(at, facts->subject);
  if (!key_held) return std::unexpected(key_held.error());
  const auto rows = at.query("SELECT sealed_name, sealed_bytes FROM original WHERE document_id = ?", {document});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::unknown_document, Stage::store);

  const SecretKey key = key_for(*key_held, Use::original);
  auto name = open_text(key, place("original", document, "sealed_name"), rows->front().bytes(0));
  if (!name) return std::unexpected(name.error());
  auto bytes = open_text(key, place("original", document, "sealed_bytes"), rows->front().bytes(1));
  if (!bytes) return std::unexpected(bytes.error());
  return Original{std::move(*name), std::move(*bytes)};
}

Result<Original> Vault::original(Transaction& tx, DocumentId document, const Actor& actor) const {
  const auto facts = this->document(tx, document);
  if (!facts) return std::unexpected(facts.error());
  if (!facts->screened && !facts->erased) return fail(ErrorCode::not_ready, Stage::store);
  auto original = original_for_screening(tx, document);
  if (!original) return original;
  const auto noted = audit_.append(tx, actor, Action::opened, Target::document, std::to_underlying(document));
  if (!noted) return std::unexpected(noted.error());
  return original;
}

Result<void> Vault::commit(Transaction& tx, DocumentId document, const Screened& screened, const Actor& actor) const {
  const auto facts = this->document(tx, document);
  if (!facts) return std::unexpected(facts.error());
  const auto key_held = subject_key(tx, facts->subject);
  if (!key_held) return std::unexpected(key_held.error());

  const auto clearance = this->clearance(tx, document);
  if (!clearance) return std::unexpected(clearance.error());
  const std::string grounds = hash_of_grounds(key_for(*key_held, Use::review), screened.grounds());
  const auto rows = tx.query(
      "INSERT INTO screening (document_id, cleared, rules_version, screened_at, grounds) VALUES (?, ?, ?, ?, ?) "
      "RETURNING id",
      {document, (*clearance)(screened), screened.rules_version(), clock_.now(), Blob{grounds}});
  if (!rows) return std::unexpected(rows.error());
  const std::int64_t screening = rows->front().integer(0);

  const SecretKey key = key_for(*key_held, Use::record);
  for (const View view : {View::full, View::client, View::anonymous}) {
    const std::string sealed =
        seal(key, place("record", document, to_name(view)), print_json(to_json(screened.view(view))));
    const auto kept = run(tx,
                          "INSERT INTO record (document_id, view, screening_id, sealed) VALUES (?, ?, ?, ?) "
                          "ON CONFLICT (document_id, view) DO UPDATE "
                          "SET screening_id = excluded.screening_id, sealed = excluded.sealed",
                          {document, to_name(view), screening, Blob{sealed}});
    if (!kept) return kept;
  }
  return audit_.append(tx, actor, Action::stored, Target::document, std::to_underlying(document));
}

Result<CandidateText> Vault::open_record(Snapshot& at, DocumentId document, View view) const {
  const auto facts = this->document(at, document);
  if (!facts) return std::unexpected(facts.error());
  const auto key_held = subject_key(at, facts->subject);
  if (!key_held) return std::unexpected(key_held.error());
  if (!facts->screened) return fail(ErrorCode::not_ready, Stage::store);
  if (!facts->cleared && view != View::full) return fail(ErrorCode::not_cleared, Stage::store);

  const auto rows = at.query("SELECT sealed FROM record WHERE document_id = ? AND view = ?", {document, to_name(view)});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorCode::not_ready, Stage::store);  // a choice took it away
  return open_text(key_for(*key_held, Use::record), place("record", document, to_name(view)), rows->front().bytes(0));
}

Result<CandidateText> Vault::record(Transaction& tx, DocumentId document, View view, const Actor& actor) const {
  auto record = open_record(tx, document, view);
  if (!record) return record;
  const auto noted = audit_.append(tx, actor, Action::viewed, Target::document, std::to_underlying(document));
  if (!noted) return std::unexpected(noted.error());
  return record;
}

Result<bool> Vault::needs_rewrap(Snapshot& at) const {
  const std::string current = keys_.current();
  const auto rows = at.query(
      "SELECT 1 FROM service_key WHERE master_id <> ? UNION ALL "
      "SELECT 1 FROM subject_key WHERE master_id < ? OR master_id > ? LIMIT 1",
      {current, current, current});
  return rows ? Result<bool>(!rows->empty()) : std::unexpected(rows.error());
}

Result<std::int64_t> Vault::rewrap(Transaction& tx, const Actor& actor, std::size_t limit) const {
  const std::string current = keys_.current();
  const auto services =
      tx.query("SELECT name, master_id, wrapped FROM service_key WHERE master_id <> ? LIMIT ?", {current, limit});
  if (!services) return std::unexpected(services.error());
  for (const Row& row : *services) {
    const auto done = rewrap_row(tx, keys_, read_wrapped(row, 1), service_key_place(row.bytes(0)),
                                 "UPDATE service_key SET master_id = ?, wrapped = ? WHERE name = ?", row.bytes(0));
    if (!done) return done;
  }
  // Two ranges rather than "<>", which no index answers.
  const auto subjects =
      tx.query("SELECT subject_id, master_id, wrapped FROM subject_key WHERE master_id < ? OR master_id > ? LIMIT ?",
               {current, current, limit - std::min(limit, services->size())});
  if (!subjects) return std::unexpected(subjects.error());
  for (const Row& row : *subjects) {
    const auto done =
        rewrap_row(tx, keys_, read_wrapped(row, 1), subject_key_place(row.id<SubjectId>(0)),
                   "UPDATE subject_key SET master_id = ?, wrapped = ? WHERE subject_id = ?", row.integer(0));
    if (!done) return done;
  }
  const auto count = static_cast<std::int64_t>(services->size() + subjects->size());
  if (count == 0) return count;
  const auto noted = audit_.append(tx, actor, Action::rewrapped, Target::none, count);
  if (!noted) return std::unexpected(noted.error());
  return count;
}

}  // namespace tamis::store
