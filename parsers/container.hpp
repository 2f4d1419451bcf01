#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"
#include "parsers/format.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

class Member;

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

  /// The same piece by piece, for as long as the container lives, so that what nobody asks for is not unpacked.
  [[nodiscard]] Result<Member> unpack(std::string_view name);

 private:
  struct Archive;
  friend class Member;
  explicit Container(std::unique_ptr<Archive> archive);
  std::unique_ptr<Archive> archive_;
  std::vector<std::string> names_;  // sorted
};

/// A member of a container, while it is unpacked.
class Member {
 public:
  Member(Member&&) noexcept;
  ~Member();

  /// The next piece, good until the next call; empty after the last. The errors are those of `Container::read`.
  [[nodiscard]] Result<std::string_view> next();
  /// What the archive says that it holds, unpacked; not to be believed.
  [[nodiscard]] std::uint64_t stated_size() const;

 private:
  friend class Container;
  struct Unpacking;
  explicit Member(std::unique_ptr<Unpacking> unpacking);
  std::unique_ptr<Unpacking> unpacking_;
};

/// Whether the bytes begin as a ZIP archive does.
[[nodiscard]] bool looks_like_zip(Bytes bytes);

}  // namespace tamis::parsers
