#pragma once

#include "core/candidate_text.hpp"
#include "core/choice.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/screened.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "store/audit.hpp"
#include "store/sealer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::store {

/// Whose document it is, as the sender says it: the sender's system and its own name for the person there. The same
/// pair is the same subject.
struct SubjectReference {
  std::string system;  ///< "portal", a feed's name: not about the person
  CandidateText id;
};

/// What comes in with a document.
struct Arrival {
  SubjectId subject{};
  std::string source;  ///< as in `queue::NewJob`
  CandidateText name;  ///< what the sender calls the file
  std::string sha256;  ///< of the bytes, hexadecimal
  std::string_view bytes;
};

struct Received {
  DocumentId document{};
  bool existed = false;  ///< the subject already has a document of the same bytes, and it is this one
};

struct Original {
  CandidateText name;
  CandidateText bytes;  ///< the file itself, which is a candidate's words whatever its format
};

/// A sensitive place, by what was found there: the same words of the same category are the same place in every document
/// of a person, however often it is read.
struct Place {
  Category category{};
  CandidateText words;  ///< empty for a photo
};

/// What a candidate decided, with the proof of it.
struct Choice {
  Decision decision{};
  std::string by;         ///< the account that decided or passed it on
  CandidateText wording;  ///< what the candidate was shown
  TimePoint at{};         ///< set by the vault
};

/// Looks up the choice about a place.
using ChoiceBook = std::function<std::optional<Choice>(Category, std::string_view words)>;

/// What a person decided who looked at a document that could not be cleared.
enum class Verdict : std::uint8_t {
  release,  ///< clients may see it
  refuse,   ///< no client ever sees it
};

struct Review {
  Verdict verdict{};
  std::string by;        ///< the account of the person
  CandidateText reason;  ///< why, in that person's words
  TimePoint at{};        ///< set by the vault
};

/// That a client may, or may no longer, learn the candidate's name.
struct Consent {
  std::string client;  ///< an account's name, at most 64 bytes
  bool given = false;
  std::string by;
  CandidateText wording;
  TimePoint at{};  ///< set by the vault
};

inline constexpr std::size_t longest_client = 64;

/// What may be known of a document without opening a seal.
struct DocumentFacts {
  DocumentId id{};
  SubjectId subject{};
  std::string source;
  std::int64_t bytes = 0;
  TimePoint received_at;
  bool screened = false;  ///< there is a record
  bool cleared = false;   ///< clients may see it: everything could be screened, or a person released it
  bool erased = false;    ///< nothing but this row is left
};

/// What an erasure took away.
struct Receipt {
  struct Place {
    std::string_view what;  ///< the kind of rows, such as "original"
    std::int64_t rows = 0;
  };
  SubjectId subject{};
  TimePoint at{};
  bool kept_away = false;
  std::vector<Place> erased;
};

/// Documents of people who were forgotten, by the month in which they came.
struct Statistic {
  std::string month;  ///< "2026-02"
  std::string source;
  std::int64_t documents = 0;
  std::int64_t cleared = 0;
};

/// A group of fewer might single somebody out (WP29 opinion 05/2014 on anonymisation).
inline constexpr std::int64_t smallest_count = 10;

/// What opening the seals of some subjects showed.
struct Verification {
  std::int64_t subjects = 0;
  std::int64_t seals = 0;         ///< that opened
  std::vector<SubjectId> broken;  ///< whose key or one of whose seals does not open
  SubjectId last{};               ///< 0: there are no more subjects
};

/// Keeps what people entrusted to us, sealed with a key per person.
///
/// A document's bytes rest in quarantine, sealed, from the moment they are received. The only way to a record is
/// `commit`, which takes a `Screened`; there is no other, and the schema refuses a record without its screening, too.
/// Whoever changes or shows a person's data is named as an Actor, and the audit log has an entry from the same
/// transaction. What is in the clear in the database: ids, sizes, times, sources, codes; no word, no category, no
/// reference of the sender's, no plain digest.
///
/// Errors of all verbs: the database's; `key_missing` and `seal_broken` (see `store/sealer.hpp`); `unknown_document`,
/// `unknown_subject`; `key_destroyed` once a subject is erased. After an error the transaction should be given up.
///
/// Immutable, safe between threads.
class Vault {
 public:
  /// Whether anything was ever sealed in a store, so that it needs the key of then.
  [[nodiscard]] static Result<bool> has_keys(database::Database& database);
  /// Reads the keys of the service from the database, or makes them the first time.
  [[nodiscard]] static Result<Vault> open(database::Database& database, MasterKeys keys, const Clock& clock);

