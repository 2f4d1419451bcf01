#include "store/seals.hpp"

#include "core/json.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace tamis::store {

using database::Blob;

std::vector<std::string> unframed(std::string_view frame) {
  std::vector<std::string> parts;
  while (!frame.empty()) {
    std::size_t size = 0;
    const auto [colon, error] = std::from_chars(frame.data(), frame.data() + frame.size(), size);
    const auto digits = static_cast<std::size_t>(colon - frame.data());
    if (error != std::errc() || digits >= frame.size() || *colon != ':' || size > frame.size() - digits - 1) return {};
    parts.emplace_back(frame.substr(digits + 1, size));
    frame.remove_prefix(digits + 1 + size);
  }
  return parts;
}

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
