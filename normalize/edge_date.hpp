#pragma once

#include "normalize/dates.hpp"
#include "normalize/piece.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace tamis::normalize {

/// A period at the start or the end of a line, and the words of the line before and behind it.
struct EdgeDate {
  Period period;
  std::vector<Piece> rest;
};

/// Which of a piece's periods, found from left to right, dates the piece: the first where it leads, else the last where
/// nothing, or only what a sign sets apart, follows; none in a sentence that happens to end with a year.
[[nodiscard]] std::optional<EdgeDate> date_at_edge(const Piece& piece, const std::vector<Period>& periods);

/// Sentences rather than names: long, or closed with a full stop.
[[nodiscard]] bool is_prose(std::string_view words);

}  // namespace tamis::normalize
