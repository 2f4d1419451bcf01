#pragma once

#include "core/finding.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace tamis {

/// What a candidate decides about one sensitive place.
enum class Decision : std::uint8_t {
  keep_private,  ///< no client sees it
  remove,        ///< it goes from the record; that it was there remains
  show,          ///< clients may see it, where the policy lets the candidate decide
};

/// Looks up what a candidate decided about the words of a finding (none for a photo). Whoever makes one says how safe
/// it is between threads.
using Choices = std::function<std::optional<Decision>(Category, std::string_view words)>;

/// Of somebody who has decided nothing.
inline std::optional<Decision> no_choice(Category, std::string_view) { return std::nullopt; }

template <>
struct Names<Decision> {
  static constexpr std::array<std::string_view, 3> value{"private", "remove", "show"};
};

}  // namespace tamis
