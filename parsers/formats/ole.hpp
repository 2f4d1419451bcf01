#pragma once

#include "parsers/format.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// The compound file in which old Office formats, and encrypted new ones, keep their streams. The bytes must outlive
/// it.
class OleFile {
 public:
  /// Nothing if the bytes are none, or too broken to list.
  [[nodiscard]] static std::optional<OleFile> open(Bytes bytes);
  OleFile(OleFile&&) noexcept;
  ~OleFile();

  /// A stream or storage, by its path: "storage/stream".
  [[nodiscard]] bool has(std::string_view path) const;
  /// A stream; nothing if it is missing or broken. Never longer than the file.
  [[nodiscard]] std::optional<std::string> read(std::string_view path) const;
  /// The names of what a storage holds, in the file's order; the empty path is the top.
  [[nodiscard]] std::vector<std::string> children(std::string_view path) const;

 private:
  struct Storage;
  explicit OleFile(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
  std::size_t file_size_ = 0;
};

[[nodiscard]] bool looks_like_ole(Bytes bytes);

}  // namespace tamis::parsers
