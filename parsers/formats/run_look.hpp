#pragma once

#include "parsers/flow.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// What the styles of office formats have in common.
namespace tamis::parsers {

/// What a style, or a run itself, says about its look; what it leaves open comes from below.
struct RunLook {
  std::optional<float> size;
  std::optional<bool> bold, italic, vanished, shaded;
  std::optional<std::uint32_t> colour;

  [[nodiscard]] RunLook over(const RunLook& below) const;
  /// White on white, of at most two points, or marked as vanished: hidden.
  [[nodiscard]] TextLook resolved() const;
};

/// Whether a colour cannot be told from paper.
[[nodiscard]] bool is_near_white(std::uint32_t colour);

/// The level of a heading by its style's name, in Word's own and in translated names ("heading 2", "Titre 2"); 0 if it
/// is none.
[[nodiscard]] int heading_level(std::string_view style_name);

}  // namespace tamis::parsers