  // --- subjects ------------------------------------------------------------------------------------------------------

  /// The subject of a reference, made if there is none; the interaction is noted (retention counts from the last one).
  /// A reference whose subject was erased is a new subject. `missing_subject` if it is empty.
  [[nodiscard]] Result<SubjectId> admit(Transaction& tx, const SubjectReference& reference) const;
  [[nodiscard]] Result<std::optional<SubjectId>> find(Snapshot& at, const SubjectReference& reference) const;
  /// What its sender calls a subject; for the person themself and who acts for them.
  [[nodiscard]] Result<SubjectReference> reference(Snapshot& at, SubjectId subject) const;
  /// The documents of a subject, oldest first.
  [[nodiscard]] Result<std::vector<DocumentFacts>> documents(Snapshot& at, SubjectId subject) const;
  /// Destroys the subject's key and every sealed byte. Ids remain, so that a late question is answered `key_destroyed`.
  /// Cancel the documents' jobs first, in the same transaction; after its commit, `Database::checkpoint` empties the
  /// log, too. With `keep_away` a partner cannot bring the person back. A backup made before still has the key,
  /// wrapped: keep backups of keys apart and short. A second time it does nothing, and its receipt is empty.
  [[nodiscard]] Result<Receipt> erase(Transaction& tx, SubjectId subject, const Actor& actor,
                                      bool keep_away = false) const;
  /// Whether a person of this reference was erased with `keep_away`.
  [[nodiscard]] Result<bool> is_kept_away(Snapshot& at, const SubjectReference& reference) const;
  /// The person came back by themself.
  [[nodiscard]] Result<void> welcome_back(Transaction& tx, const SubjectReference& reference) const;

  // --- retention -----------------------------------------------------------------------------------------------------

  /// Subjects whose last interaction was before a moment, the longest ago first.
  [[nodiscard]] Result<std::vector<SubjectId>> silent_since(Snapshot& at, TimePoint before,
                                                            std::size_t limit = 1000) const;
  /// How many that are.
  [[nodiscard]] Result<std::int64_t> count_silent_since(Snapshot& at, TimePoint before) const;
  /// Erases a subject that is still silent since then, and adds what came of its documents to the statistics; false if
  /// it was heard of meanwhile. Cancel the jobs first, as for `erase`.
  [[nodiscard]] Result<bool> forget(Transaction& tx, SubjectId subject, TimePoint before, const Actor& actor) const;
  /// What is known of the forgotten, of months and sources with at least `smallest_count` documents.
  [[nodiscard]] Result<std::vector<Statistic>> statistics(Snapshot& at) const;

  // --- documents -----------------------------------------------------------------------------------------------------

  /// Seals a document into quarantine.
  [[nodiscard]] Result<Received> receive(Transaction& tx, const Arrival& arrival, const Actor& actor) const;
  [[nodiscard]] Result<DocumentFacts> document(Snapshot& at, DocumentId document) const;
  /// The document's bytes for the one who reads and screens it; for nobody else's eyes.
  [[nodiscard]] Result<Original> original_for_screening(Snapshot& at, DocumentId document) const;
  /// The same for a person entitled to it. `not_ready` while it is in quarantine.
  [[nodiscard]] Result<Original> original(Transaction& tx, DocumentId document, const Actor& actor) const;

  // --- records -------------------------------------------------------------------------------------------------------

  /// Stores a document's record: its screening and all views. Replaces an earlier one.
  [[nodiscard]] Result<void> commit(Transaction& tx, DocumentId document, const Screened& screened,
                                    const Actor& actor) const;
  /// A view of the record, as the contract's JSON on one line. `not_ready` if there is none (yet, or any more);
  /// `not_cleared` for clients' views of a document that could not be screened entirely.
  [[nodiscard]] Result<CandidateText> record(Transaction& tx, DocumentId document, View view, const Actor& actor) const;

  // --- what the candidate decides ------------------------------------------------------------------------------------

