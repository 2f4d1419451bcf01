#include "parsers/formats/run_look.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tamis::parsers {
namespace {

constexpr float smallest_visible_size = 2;

template <class T>
void fill(std::optional<T>& upper, const std::optional<T>& below) {
  if (!upper) upper = below;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

}  // namespace

bool is_near_white(std::uint32_t colour) {
  return (colour >> 16 & 0xFF) >= 0xF8 && (colour >> 8 & 0xFF) >= 0xF8 && (colour & 0xFF) >= 0xF8;
}

RunLook RunLook::over(const RunLook& below) const {
  RunLook look = *this;
  fill(look.size, below.size);
  fill(look.bold, below.bold);
  fill(look.italic, below.italic);
  fill(look.vanished, below.vanished);
  fill(look.shaded, below.shaded);
  fill(look.colour, below.colour);
  return look;
}

TextLook RunLook::resolved() const {
  TextLook look;
  look.size = size.value_or(10);
  look.bold = bold.value_or(false);
  look.italic = italic.value_or(false);
  look.colour = colour.value_or(0);
  look.hidden = vanished.value_or(false) || look.size <= smallest_visible_size ||
                (is_near_white(look.colour) && !shaded.value_or(false));
  return look;
}

int heading_level(std::string_view style_name) {
  constexpr auto stems = std::to_array<std::string_view>(
      {"heading", "titre", "überschrift", "Überschrift", "berschrift", "título", "titulo", "titolo", "kop", "nagłówek",
       "naglowek", "cabeçalho", "encabezado", "intestazione", "rubrik", "title"});
  const std::string name = lower_ascii(style_name);
  for (const std::string_view stem : stems) {
    if (!name.starts_with(stem)) continue;
    std::string_view rest = std::string_view(name).substr(stem.size());
    while (rest.starts_with(' ') || rest.starts_with('_')) rest.remove_prefix(1);
    if (rest.empty()) return 1;
    if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') return rest[0] - '0';
  }
  return 0;
}

}  // namespace tamis::parsers
