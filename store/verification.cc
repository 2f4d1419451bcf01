#include "store/seals.hpp"
#include "store/vault.hpp"

#include <array>

namespace tamis::store {
namespace {

/// Where sealed values of a subject stand: rows of number, seal and the name of the place within the row.
struct Sealed {
  Use use;
  std::string_view table;
  std::string_view sql;
};

constexpr std::array every_seal{
    Sealed{Use::reference, "subject", "SELECT id, sealed_reference, 'sealed_reference' FROM subject WHERE id = ?"},
    Sealed{Use::original, "original",
           "SELECT document_id, sealed_name, 'sealed_name' FROM original JOIN document ON id = document_id "
           "WHERE subject_id = ?"},
    Sealed{Use::original, "original",
           "SELECT document_id, sealed_bytes, 'sealed_bytes' FROM original JOIN document ON id = document_id "
           "WHERE subject_id = ?"},
    Sealed{Use::record, "record",
           "SELECT document_id, sealed, view FROM record JOIN document ON id = document_id WHERE subject_id = ?"},
    Sealed{Use::choice, "choice", "SELECT id, sealed, 'sealed' FROM choice WHERE subject_id = ?"},
    Sealed{Use::choice, "consent", "SELECT id, sealed, 'sealed' FROM consent WHERE subject_id = ?"},
    Sealed{Use::review, "review",
           "SELECT review.id, sealed, 'sealed' FROM review JOIN document ON document.id = document_id "
           "WHERE subject_id = ?"},
};

/// How many seals opened; `seal_broken` at the first that does not.
Result<std::int64_t> open_all(Snapshot& at, SubjectId subject, const SecretKey& key) {
  std::int64_t opened = 0;
  for (const Sealed& sealed : every_seal) {
    const auto rows = at.query(sealed.sql, {subject});
    if (!rows) return std::unexpected(rows.error());
    const SecretKey used = key_for(key, sealed.use);
    for (const database::Row& row : *rows) {
      const auto plain = open(used, {sealed.table, row.integer(0), row.bytes(2)}, row.bytes(1));
      if (!plain) return std::unexpected(plain.error());
      ++opened;
    }
  }
  return opened;
}

}  // namespace

Result<Verification> Vault::verify(Snapshot& at, SubjectId after, std::size_t limit) const {
  const auto subjects =
      at.query("SELECT id FROM subject WHERE id > ? AND erased_at IS NULL ORDER BY id LIMIT ?", {after, limit});
  if (!subjects) return std::unexpected(subjects.error());
  Verification found;
  for (const database::Row& row : *subjects) {
    const auto subject = row.id<SubjectId>(0);
    const auto key = subject_key(at, subject);
    const auto opened = key ? open_all(at, subject, *key) : std::unexpected(key.error());
    ++found.subjects;
    found.last = subject;
    if (opened) {
      found.seals += *opened;
    } else if (opened.error().code == ErrorCode::seal_broken || opened.error().code == ErrorCode::key_missing ||
               opened.error().code == ErrorCode::key_destroyed) {
      found.broken.push_back(subject);
    } else {
      return std::unexpected(opened.error());
    }
  }
  return found;
}

}  // namespace tamis::store
