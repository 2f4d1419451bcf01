#include "normalize/head_evidence.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

bool ends_like(std::string_view word, const std::vector<std::string>& suffixes) {
  return std::ranges::any_of(
      suffixes, [&](const std::string& suffix) { return word.size() > suffix.size() + 1 && word.ends_with(suffix); });
}

/// Calls `visit(start, word)` for each word of folded words.
template <class Visit>
void for_each_word(std::string_view words, Visit&& visit) {
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && is_word_byte(words[end])) ++end;
    if (end > i) visit(i, words.substr(i, end - i));
    i = end + 1;
  }
}

/// Words shorter than this are articles and prepositions, which names have too.
constexpr std::size_t content_word = 4;

/// A title whose head noun the table of occupations has.
constexpr float known_occupation = 3;

/// "Freelance" where an employer stands.
constexpr float own_business = 3;

/// What the casing says: words in lower case behind the first describe ("aiuto cuoco di linea"), capitals name, where
/// the language does not capitalise more than names.
float casing(const Piece& piece) {
  const auto language = piece.source->language();
  int lower = 0, upper = 0;
  for_each_word(piece.words(), [&](std::size_t start, std::string_view word) {
    if (start == 0 || word.size() < content_word || is_digit(word.front())) return;
    (begins_upper_case(piece.part(start, start + word.size()).text()) ? upper : lower) += 1;
  });
  if (lower > upper) return -1;
  const bool names_only = language != "en" && language != "de";
  return names_only && upper > 0 && lower == 0 && !is_upper_case(piece.text()) ? 0.7F : 0.0F;
}

}  // namespace

HeadEvidence::HeadEvidence(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees,
                           const OccupationReader& occupations)
    : places_(places), degrees_(degrees), occupations_(occupations) {
  for_each_term(packs, "titles", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "words") titles_.add(term, true);
    if (key == "suffixes") title_suffixes_.push_back(term);
    if (key == "contracts") contracts_.add(term, true);
  });
  for_each_term(packs, "organisations", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "words") organisations_.add(term, true);
    if (key == "schools") schools_.add(term, true);
    if (key == "school_suffixes") school_suffixes_.push_back(term);
    if (key == "self") self_.add(term, true);
    if (key == "suffixes") organisation_suffixes_.push_back(term);
    if (key == "legal_forms") legal_forms_.add(term, true);
  });
  for_each_term(packs, "absences",
                [&](const std::string&, const std::string& term, const LanguagePack&) { absences_.add(term, true); });
}

bool HeadEvidence::is_legal_form(std::string_view words) const {
  return legal_forms_.find(words) || (words.ends_with('.') && legal_forms_.find(words.substr(0, words.size() - 1)));
}

float HeadEvidence::organisation(std::string_view words) const {
  float score = 0;
  legal_forms_.for_each_match(words, [&](std::size_t start, const auto&) {
    if (start > 0) score = 4;
  });
  float named = 0;
  organisations_.for_each_match(words, [&](std::size_t start, const auto& match) {
    named = std::max(named, start == 0 || start + match.size == words.size() ? 3.0F : 1.5F);
  });
  for_each_word(words, [&](std::size_t, std::string_view word) {
    if (ends_like(word, organisation_suffixes_)) named = std::max(named, 1.5F);
  });
  return score + named;
}

float HeadEvidence::school(std::string_view words) const {
  float score = schools_.find_in(words) ? 4.0F : 0.0F;
  for_each_word(words, [&](std::size_t, std::string_view word) {
    if (ends_like(word, school_suffixes_)) score = 4;
  });
  return score > 0 ? score : std::min(organisation(words), 0.5F);
}

float HeadEvidence::title(std::string_view words) const {
  float score = 0;
  // A title begins with its noun, or ends with it: "chef de rang", "kitchen manager".
  titles_.for_each_match(words, [&](std::size_t start, const auto& match) {
    score = std::max(score, start == 0 || start + match.size == words.size() ? 4.0F : 2.0F);
  });
  for_each_word(words, [&](std::size_t, std::string_view word) {
    if (ends_like(word, title_suffixes_)) score = std::max(score, 2.0F);
  });
  return score;
}

bool HeadEvidence::is_place(std::string_view words) const {
  return places_.is_place(words) && organisation(words) == 0 && title(words) == 0;
}

float HeadEvidence::employer_balance(const Piece& piece) const {
  if (self_.find(piece.words())) return own_business;
  const auto words = piece.words();
  auto named = title(words);
  if (named < known_occupation && occupations_.knows(words, piece.source->language())) named = known_occupation;
  return organisation(words) - named + casing(piece);
}

float HeadEvidence::school_balance(const Piece& piece) const {
  return school(piece.words()) - (degrees_.is_degree(piece.words()) ? 4.0F : 0.0F);
}

}  // namespace tamis::normalize
