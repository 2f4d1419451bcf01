#pragma once

#include "parsers/format.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::parsers {

/// The compound file in which old Office formats, and encrypted new ones, keep their streams. The bytes must outlive
/// it.
class OleFile {
 public:
  /// Nothing if the bytes are none, or too broken to list.
  [[nodiscard]] static std::optional<OleFile> open(Bytes bytes);
  OleFile(OleFile&&) noexcept;
  ~OleFile();

  [[nodiscard]] bool has(std::string_view stream) const;
  /// A stream of the top level; nothing if it is missing or broken. Never longer than the file.
  [[nodiscard]] std::optional<std::string> read(std::string_view stream) const;

 private:
  struct Storage;
  explicit OleFile(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
  std::size_t file_size_ = 0;
};

[[nodiscard]] bool looks_like_ole(Bytes bytes);

}  // namespace tamis::parsers
