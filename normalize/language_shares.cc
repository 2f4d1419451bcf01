#include "normalize/reading_text.hpp"

#include "normalize/gazetteer.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <functional>

namespace tamis::normalize {
namespace {

/// What CLD2 leans towards between near relatives, such as Galician, Spanish and Portuguese.
constexpr const char* languages_of_packs =
#define LANGUAGE(code) #code ","
#include "normalize/languages.list"
#undef LANGUAGE
    ;

/// Without addresses on the net. Headings and short lines stay: among names of products they are what has a language.
std::string words_of(const ReadingText& text) {
  std::string all;
  for (const auto& line : text.lines) {
    const auto words = text.slice(line.span, Purpose::normalization);
    if (words.find('@') == std::string_view::npos && words.find("://") == std::string_view::npos)
      all.append(words).append("\n");
  }
  return all;
}

/// How many words of the text are one of `markers`, which are apart by semicolons.
std::ptrdiff_t count_markers(std::string_view text, std::string_view markers) {
  const auto known = cells(markers, ';');
  std::ptrdiff_t count = 0;
  for (const auto line : cells(text, '\n')) {
    count += std::ranges::count_if(cells(line, ' '),
                                   [&](auto word) { return std::ranges::find(known, word) != known.end(); });
  }
  return count;
}

/// The usual neighbour of a language that is rare in CVs, if the small words of the text speak for it.
std::string likelier(std::string code, std::string_view text) {
  for (const auto& row : gazetteer("near_languages.tsv")) {
    if (row[0] == code && count_markers(text, row[3]) > count_markers(text, row[2])) return std::string(row[1]);
  }
  return code;
}

void add_share(std::vector<LanguageShare>& shares, std::string code, float share) {
  const auto known = std::ranges::find(shares, code, &LanguageShare::code);
  if (known != shares.end()) {
    known->share += share;
  } else {
    shares.push_back({std::move(code), share});
  }
}

std::vector<LanguageShare> shares_of(std::string_view text) {
  CLD2::CLDHints hints{languages_of_packs, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], bytes = 0;
  double scores[3];
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, CLD2::kCLDFlagBestEffort,
                                 languages, percents, scores, nullptr, &bytes, &reliable);
  std::vector<LanguageShare> shares;
  int total = 0;
  for (int i = 0; i < 3; ++i) total += languages[i] == CLD2::UNKNOWN_LANGUAGE ? 0 : percents[i];
  for (int i = 0; i < 3; ++i) {
    if (languages[i] == CLD2::UNKNOWN_LANGUAGE || percents[i] == 0) continue;
    add_share(shares, likelier(CLD2::LanguageCode(languages[i]), text),
              static_cast<float>(percents[i]) / static_cast<float>(total));
  }
  std::ranges::stable_sort(shares, std::greater(), &LanguageShare::share);
  return shares;
}

}  // namespace

std::vector<LanguageShare> detect_languages(const ReadingText& text) {
  constexpr std::size_t enough = 100;  // bytes; CLD2 guesses below
  const auto words = words_of(text);
  return shares_of(words.size() >= enough ? words : text.text.reveal(Purpose::normalization));
}

}  // namespace tamis::normalize