  /// Notes a decision. The clients' views of all documents of the person are gone with it: read them again, under
  /// `choices`, to make them anew. Sealed but for its time.
  [[nodiscard]] Result<void> choose(Transaction& tx, DocumentId document, const Place& about, const Choice& choice,
                                    const Actor& actor) const;
  /// The last decision about each place. What it gives is safe between threads and outlives the vault.
  [[nodiscard]] Result<ChoiceBook> choices(Snapshot& at, SubjectId subject) const;
  /// Notes that the candidate agreed to be named to a client, or withdrew it. `missing_client` for no name, or one too
  /// long.
  [[nodiscard]] Result<void> consent(Transaction& tx, DocumentId document, const Consent& consent,
                                     const Actor& actor) const;
  /// Every consent given and withdrawn, oldest first.
  [[nodiscard]] Result<std::vector<Consent>> consents(Snapshot& at, SubjectId subject) const;
  [[nodiscard]] Result<bool> consented(Snapshot& at, DocumentId document, std::string_view client) const;

  // --- what a person decides who looked ------------------------------------------------------------------------------

  /// Notes a verdict about the record as it stands. From then on no client sees the document; a release opens it when a
  /// new screening, committed later, has the same grounds. `nothing_to_review` to release what is cleared, `not_ready`
  /// before the first screening.
  [[nodiscard]] Result<void> review(Transaction& tx, DocumentId document, const Review& review,
                                    const Actor& actor) const;
  /// Every verdict about a document, oldest first.
  [[nodiscard]] Result<std::vector<Review>> reviews(Snapshot& at, DocumentId document) const;
  /// Whether clients may see a screening of the document: by itself, or because the last verdict released the same
  /// grounds; never once it was refused. What it gives is safe between threads and outlives the vault.
  [[nodiscard]] Result<Clearance> clearance(Snapshot& at, DocumentId document) const;
  /// Documents that are not cleared and about whose grounds nobody has decided, oldest first.
  [[nodiscard]] Result<std::vector<DocumentFacts>> waiting(Snapshot& at, std::size_t limit) const;
  /// Why a document is not cleared: codes and pages, no word of it. `not_ready` if it has no record.
  [[nodiscard]] Result<std::vector<RecordWarning>> doubts(Snapshot& at, DocumentId document) const;

  // --- keys and log --------------------------------------------------------------------------------------------------

  /// Wraps up to `limit` keys anew that an older master key wraps; returns how many. Repeat until 0, while everything
  /// else goes on. Touches keys only, never what they seal.
  [[nodiscard]] Result<std::int64_t> rewrap(Transaction& tx, const Actor& actor, std::size_t limit = 1000) const;
  /// Whether a key is wrapped by another master key than the current one.
  [[nodiscard]] Result<bool> needs_rewrap(Snapshot& at) const;
  /// Opens every seal of up to `limit` subjects, those after `after` in the order of their ids. Shows nothing to
  /// anybody.
  [[nodiscard]] Result<Verification> verify(Snapshot& at, SubjectId after, std::size_t limit = 100) const;
  [[nodiscard]] const AuditLog& audit() const { return audit_; }

 private:
  Vault(MasterKeys keys, SecretKey index_key, SecretKey audit_key, const Clock& clock)
      : keys_(std::move(keys)), index_key_(std::move(index_key)), audit_(std::move(audit_key), clock), clock_(clock) {}

  [[nodiscard]] Result<SecretKey> subject_key(Snapshot& at, SubjectId subject) const;
  /// The same for who writes with it: nobody erases the subject before the transaction ends.
  [[nodiscard]] Result<SecretKey> subject_key(Transaction& tx, SubjectId subject) const;
  [[nodiscard]] Result<SubjectId> make_subject(Transaction& tx, const SubjectReference& reference) const;
  [[nodiscard]] std::string hash_of(const SubjectReference& reference) const;
  /// The person did something themself: retention counts from now.
  [[nodiscard]] Result<void> note_interaction(Transaction& tx, SubjectId subject) const;
  [[nodiscard]] std::string tombstone_of(const SubjectReference& reference) const;
  [[nodiscard]] Result<void> keep_away(Transaction& tx, SubjectId subject) const;
  [[nodiscard]] Result<CandidateText> open_record(Snapshot& at, DocumentId document, View view) const;

  MasterKeys keys_;
  SecretKey index_key_;
  AuditLog audit_;
  const Clock& clock_;
};

}  // namespace tamis::store

namespace tamis {

template <>
struct Names<store::Verdict> {
  static constexpr std::array<std::string_view, 2> value{"release", "refuse"};
};

}  // namespace tamis
