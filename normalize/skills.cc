#include "normalize/skills.hpp"

#include "normalize/text_folder.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace tamis::normalize {
namespace {

constexpr float in_group = 0.95F, alone = 0.9F;
constexpr std::size_t longest_item = 90, longest_group_name = 45;

constexpr auto spaced_signs = std::to_array<std::string_view>({"•", "·", " / "});

bool has_separator(std::string_view words) {
  return words.find_first_of(",;|") != std::string_view::npos ||
         std::ranges::any_of(spaced_signs, [&](auto sign) { return words.find(sign) != std::string_view::npos; });
}

bool is_open(std::string_view words) {
  return (!words.empty() && std::string_view(",;-/|").find(words.back()) != std::string_view::npos) ||
         words.ends_with("•") || words.ends_with("·") ||
         std::ranges::count(words, '(') > std::ranges::count(words, ')');
}

/// Before the colon of "Group: a, b"; nothing if the line has none, or one that belongs to an item ("Java: 5 years").
std::optional<std::size_t> group_colon(const Piece& line) {
  const auto words = line.words();
  const auto colon = words.find(':');
  const bool in_group_name = colon != std::string_view::npos && colon > 0 && colon <= longest_group_name;
  if (!in_group_name || words.substr(0, colon).find_first_of(",;(") != std::string_view::npos) return std::nullopt;
  if (words.substr(colon).starts_with("://")) return std::nullopt;
  return colon;
}

/// The line with its last comma, which `trimmed` would drop.
Piece raw_piece(const ReadingText& text, std::size_t line) { return piece_of(text, text.lines[line].span); }

/// Do the lines look the same, as far as their format tells?
bool looks_like(const TextLine& a, const TextLine& b) {
  return a.font_size > 0 && a.font_size == b.font_size && a.bold == b.bold && a.italic == b.italic &&
         a.colour == b.colour;
}

bool same_row(const TextLine& a, const TextLine& b) { return a.row >= 0 && a.row == b.row && a.table == b.table; }

/// Cuts at the signs that `split` does not know.
std::vector<Piece> cut_at_spaced_signs(const Piece& piece) {
  std::vector<Piece> parts;
  const auto words = piece.words();
  std::size_t start = 0;
  const auto cut = [&](std::size_t end, std::size_t next) {
    if (const auto part = piece.part(start, end).trimmed(); !part.empty()) parts.push_back(part);
    start = next;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const auto sign : spaced_signs) {
      if (words.substr(i).starts_with(sign)) cut(i, i + sign.size());
    }
  }
  cut(words.size(), words.size());
  return parts;
}

/// Words set apart by more than a space, as those of a cloud are.
std::vector<Piece> cut_at_gaps(const Piece& piece) {
  constexpr float wide = 0.5F;  // of a word's height
  std::vector<Piece> parts;
  const auto& words = piece.source->words;
  const auto span = piece.span();
  auto word = std::ranges::lower_bound(words, span.start, {}, [](const TextWord& each) { return each.span.start; });
  auto start = span.start;
  for (; word != words.end() && word->span.end < span.end; ++word) {
    const auto next = word + 1;
    if (next == words.end() || next->span.start >= span.end) break;
    const auto height = std::min(word->box.height(), next->box.height());
    const bool by_ocr = word->confidence < 1;
    if (by_ocr || height <= 0 || next->box.left - word->box.right < wide * height) continue;
    parts.push_back(piece_of(*piece.source, Span{start, word->span.end}).trimmed());
    start = next->span.start;
  }
  parts.push_back(piece_of(*piece.source, Span{start, span.end}).trimmed());
  return parts;
}

}  // namespace

/// A group with its list, or a list of skills that stand alone.
struct SkillReader::Row {
  std::optional<Piece> name;
  Piece list;
  bool inline_list = false;  ///< the list began on the group's own line
};

SkillReader::SkillReader(const LanguagePacks& packs) {
  for (const auto& pack : packs) {
    for (const auto& term : pack.terms("skills", "levels")) levels_.add(term, true);
    for (const auto& term : pack.terms("skills", "and")) connectors_.add(term, true);
  }
}

bool SkillReader::is_level(std::string_view words) const {
  static const re2::RE2 measure(R"((?:\d{1,3} ?%|\d ?/ ?\d{1,2}|[^a-z0-9]+|[abc][12]))");
  words = trimmed(words, ".()");
  return levels_.find(words) != nullptr || re2::RE2::FullMatch(words, measure);
}

/// "Excel - advanced", "Excel (good)", "Excel 80 %", "Excel ★★★".
Piece SkillReader::without_level(Piece item) const {
  static const re2::RE2 measure(R"((.*?\S)(?: ?[-:] ?| |\()(?:\d{1,3} ?%|\d ?/ ?(?:5|10))\)?)");
  static const re2::RE2 marks(R"((.*?[a-z0-9+#.)]) ?[^\x00-\x7f]+)");
  re2::StringPiece kept;
  const auto words = item.words();
  const auto keep = [&](std::size_t size) { item = item.until(size).trimmed(); };
  if (re2::RE2::FullMatch(words, measure, &kept) || re2::RE2::FullMatch(words, marks, &kept)) keep(kept.size());
  for (const std::string_view sign : {" - ", ": ", " ("}) {
    const auto at = item.words().rfind(sign);
    if (at != std::string_view::npos && at > 0 && is_level(item.words().substr(at + sign.size()))) keep(at);
  }
  return item;
}

