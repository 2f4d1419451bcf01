#include "tests/redact/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>

namespace tamis::redact {
namespace {

using testing::Case;
using testing::Read;

/// A letter as it is written, in capitals, and without its mark.
struct Letter {
  std::string_view lower, upper, plain;
};

constexpr auto letters = std::to_array<Letter>({
    {"à", "À", "a"}, {"á", "Á", "a"}, {"â", "Â", "a"},  {"ã", "Ã", "a"}, {"ä", "Ä", "a"}, {"ą", "Ą", "a"},
    {"ç", "Ç", "c"}, {"ć", "Ć", "c"}, {"è", "È", "e"},  {"é", "É", "e"}, {"ê", "Ê", "e"}, {"ë", "Ë", "e"},
    {"ę", "Ę", "e"}, {"ì", "Ì", "i"}, {"í", "Í", "i"},  {"î", "Î", "i"}, {"ï", "Ï", "i"}, {"ł", "Ł", "l"},
    {"ñ", "Ñ", "n"}, {"ń", "Ń", "n"}, {"ò", "Ò", "o"},  {"ó", "Ó", "o"}, {"ô", "Ô", "o"}, {"õ", "Õ", "o"},
    {"ö", "Ö", "o"}, {"ś", "Ś", "s"}, {"ù", "Ù", "u"},  {"ú", "Ú", "u"}, {"û", "Û", "u"}, {"ü", "Ü", "u"},
    {"ź", "Ź", "z"}, {"ż", "Ż", "z"}, {"œ", "Œ", "oe"}, {"’", "’", "'"},
});

/// Each letter with a mark replaced by another of its forms.
std::string with_marks(std::string text, std::string_view Letter::*from, std::string_view Letter::*to) {
  for (const Letter& letter : letters) {
    for (std::size_t at = 0; (at = text.find(letter.*from, at)) != text.npos; at += (letter.*to).size()) {
      text.replace(at, (letter.*from).size(), letter.*to);
    }
  }
  return text;
}

std::string without_accents(const std::string& words) {
  return with_marks(with_marks(words, &Letter::lower, &Letter::plain), &Letter::upper, &Letter::plain);
}

std::string in_capitals(const std::string& words) {
  std::string text = with_marks(words, &Letter::lower, &Letter::upper);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Place {
  std::size_t start = 0, size = 0;
};

/// The longest run of plain letters.
Place longest_word(const std::string& words) {
  Place longest;
  for (std::size_t start = 0; start < words.size();) {
    std::size_t end = start;
    while (end < words.size() && is_ascii_letter(words[end])) ++end;
    const bool whole =
        (start == 0 || (words[start - 1] & 0x80) == 0) && (end == words.size() || (words[end] & 0x80) == 0);
    if (whole && end - start > longest.size) longest = {start, end - start};
    start = std::max(end, start + 1);
  }
  return longest;
}

std::string letter_spaced(const std::string& words) {
  const Place place = longest_word(words);
  if (place.size < 4) return words;
  std::string spaced;
  for (std::size_t i = 0; i < place.size; ++i) spaced += std::string(i == 0 ? "" : " ") + words[place.start + i];
  return words.substr(0, place.start) + spaced + words.substr(place.start + place.size);
}

std::string wrapped(const std::string& words) {
  const std::size_t space = words.find(' ', words.size() / 2);
  return space == words.npos ? words : words.substr(0, space) + "\n  " + words.substr(space + 1);
}

std::string hyphenated(const std::string& words) {
  const Place place = longest_word(words);
  if (place.size < 8) return words;
  const std::size_t middle = place.start + place.size / 2;
  return words.substr(0, middle) + "-\n  " + words.substr(middle);
}

std::string in_two_cells(const std::string& words) {
  const std::size_t colon = words.find(" : "), plain = words.find(": ");
  if (colon != words.npos) return words.substr(0, colon + 2) + "\n" + words.substr(colon + 3);
  return plain == words.npos ? words : words.substr(0, plain + 1) + "\n" + words.substr(plain + 2);
}

std::string with_homoglyphs(const std::string& words) {
  constexpr std::string_view latin = "aeocpx";
  constexpr std::array<std::string_view, 6> cyrillic{"а", "е", "о", "с", "р", "х"};
  const Place place = longest_word(words);
  std::string written = words.substr(0, place.start);
  for (std::size_t i = place.start; i < place.start + place.size; ++i) {
    const std::size_t twin = latin.find(words[i]);
    written += twin == latin.npos ? std::string_view(words).substr(i, 1) : cyrillic[twin];
  }
  return written + words.substr(place.start + place.size);
}

/// One usual confusion of OCR in the longest word, which must be long enough to know it again.
std::string misread(const std::string& words) {
  constexpr auto confusions = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"m", "rn"}, {"l", "1"}, {"i", "l"}, {"o", "0"}, {"n", "u"}, {"e", "c"}, {"a", "o"}});
  const Place place = longest_word(words);
  if (place.size < 9) return words;
  for (const auto& [right, wrong] : confusions) {
    const std::size_t at = words.find(right, place.start + 2);
    if (at < place.start + place.size - 1) return words.substr(0, at) + std::string(wrong) + words.substr(at + 1);
  }
  return words;
}

