#pragma once

#include "core/profile.hpp"
#include "normalize/piece.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tamis::normalize {

/// A telephone number in the text.
struct Phone {
  Value value;  ///< E.164, with the place of the written number
  Piece written;
  bool valid = false;  ///< in a range that its country has given out
};

/// The numbers in a piece, from left to right. `regions` (ISO 3166-1 alpha-2, the likeliest first) are tried for
/// numbers without a country code; what no region calls valid is taken only with a country code, after one of the words
/// of `labels` (folded), or where it begins with the trunk prefix 0 and is long enough. Years, dates, and digits after
/// another label ("BSN: …") are none. Linear; safe between threads.
[[nodiscard]] std::vector<Phone> find_phones(const Piece& piece, std::span<const std::string> regions,
                                             const Phrases<bool>& labels);

/// The countries where a language (ISO 639-1) is written, the largest first; empty if unknown.
[[nodiscard]] std::span<const std::string> regions_of_language(std::string_view language);

}  // namespace tamis::normalize
