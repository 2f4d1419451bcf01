#include "store/seals.hpp"

#include "core/json.hpp"

#include <boost/json.hpp>

namespace tamis::store {

using database::Blob;

Result<void> lock_subject(database::Transaction& tx, SubjectId subject) {
  return tx.lock("subject " + std::to_string(std::to_underlying(subject)));
}

Result<void> seal_row(database::Transaction& tx, std::string_view table, const SecretKey& key, std::int64_t row,
                      const boost::json::value& told) {
  const std::string sealed = seal(key, {table, row, "sealed"}, print_json(told));
  const auto kept = tx.run("UPDATE " + std::string(table) + " SET sealed = ? WHERE id = ?", {Blob{sealed}, row});
  return kept ? Result<void>() : std::unexpected(kept.error());
}

Result<boost::json::value> open_row(const SecretKey& key, std::string_view table, std::int64_t row,
                                    std::string_view sealed) {
  const auto told = open(key, {table, row, "sealed"}, sealed);
  return told ? parse_json(*told) : std::unexpected(told.error());
}

std::string text_of(const boost::json::value& told, std::string_view name) {
  return std::string(told.at(name).as_string());
}

}  // namespace tamis::store
