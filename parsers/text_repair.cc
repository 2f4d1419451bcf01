#include "parsers/text_repair.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace tamis::parsers {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t soft_hyphen = 0xAD;

struct Composition {
  char32_t mark;
  std::u32string_view pairs;  ///< a letter, then the same with the mark
};

/// Canonical compositions of the letters of European languages in Latin script (Unicode, UnicodeData.txt).
constexpr auto compositions = std::to_array<Composition>({
    {0x300, U"AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹ"},
    {0x301, U"AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćNŃnńSŚsśZŹzźLĹlĺRŔrŕ"},
    {0x302, U"AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝWŴwŵYŶyŷ"},
    {0x303, U"AÃNÑOÕaãnñoõIĨiĩUŨuũ"},
    {0x304, U"AĀaāEĒeēIĪiīOŌoōUŪuū"},
    {0x306, U"AĂaăGĞgğ"},
    {0x307, U"ZŻzżEĖeėCĊcċGĠgġIİ"},
    {0x308, U"AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"},
    {0x30A, U"AÅaåUŮuů"},
    {0x30B, U"OŐoőUŰuű"},
    {0x30C, U"CČcčDĎdďEĚeěNŇnňRŘrřSŠsšTŤtťZŽzž"},
    {0x327, U"CÇcçSŞsşTŢtţ"},
    {0x328, U"AĄaąEĘeęIĮiįUŲuų"},
});

/// Nothing if the two do not compose.
char32_t compose(char32_t letter, char32_t mark) {
  if (mark == 0x307 && letter == U'ı') return U'i';
  if (letter == U'ı') letter = U'i';
  const auto found = std::ranges::find(compositions, mark, &Composition::mark);
  if (found == compositions.end()) return 0;
  for (std::size_t i = 0; i + 1 < found->pairs.size(); i += 2) {
    if (found->pairs[i] == letter) return found->pairs[i + 1];
  }
  return 0;
}

bool is_combining(char32_t letter) { return letter >= 0x300 && letter < 0x370; }

bool is_ascii_letter(char32_t letter) { return (letter | 0x20) >= U'a' && (letter | 0x20) <= U'z'; }

bool is_letter(char32_t letter) {
  return is_ascii_letter(letter) || (letter >= 0xC0 && letter < 0x250 && letter != 0xD7 && letter != 0xF7);
}

/// The bullets of Word's Symbol and Wingdings fonts stand in the private-use area.
bool is_symbol_bullet(char32_t letter) {
  static constexpr std::u32string_view bullets = U"\uF0B7\uF0A7\uF0D8\uF0FC\uF0A8\uF06E\uF076\uF02D";
  return bullets.contains(letter);
}

/// What a letter falls apart into; empty if it stays as it is.
std::u32string_view parts_of(char32_t letter) {
  static constexpr std::array<std::u32string_view, 7> presentation{U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
  if (letter >= 0xFB00 && letter <= 0xFB06) return presentation[letter - 0xFB00];
  if (letter == 0xE03C) return U"tt";  // Linux Libertine's private use
  return {};
}

/// Linux Libertine keeps its small capitals A to Z from U+E051 on, in the private-use area.
char32_t small_capital(char32_t letter) { return letter >= 0xE051 && letter <= 0xE06A ? U'a' + (letter - 0xE051) : 0; }

/// The ligatures of TeX's T1 ("Cork") encoding, for fonts that do not say what their codes mean.
std::u32string_view t1_ligature(char32_t code) {
  static constexpr std::array<std::u32string_view, 5> ligatures{U"ff", U"fi", U"fl", U"ffi", U"ffl"};
  return code >= 0x1B && code <= 0x1F ? ligatures[code - 0x1B] : std::u32string_view();
}

/// T1's quotation marks and dashes; only what can stand in a word that has letters.
char32_t t1_mark(char32_t code) {
  switch (code) {
    case 0x13:
      return U'«';
    case 0x14:
      return U'»';
    case 0x15:
      return U'–';
    case 0x16:
      return U'—';
    default:
      return 0;
  }
}

bool is_invisible(char32_t letter) {
  return (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
         (letter >= 0x2060 && letter <= 0x2069) || letter == 0xFEFF || (letter >= 0xFE00 && letter <= 0xFE0F) ||
         letter == 0x180E || letter == 0x34F || letter == 0x61C;
}

bool is_private(char32_t letter) {
  return (letter >= 0xE000 && letter <= 0xF8FF) || (letter >= 0xF0000 && letter <= 0x10FFFD);
}

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](unsigned char byte) { return byte >= 0x20 && byte < 0x7F; });
}

