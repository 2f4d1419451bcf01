#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"
#include "parsers/format.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// A ZIP archive, read within the limits. It believes no size that the archive states: bytes are counted as they are
/// unpacked. The bytes must outlive it. Not safe between threads.
class Container {
 public:
  /// `damaged` for what is no ZIP or names a member twice, `expands_too_far` beyond limits.entries.
  [[nodiscard]] static Result<Container> open(Bytes bytes, const Limits& limits);
  Container(Container&&) noexcept;
  Container& operator=(Container&&) noexcept;
  ~Container();

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] bool has(std::string_view name) const;
  /// One member, unpacked. `expands_too_far` once all that was unpacked exceeds limits.expanded_bytes, or one member
  /// limits.ratio after its first 100 KiB; `encrypted`; `damaged` for a missing or broken one.
  [[nodiscard]] Result<std::string> read(std::string_view name);

 private:
  struct Archive;
  Container(std::unique_ptr<Archive> archive, const Limits& limits);
  std::unique_ptr<Archive> archive_;
  std::vector<std::string> names_;  // sorted
  Limits limits_;
  std::int64_t unpacked_ = 0;
};

/// Whether the bytes begin as a ZIP archive does.
[[nodiscard]] bool looks_like_zip(Bytes bytes);

}  // namespace tamis::parsers
