#include "normalize/degrees.hpp"

#include "normalize/text_folder.hpp"

#include <re2/re2.h>

#include <array>

namespace tamis::normalize {
namespace {

constexpr std::string_view level_key = "level";
constexpr std::int32_t lowest_higher_level = 5, lowest_university_level = 6;

std::int32_t level_of(std::string_view key) {
  return key.starts_with(level_key) && key.size() == level_key.size() + 1 ? key.back() - '0' : 0;
}

struct Sign {
  std::size_t start, end;
};

/// The first sign outside of brackets that can part a degree from its area.
std::optional<Sign> find_sign(std::string_view words, std::size_t from) {
  static constexpr auto signs = std::to_array<std::string_view>({" - ", " | ", " • ", " · ", " / ", ": ", ", "});
  int depth = 0;
  for (auto i = from; i < words.size(); ++i) {
    depth += words[i] == '(' ? 1 : words[i] == ')' && depth > 0 ? -1 : 0;
    if (depth > 0) continue;
    for (const auto sign : signs) {
      if (i > 0 && words.substr(i).starts_with(sign)) return Sign{i, i + sign.size()};
    }
  }
  return std::nullopt;
}

}  // namespace

DegreeReader::DegreeReader(const LanguagePacks& packs) {
  for (const auto& pack : packs) {
    Phrases<bool> complemented;
    for (const auto& term : pack.terms("degrees", "complemented")) complemented.add(term, true);
    for (const auto& term : pack.terms("degrees", "area_in")) area_in_.add(term, true);
    for (const auto& term : pack.terms("degrees", "area_of")) area_of_.add(term, true);
    for (const auto& term : pack.terms("grammar", "link")) links_.add(term, true);
    for (const auto& [key, terms] : pack.table("degrees")) {
      const auto level = level_of(key);
      if (level == 0 && key != "words") continue;
      for (const auto& term : terms) {
        qualifications_.add(term, {level, complemented.find(term) != nullptr});
        if (level > 0) levels_[pack.code].add(term, level);
      }
    }
  }
}

std::optional<std::int32_t> DegreeReader::eqf(std::string_view study_type, std::string_view language) const {
  if (const auto own = levels_.find(language); own != levels_.end()) {
    if (const auto* level = own->second.find_in(study_type)) return *level;
  }
  for (const auto& [code, levels] : levels_) {
    if (const auto* level = levels.find_in(study_type)) return *level;
  }
  return std::nullopt;
}

bool DegreeReader::is_degree(std::string_view words) const { return qualifications_.find_in(words) != nullptr; }

/// With what belongs to it: "BSc (Hons)", "Master 2", "MBO niveau 4", "magister inżynier".
std::size_t DegreeReader::end_of_name(const Piece& piece, std::size_t end) const {
  const auto words = piece.words();
  static const re2::RE2 grade(
      R"((?:\.|\.? \([^)]{1,8}\)|[ -](?:(?:niveau|level|nivel|livello|stufe|poziom) )?(?:[1-8]|i{1,3}|iv|v)\b))");
  for (bool longer = true; longer;) {
    const re2::StringPiece rest(words.data() + end, words.size() - end);
    re2::StringPiece found;
    longer = grade.Match(rest, 0, rest.size(), re2::RE2::ANCHOR_START, &found, 1);
    if (longer) end += found.size();
    const bool open = end + 1 < words.size() && words[end] == ' ';
    if (longer || !open || begins_upper_case(piece.from(end + 1).text())) continue;
    const auto next = qualifications_.match_at(words, end + 1);
    longer = next.has_value();
    if (next) end += 1 + next->size;
  }
  return end;
}

std::optional<DegreeReader::Name> DegreeReader::find_name(const Piece& piece) const {
  std::optional<Name> name;
  qualifications_.for_each_match(piece.words(), [&](std::size_t start, const auto& match) {
    if (!name) name = {start, end_of_name(piece, start + match.size), *match.meaning};
  });
  return name;
}

std::optional<std::size_t> DegreeReader::area_start(const Piece& piece, const Name& name) const {
  const auto words = piece.words();
  if (name.end >= words.size() || words[name.end] != ' ') return std::nullopt;
  const auto next = name.end + 1;
  if (const auto link = area_in_.match_at(words, next)) return next + link->size;
  if (name.start > 0 || name.kind.complemented) return std::nullopt;
  const auto link = area_of_.match_at(words, next);
  if (link && name.kind.level >= lowest_university_level) return next + link->size;
  const bool small = !begins_upper_case(piece.from(next).text());
  const bool can_be_small =
      name.kind.level >= lowest_higher_level || is_upper_case(piece.part(name.start, name.end).text());
  return small && (!can_be_small || links_.match_at(words, next)) ? std::nullopt : std::optional(next);
}

/// "kierunek: Ekonomia"
Piece DegreeReader::without_label(const Piece& area) const {
  const auto label = area_in_.match_at(area.words(), 0);
  const auto rest = label ? area.from(label->size) : area;
  return label && trimmed(rest.words()).starts_with(':') ? rest.trimmed() : area;
}

DegreeParts DegreeReader::split(const Piece& piece) const {
  const auto words = piece.words();
  const auto sign = find_sign(words, 0);
  const auto name = find_name(piece);
  const bool begins = name && (!sign || name->start < sign->start);
  if (begins && words.ends_with(')') && name->start > 1 && words[name->start - 1] == '(') {
    const auto bracket = name->start - 1;
    return {piece.part(name->start, words.size() - 1), piece.until(bracket).trimmed()};
  }
  if (begins) {
    if (const auto area = area_start(piece, *name)) return {piece.until(name->end).trimmed(), piece.from(*area)};
  }
  const auto next_sign = begins ? find_sign(words, name->end) : sign;
  if (!next_sign) return {piece, piece.until(0)};
  const auto before = piece.until(next_sign->start).trimmed();
  const auto after = without_label(piece.from(next_sign->end).trimmed());
  const bool behind = !is_degree(before.words()) && is_degree(after.words());
  return behind ? DegreeParts{after, before} : DegreeParts{before, after};
}

}  // namespace tamis::normalize
