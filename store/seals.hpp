#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "store/sealer.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the vault uses a subject's key; for the vault's own files.
namespace tamis::store {

/// What a key derived from a subject's key is for.
enum class Use : std::uint64_t { reference = 1, original, record, choice, review };

inline SecretKey key_for(const SecretKey& subject_key, Use use) { return subject_key.derive(std::to_underlying(use)); }

template <class Id>
SealPlace place(std::string_view table, Id row, std::string_view column) {
  return {table, static_cast<std::int64_t>(row), column};
}

/// What is kept of a screening's grounds, to know them again.
inline std::string hash_of_grounds(const SecretKey& review_key, std::string_view grounds) {
  return keyed_hash(review_key, framed({"grounds", grounds}));
}

/// The parts that `framed` put into one text; empty if it is no such text.
[[nodiscard]] std::vector<std::string> unframed(std::string_view frame);
/// Nobody else writes or erases what belongs to a subject before the transaction ends.
[[nodiscard]] Result<void> lock_subject(database::Transaction& tx, SubjectId subject);
/// Fills the column `sealed` of a row: its seal is bound to its number, which is known only once it stands there.
[[nodiscard]] Result<void> seal_row(database::Transaction& tx, std::string_view table, const SecretKey& key,
                                    std::int64_t row, const boost::json::value& told);
/// What `seal_row` sealed.
[[nodiscard]] Result<boost::json::value> open_row(const SecretKey& key, std::string_view table, std::int64_t row,
                                                  std::string_view sealed);
/// A text member of it; `seal_row`'s caller wrote it.
[[nodiscard]] std::string text_of(const boost::json::value& told, std::string_view name);

}  // namespace tamis::store
