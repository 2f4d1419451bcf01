#include "parsers/icon_fonts.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace tamis::parsers {
namespace {

constexpr std::string_view phone = "☎", mail = "✉", link = "🔗", bullet = "•";

struct Meaning {
  std::string_view text;
  std::u32string_view codes;
};

/// Versions 4 to 6: phones and mobiles; envelopes and the at sign; chains, globes and the marks of sites.
constexpr auto font_awesome = std::to_array<Meaning>({
    {phone, U"\uF095\uF098\uF10B\uF2A0\uF3CD\uF3CE\uF879\uF87B"},
    {mail, U"\uF003\uF0E0\uF199\uF1FA\uF2B6\uF658"},
    {link, U"\uF08C\uF08E\uF092\uF099\uF09B\uF0AC\uF0C1\uF0E1\uF113\uF168\uF169\uF296\uF35D"},
});

constexpr auto material = std::to_array<Meaning>({
    {phone, U"\uE0B0\uE0CD\uE324\uE325\uE32C"},
    {mail, U"\uE0BE\uE0E1\uE0E6\uE158"},
    {link, U"\uE157\uE80B\uE894\uE89E"},
});

/// Letters of the alphabet, by the names \Telefon, \Mobilefone; \Letter, \Email, \Emailct.
constexpr auto marvosym = std::to_array<Meaning>({{phone, U"TH"}, {mail, U"Bkz"}});

/// As codes of one byte, and where Word moves them in the private-use area.
constexpr auto wingdings = std::to_array<Meaning>({
    {phone, U"()\uF028\uF029"},
    {mail, U"*\uF02A"},
    {bullet, U"lnqsuvwx§¨Øüð\uF06C\uF06E\uF071\uF073\uF075\uF076\uF077\uF078\uF0A7\uF0A8\uF0D8\uF0FC\uF0F0"},
});

std::span<const Meaning> meanings_in(IconFont font) {
  switch (font) {
    case IconFont::font_awesome:
      return font_awesome;
    case IconFont::material:
      return material;
    case IconFont::marvosym:
      return marvosym;
    case IconFont::wingdings:
      return wingdings;
    case IconFont::none:
      break;
  }
  return {};
}

}  // namespace

IconFont icon_font(std::string_view name) {
  if (name.contains("fontawesome") || name.contains("awesome5") || name.contains("awesome6")) {
    return IconFont::font_awesome;
  }
  if (name.contains("materialicons") || name.contains("materialsymbols")) return IconFont::material;
  if (name.contains("marvosym") || name.starts_with("fmvr8x")) return IconFont::marvosym;
  if (name.starts_with("wingdings")) return IconFont::wingdings;
  return IconFont::none;
}

std::string_view meaning_of_icon(IconFont font, char32_t code) {
  const auto meanings = meanings_in(font);
  const auto found = std::ranges::find_if(meanings, [&](const Meaning& each) { return each.codes.contains(code); });
  return found == meanings.end() ? std::string_view() : found->text;
}

}  // namespace tamis::parsers
