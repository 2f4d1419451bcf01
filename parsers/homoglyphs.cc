#include "parsers/homoglyphs.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>

namespace tamis::parsers {
namespace {

/// Letters that look like a Latin one in most fonts (Unicode's confusables.txt, letters of these two scripts).
bool looks_latin(char32_t letter) {
  constexpr std::u32string_view greek = U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρυ";
  constexpr std::u32string_view cyrillic = U"АВЕКМНОРСТУХаеорсухіѕјԁԛԝ";
  return letter >= 0x370 && (greek.contains(letter) || cyrillic.contains(letter));
}

bool mixes_scripts(std::string_view word) {
  if (std::ranges::none_of(word, [](unsigned char byte) { return byte >= 0xCD; })) return false;
  bool latin = false, alike = false;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t letter = next_code_point(word, at);
    const bool is_latin = letter < 0x250 && (is_upper(letter) || is_lower(letter));
    const bool is_letter = is_latin || (letter >= 0x370 && letter < 0x530);
    if (!is_letter) latin = alike = false;  // "Ο-ring" and "5 Ω" are said with a sign between
    latin = latin || is_latin;
    alike = alike || looks_latin(letter);
    if (latin && alike) return true;
  }
  return false;
}

bool mixes_scripts(const Block& block) {
  return std::ranges::any_of(block.lines, [](const Line& line) {
    return std::ranges::any_of(line.words,
                               [](const Word& word) { return mixes_scripts(word.text.reveal(Purpose::extraction)); });
  });
}

}  // namespace

void note_homoglyphs(Document& document) {
  for (std::size_t i = 0; i < document.pages.size(); ++i) {
    const auto& blocks = document.pages[i].blocks;
    if (std::ranges::none_of(blocks, [](const Block& block) { return mixes_scripts(block); })) continue;
    const auto page = document.paged ? std::optional(static_cast<std::int32_t>(i) + 1) : std::nullopt;
    document.warnings.push_back({WarningCode::homoglyphs, page});
  }
}

}  // namespace tamis::parsers