struct Change {
  const char* name;
  std::string (*apply)(const std::string&);
  double floor;  ///< of the positives that the change touches: how many must still be found
  bool ocr = false;
};

constexpr Change changes[] = {
    {"lost accents", without_accents, 1},    {"capitals", in_capitals, 0.98},
    {"letter-spacing", letter_spaced, 0.97}, {"line wrap", wrapped, 0.98},
    {"hyphenation", hyphenated, 0.98},       {"two cells", in_two_cells, 0.98},
    {"homoglyphs", with_homoglyphs, 1},      {"misread letter", misread, 0.94, true},
};

Read read(const Case& each, const std::string& language, const std::string& words, bool ocr) {
  Document document = testing::document_of(testing::document_around(language, each.section, words));
  for (Block& block : document.pages.front().blocks) {
    for (Line& line : block.lines) {
      for (Word& word : line.words) {
        if (ocr) word.origin = Origin::ocr, word.confidence = 0.8F;
      }
    }
  }
  return Read(std::move(document));
}

bool is_sensitive(const Case& each) {
  const auto category = from_name<Category>(each.category);
  return category && basis_of(*category) != Basis::protected_;
}

/// How many of every sixth case hold after the change, of those that it touches; the others stand in `lost`.
double share_that_holds(const Change& change, bool negatives, std::string& lost) {
  double touched = 0, held = 0;
  for (const std::string& language : testing::languages()) {
    const std::vector<Case> cases = testing::cases_of(language);
    for (std::size_t i = 0; i < cases.size(); i += 6) {
      Case each = cases[i];
      if (each.is_negative() != negatives || (!negatives && !is_sensitive(each))) continue;
      const std::string words = change.apply(each.words);
      if (words == each.words) continue;
      each.marked.clear();
      ++touched;
      if (testing::holds(each, read(each, language, words, change.ocr))) {
        ++held;
      } else {
        lost += language + ".tsv:" + std::to_string(each.line) + ": " + words + "\n";
      }
    }
  }
  return touched == 0 ? 0 : held / touched;
}

class Damage : public ::testing::TestWithParam<Change> {};

TEST_P(Damage, HidesNothing) {
  std::string lost;
  EXPECT_GE(share_that_holds(GetParam(), false, lost), GetParam().floor) << lost;
}

TEST_P(Damage, RaisesNoAlarm) {
  std::string lost;
  EXPECT_GE(share_that_holds(GetParam(), true, lost), 0.99) << lost;
}

INSTANTIATE_TEST_SUITE_P(Changes, Damage, ::testing::ValuesIn(changes), [](const auto& each) {
  std::string name = each.param.name;
  std::erase_if(name, [](char c) { return !is_ascii_letter(c); });
  return name;
});

}  // namespace
}  // namespace tamis::redact
