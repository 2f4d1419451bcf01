#pragma once

#include <cstdint>
#include <string_view>

namespace tamis::parsers {

/// Fonts whose glyphs are pictures, whatever letters their codes are.
enum class IconFont : std::uint8_t { none, font_awesome, material, marvosym, wingdings };

/// By the font's name in lower case, as it stands in the file.
[[nodiscard]] IconFont icon_font(std::string_view lower_name);

/// What a picture stands for: "☎" before a telephone number, "✉" before a mail address, "🔗" before a web address, "•"
/// before an item. Empty for all others: places, hearts, stars. `font` is not `none`.
[[nodiscard]] std::string_view meaning_of_icon(IconFont font, char32_t code);

}  // namespace tamis::parsers
