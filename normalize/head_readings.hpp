#pragma once

#include "normalize/head_parts.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <vector>

namespace tamis::normalize {

/// Parts of a head, by index; the last one excluded.
struct PartRange {
  std::size_t first = 0, last = 0;
  [[nodiscard]] bool empty() const { return first >= last; }
};

/// How an entry writes what and where.
struct HeadShape {
  enum class Layout : std::uint8_t { lines, one_line, single } layout = Layout::single;
  bool what_first = true;  ///< for `single`: it is the what
  std::uint8_t line = 0;   ///< the first of them
  std::uint8_t other = 0;  ///< the second, for `lines`

  auto operator<=>(const HeadShape&) const = default;
};

/// One way to read a head, and what speaks for it.
struct HeadReading {
  HeadShape shape;
  PartRange what, where;
  float score = 0;
};

/// What a kind of heads writes.
struct HeadKind {
  std::function<float(const Piece&)> balance;  ///< above 0: the words look like where; below 0: like what
  float more_of_what = 0;                      ///< what it costs when the what has more than one part
  bool towns = false;                          ///< a capitalised name behind the comma of another is a place
};

/// Every way to read a head of these parts, weighed on its own; never empty if there is a part.
[[nodiscard]] std::vector<HeadReading> head_readings(const std::vector<HeadPart>& parts, const HeadEvidence& evidence,
                                                     const HeadKind& kind);

/// The text of some parts in one.
[[nodiscard]] inline Piece piece_of(const std::vector<HeadPart>& parts, PartRange range) {
  return range.empty() ? Piece{} : parts[range.first].piece.joined(parts[range.last - 1].piece);
}

}  // namespace tamis::normalize