std::vector<Piece> SkillReader::items_of(const Piece& list) const {
  std::vector<Piece> items;
  for (const auto& part : cut_at_spaced_signs(list)) {
    const auto found = has_separator(list.words()) ? split(part, ",;|") : cut_at_gaps(part);
    items.insert(items.end(), found.begin(), found.end());
  }
  // "Word, Excel and PowerPoint": two names, each one capitalised word.
  if (items.size() > 1) {
    const auto last = items.back();
    const auto words = last.words();
    const auto first_space = words.find(' '), last_space = words.rfind(' ');
    const bool three_words = first_space != last_space && words.find(' ', first_space + 1) == last_space;
    if (three_words && connectors_.find(words.substr(first_space + 1, last_space - first_space - 1)) &&
        begins_upper_case(last.text()) && begins_upper_case(last.from(last_space + 1).text())) {
      items.back() = last.until(first_space);
      items.push_back(last.from(last_space + 1));
    }
  }
  return items;
}

/// A short line without list above a line with one, or in the first column of a table.
bool SkillReader::names_group(const ReadingText& text, const Section& section, std::size_t index) const {
  if (index + 1 >= section.lines.size()) return false;
  const auto& line = text.lines[section.lines[index]];
  const auto& next = text.lines[section.lines[index + 1]];
  const auto words = piece_of(text, line).words();
  if (words.empty() || words.size() > longest_group_name || has_separator(words)) return false;
  if (same_row(line, next) && (line.role == BlockRole::label || line.column < next.column)) return true;
  if (line.role == BlockRole::list_item) return false;
  const auto below = raw_piece(text, section.lines[index + 1]);
  const bool list_below = has_separator(below.words()) && !group_colon(below);
  const bool only_spaced = looks_like(line, next) && !list_below && next.role != BlockRole::list_item;
  const bool above = next.role != BlockRole::heading && !same_row(line, next) && !only_spaced;
  if (above && (line.role == BlockRole::heading || (line.bold && !next.bold))) return true;
  return list_below && next.role != BlockRole::list_item && begins_upper_case(piece_of(text, line).text());
}

std::vector<SkillReader::Row> SkillReader::read_rows(const ReadingText& text, const Section& section) const {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < section.lines.size(); ++i) {
    const auto& line = text.lines[section.lines[i]];
    const auto piece = raw_piece(text, section.lines[i]);
    if (piece.trimmed().empty()) continue;
    const auto* above = i > 0 ? &text.lines[section.lines[i - 1]] : nullptr;
    const bool goes_on = above && !rows.empty() && section.lines[i] == section.lines[i - 1] + 1;
    const bool open = goes_on && is_open(trimmed(rows.back().list.words()));
    const auto colon = group_colon(piece);
    if (colon && !(open && above->block == line.block && !has_separator(piece.words()))) {
      rows.push_back(
          {piece.until(*colon).trimmed(), piece.from(*colon + 1), !piece.from(*colon + 1).trimmed().empty()});
    } else if (open || (goes_on && rows.back().inline_list &&
                        (above->block == line.block || line.role != BlockRole::list_item))) {
      rows.back().list = rows.back().list.joined(piece);
    } else if (names_group(text, section, i)) {
      rows.push_back({piece.trimmed(), piece.from(piece.size())});
    } else if (goes_on && rows.back().name && rows.back().list.trimmed().empty()) {
      rows.back().list = piece;
    } else if (goes_on && rows.back().name && !rows.back().inline_list && line.role == BlockRole::list_item &&
               above->role == BlockRole::list_item) {
      rows.push_back({rows.back().name, piece});
    } else if (goes_on && above->block == line.block && has_separator(rows.back().list.words()) &&
               (has_separator(piece.words()) || !begins_upper_case(piece.trimmed().text()))) {
      rows.back().list = rows.back().list.joined(piece);
    } else {
      rows.push_back({std::nullopt, piece});
    }
  }
  return rows;
}

std::vector<Skill> SkillReader::read(const ReadingText& text, const Section& section) const {
  std::vector<Skill> skills;
  std::optional<Piece> current;
  for (const auto& row : read_rows(text, section)) {
    auto items = items_of(row.list);
    const bool rated =
        row.name && std::ranges::all_of(items, [&](const Piece& item) { return is_level(item.words()); });
    if (rated) {
      skills.push_back({row.name->value(alone), {}});
      continue;
    }
    const bool same_group = row.name && current && current->folded == row.name->folded && !skills.empty();
    if (row.name && !same_group) skills.push_back({row.name->value(in_group), {}});
    current = row.name;
    for (const auto& item : items) {
      const auto skill = without_level(item);
      if (skill.empty() || skill.size() > longest_item || is_level(skill.words())) continue;
      if (row.name) {
        skills.back().keywords.push_back(skill.value(in_group));
      } else {
        skills.push_back({skill.value(alone), {}});
      }
    }
  }
  return skills;
}

}  // namespace tamis::normalize
