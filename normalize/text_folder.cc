#include "normalize/text_folder.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace tamis::normalize {
namespace {

struct Replacement {
  std::u32string_view letters;
  const char* folded;
};

/// What Unicode's case folding and compatibility decomposition leave as it is, or turn into a space and a mark.
constexpr Replacement replacements[] = {
    {U"łŁ", "l"},
    {U"øØ", "o"},
    {U"đĐðÐ", "d"},
    {U"þÞ", "th"},
    {U"æÆ", "ae"},
    {U"œŒ", "oe"},
    {U"ıİ", "i"},
    {U"ħĦ", "h"},
    {U"ŧŦ", "t"},
    {U"ßẞ", "ss"},
    {U"‐‑‒–—―−﹘﹣－", "-"},
    {U"‘’‚‛ʼ′`´＇", "'"},
    {U"“”„‟«»″", "\""},
    {U"•●▪■◦‣⁃∙▸►◆◇○□▶➢➤✓✔❖", "•"},
    {U"·⋅・", "·"},
};

/// Lower-case Cyrillic and Greek letters that a reader takes for Latin ones, and their Latin twins (the Latin rows of
/// Unicode's confusables, upper-case pairs included under their lower-case letter).
constexpr std::u32string_view look_alikes = U"аеорсухіјѕһԁԛԝвкмнтαοντρυικβεζηχγω";
constexpr std::string_view latin_twins = "aeopcyxijshdqwbkmhtaovtpuikbeznxyw";
static_assert(look_alikes.size() == latin_twins.size());

bool is_space(UChar32 c) { return c == '\t' || c == '\r' || u_isUWhiteSpace(c) != 0; }

bool is_invisible(UChar32 c) {
  const auto type = u_charType(c);
  return type == U_FORMAT_CHAR || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_CONTROL_CHAR;
}

/// Telephones, envelopes, calendars: pictures before a number or a date. Stars count something, and stay.
bool is_icon(UChar32 c) {
  constexpr UChar32 first_picture = 0x2300;
  constexpr std::u32string_view stars = U"★☆⭐✩✪✫✬✭✮✯✰";
  return c >= first_picture && u_charType(c) == U_OTHER_SYMBOL &&
         stars.find(static_cast<char32_t>(c)) == std::u32string_view::npos;
}

const char* replacement(UChar32 c) {
  for (const auto& each : replacements) {
    if (each.letters.find(static_cast<char32_t>(c)) != std::u32string_view::npos) return each.folded;
  }
  if (is_icon(c)) return "•";
  return nullptr;
}

std::string fold_one(UChar32 c) {
  if (c == '\n') return "\n";
  if (is_space(c)) return " ";
  if (is_invisible(c)) return {};
  if (const char* found = replacement(c)) return found;
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const auto decomposed = nfkd->normalize(icu::UnicodeString(c).foldCase(), status);
  std::string folded;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 part = decomposed.char32At(i);
    if (is_space(part)) {
      folded += ' ';
    } else if (const char* found = replacement(part)) {
      folded += found;
    } else if (!is_invisible(part)) {
      icu::UnicodeString(part).toUTF8String(folded);
    }
  }
  return folded;
}

/// The Latin twin of a look-alike, or 0.
char latin_twin(UChar32 c) {
  const auto found = look_alikes.find(static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
  return found == std::u32string_view::npos ? '\0' : latin_twins[found];
}

bool is_latin(UChar32 c) {
  if (c < 0x80) return u_isalpha(c) != 0;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_LATIN;
}

struct Letter {
  UChar32 code;
  std::uint32_t byte;
};

template <class Visit>
void for_each_letter(std::string_view text, Visit&& visit) {
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const auto start = static_cast<std::uint32_t>(i);
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(text.data(), i, length, code);
    visit(Letter{code, start});
  }
}

std::vector<Letter> decode(std::string_view text) {
  std::vector<Letter> letters;
  letters.reserve(text.size());
  for_each_letter(text, [&](Letter letter) { letters.push_back(letter); });
  return letters;
}