std::u32string decode(std::string_view text) {
  std::u32string letters;
  letters.reserve(text.size());
  while (!text.empty()) letters.push_back(take_code_point(text));
  return letters;
}

void append(std::u32string& repaired, char32_t letter) {
  if (is_combining(letter) && !repaired.empty()) {
    if (const char32_t composed = compose(repaired.back(), letter)) {
      repaired.back() = composed;
      return;
    }
  }
  repaired.push_back(letter);
}

}  // namespace

void append_utf8(std::string& text, char32_t letter) {
  if (letter > 0x10FFFF || (letter >= 0xD800 && letter < 0xE000)) letter = replacement;
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (letter < 0x80) return byte(letter);
  if (letter < 0x800) {
    byte(0xC0 | letter >> 6);
  } else {
    if (letter < 0x10000) {
      byte(0xE0 | letter >> 12);
    } else {
      byte(0xF0 | letter >> 18);
      byte(0x80 | (letter >> 12 & 0x3F));
    }
    byte(0x80 | (letter >> 6 & 0x3F));
  }
  byte(0x80 | (letter & 0x3F));
}

char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (size == 1) {
    text.remove_prefix(1);
    return lead;
  }
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t letter = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      text.remove_prefix(i);
      return replacement;
    }
    letter = letter << 6 | (byte(i) & 0x3FU);
  }
  text.remove_prefix(size);
  return letter;
}

std::string repair_word(std::string_view word) {
  if (is_plain(word)) return std::string(word);
  const std::u32string letters = decode(word);
  const bool has_letters = std::ranges::any_of(letters, is_letter);
  std::u32string repaired;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char32_t letter = letters[i];
    if (const auto parts = parts_of(letter); !parts.empty()) {
      repaired += parts;
    } else if (const char32_t capital = small_capital(letter)) {
      repaired.push_back(capital);
    } else if (letters.size() == 1 && is_symbol_bullet(letter)) {
      repaired.push_back(U'•');
    } else if (letter < 0x20 || (letter >= 0x7F && letter < 0xA0)) {
      // The same codes are icons and flags in other fonts, so letters beside them must vouch for them.
      if (!has_letters) continue;
      repaired += t1_ligature(letter);
      if (const char32_t mark = t1_mark(letter)) repaired.push_back(mark);
    } else if (letter == soft_hyphen) {
      if (i + 1 == letters.size() && i > 0) repaired.push_back(U'-');
    } else if (!is_invisible(letter) && !is_private(letter) && letter != replacement) {
      append(repaired, letter);
    }
  }
  std::string text;
  for (const char32_t letter : repaired) append_utf8(text, letter);
  return text;
}

float letter_trust(std::string_view text) {
  constexpr int enough_letters = 60;
  // These eight make up half of the plain letters or more in every language of western and central Europe.
  constexpr std::u32string_view frequent = U"eainrsto";
  constexpr float least_share = 0.28F, sound_share = 0.42F;
  constexpr int letters_for_an_icon = 5;
  int letters = 0, plain = 0, common = 0, marks = 0, icons = 0;
  while (!text.empty()) {
    const char32_t letter = take_code_point(text);
    letters += is_letter(letter) ? 1 : 0;
    plain += is_ascii_letter(letter) ? 1 : 0;
    common += is_ascii_letter(letter) && frequent.contains(letter | 0x20) ? 1 : 0;
    icons += is_private(letter) ? 1 : 0;
    marks += letter == replacement || letter < 0x20 || (letter >= 0x7F && letter < 0xA0) ? 1 : 0;
  }
  // A few icons of the private-use area are no sign of a broken font; a text of them is.
  marks += std::max(0, icons - letters / letters_for_an_icon);
  if (letters + marks < enough_letters) return 1;
  const float read = static_cast<float>(letters) / static_cast<float>(letters + marks);
  const float share = static_cast<float>(common) / static_cast<float>(std::max(plain, 1));
  return read * std::clamp((share - least_share) / (sound_share - least_share), 0.0F, 1.0F);
}

}  // namespace tamis::parsers