/// Makes the look-alikes of each word that mixes alphabets Latin, unless it has letters that no Latin word could have.
void latinise(std::vector<Letter>& letters) {
  for (std::size_t start = 0; start < letters.size();) {
    bool latin = false, look_alike = false, foreign = false;
    std::size_t end = start;
    for (; end < letters.size() && u_isalpha(letters[end].code); ++end) {
      if (is_latin(letters[end].code)) {
        latin = true;
      } else if (latin_twin(letters[end].code)) {
        look_alike = true;
      } else {
        foreign = true;
      }
    }
    if (latin && look_alike && !foreign) {
      for (auto i = start; i < end; ++i) {
        if (!is_latin(letters[i].code)) letters[i].code = latin_twin(letters[i].code);
      }
    }
    start = end == start ? start + 1 : end;
  }
}

bool beyond_latin_1(std::string_view text) {
  for (const unsigned char c : text) {
    if (c >= 0xCD) return true;
  }
  return false;
}

}  // namespace

/// The folded form of the letters that CVs are made of; all others are folded when they come.
struct IcuTextFolder::Table {
  std::array<std::string, 0x250> folded;
};

IcuTextFolder::IcuTextFolder() {
  auto table = std::make_unique<Table>();
  for (std::size_t c = 0; c < table->folded.size(); ++c) table->folded[c] = fold_one(static_cast<UChar32>(c));
  table_ = std::move(table);
}

IcuTextFolder::~IcuTextFolder() = default;

FoldedText IcuTextFolder::fold(std::string_view text) const {
  auto letters = decode(text);
  if (beyond_latin_1(text)) latinise(letters);
  FoldedText result;
  result.text.reserve(text.size());
  result.origin.reserve(text.size() + 1);
  for (const auto& [code, byte] : letters) {
    const auto index = static_cast<std::size_t>(code);
    if (index < table_->folded.size()) {
      result.text += table_->folded[index];
    } else {
      result.text += fold_one(code);
    }
    result.origin.resize(result.text.size(), byte);
  }
  result.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

std::string to_nfc(std::string_view text) {
  if (std::ranges::all_of(text, [](unsigned char c) { return c >= ' ' && c < 0x7F; })) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  const auto normal = nfc->normalize(unicode, status);
  std::string result;
  (U_FAILURE(status) ? unicode : normal).toUTF8String(result);
  return result;
}

std::string latinised(std::string_view text) {
  std::string result(text);
  if (!beyond_latin_1(text)) return result;
  auto letters = decode(text);
  const auto written = letters;
  latinise(letters);
  result.clear();
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool twin = letters[i].code != written[i].code && u_isupper(written[i].code);
    icu::UnicodeString(twin ? u_toupper(letters[i].code) : letters[i].code).toUTF8String(result);
  }
  return result;
}

std::string to_title_case(std::string_view word) {
  icu::UnicodeString result;
  bool inside = false;
  for_each_letter(word, [&](Letter letter) {
    result.append(inside ? u_tolower(letter.code) : u_totitle(letter.code));
    inside = u_isalpha(letter.code) != 0;
  });
  std::string bytes;
  result.toUTF8String(bytes);
  return bytes;
}

bool is_upper_case(std::string_view text) {
  int upper = 0, lower = 0;
  for_each_letter(text, [&](Letter letter) {
    upper += u_isupper(letter.code) ? 1 : 0;
    lower += u_islower(letter.code) ? 1 : 0;
  });
  return lower == 0 && upper >= 2;
}

bool begins_upper_case(std::string_view text) {
  if (text.empty()) return false;
  UChar32 first = 0;
  int32_t at = 0;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<int32_t>(text.size()), first);
  return u_isupper(first) || u_istitle(first);
}

std::size_t count_letters(std::string_view text) {
  std::size_t count = 0;
  for_each_letter(text, [&](Letter letter) { count += u_isalpha(letter.code) ? 1 : 0; });
  return count;
}

}  // namespace tamis::normalize
