#include "normalize/sections.hpp"

#include "normalize/piece.hpp"
#include "normalize/text_folder.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace tamis::normalize {
namespace {

constexpr auto kind_names = std::to_array<std::string_view>(
    {"header", "contact", "personal", "profile", "work", "education", "skills", "languages", "certificates", "projects",
     "volunteer", "publications", "awards", "interests", "references", "other"});

std::optional<SectionKind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<SectionKind>(found - kind_names.begin());
}

/// How far a line stands out, on a scale that orders headings of one document.
float weight(const ReadingText& text, const TextLine& line) {
  return line.font_size + (line.bold ? 1.0F : 0) + (line.role == BlockRole::heading ? 1.0F : 0) +
         (is_upper_case(text.slice(line.span, Purpose::normalization)) ? 0.5F : 0);
}

bool is_margin(const TextLine& line) {
  return line.role == BlockRole::page_header || line.role == BlockRole::page_footer;
}

/// Headings this long are still told apart with one letter wrong.
constexpr std::size_t misread_size = 8;

/// Levenshtein's distance of two words, as far as it matters: is it at most `most`?
bool differ_by_at_most(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return false;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
    if (std::ranges::min(row) > most) return false;
  }
  return row.back() <= most;
}

template <class Test>
bool any_word(std::string_view words, Test&& test) {
  for (std::size_t start = 0; start < words.size();) {
    auto end = start;
    while (end < words.size() && is_word_byte(words[end])) ++end;
    if (end > start && test(words.substr(start, end - start))) return true;
    start = end + 1;
  }
  return false;
}

/// The same word, or one that begins with the other: "Freiwilligenarbeit", "freiwillig".
bool related(std::string_view a, std::string_view b) {
  constexpr std::size_t stem = 7;
  if (a.size() > b.size()) std::swap(a, b);
  return a == b || (a.size() >= stem && b.starts_with(a));
}

/// Without numbers and icons in front, and without remarks in brackets behind: "2. Work experience (selection)".
std::string_view bare(std::string_view heading) {
  while (!heading.empty() && !(heading.front() >= 'a' && heading.front() <= 'z')) heading.remove_prefix(1);
  const auto bracket = heading.find(" (");
  return bracket == std::string_view::npos || bracket == 0 ? heading : heading.substr(0, bracket);
}

/// "Projects and positions": jobs, told as projects.
bool are_jobs(SectionKind a, SectionKind b) {
  return std::minmax(a, b) == std::minmax(SectionKind::work, SectionKind::projects);
}

struct Candidate {
  SectionKind kind;
  float weight;
  const TextLine* line;
  std::size_t lines;  ///< that the heading takes
};

/// The folded words of a heading of so many lines; empty if the lines do not look alike.
std::string heading_of(const ReadingText& text, std::size_t first, std::size_t count) {
  std::string words;
  for (auto i = first; i < first + count; ++i) {
    if (i >= text.lines.size()) return {};
    const auto &line = text.lines[i], &above = text.lines[first];
    if (line.role != above.role || line.font_size != above.font_size || line.bold != above.bold ||
        line.region != above.region || line.row != above.row || line.page != above.page) {
      return {};
    }
    words += (i > first ? " " : "") + std::string(piece_of(text, line).words());
  }
  return std::string(bare(words));
}

using Candidates = std::map<std::size_t, Candidate>;

/// The heading that looks like most others here: that of the style which announces the most kinds.
const Candidate* usual_heading(const Candidates& candidates) {
  std::map<float, std::set<SectionKind>> kinds;
  for (const auto& [line, candidate] : candidates) kinds[candidate.weight].insert(candidate.kind);
  const auto best = std::ranges::max_element(kinds, {}, [](const auto& each) { return each.second.size(); });
  if (best == kinds.end()) return nullptr;
  const auto found =
      std::ranges::find_if(candidates, [&](const auto& each) { return each.second.weight == best->first; });
  return &found->second;
}

/// Was the line read by OCR? Then some of its words are unsure.
bool is_scanned(const ReadingText& text, const TextLine& line) {
  const auto word =
      std::ranges::lower_bound(text.words, line.span.start, {}, [](const TextWord& each) { return each.span.start; });
  return word != text.words.end() && word->confidence < 1;
}

bool same_size(const ReadingText& text, const TextLine& line, const TextLine& heading) {
  constexpr float misjudged = 0.1F;  // of a height, by OCR
  const float most = is_scanned(text, line) ? misjudged * heading.font_size : 0.0F;
  return std::abs(line.font_size - heading.font_size) <= most;
}

/// Is the line set just like a heading that a pack knows?
bool looks_like(const ReadingText& text, const TextLine& line, const TextLine& heading) {
  constexpr std::uint32_t longest = 60;  // bytes
  const auto upper = [&](const TextLine& each) { return is_upper_case(text.slice(each.span, Purpose::normalization)); };
  return line.role == heading.role && line.level == heading.level && same_size(text, line, heading) &&
         line.bold == heading.bold && line.italic == heading.italic && line.colour == heading.colour &&
         line.span.size() < longest && (line.table >= 0) == (heading.table >= 0) && line.column == heading.column &&
         (line.role != BlockRole::table_cell || line.table == heading.table) &&
         ((line.role == BlockRole::heading && line.font_size > 0 && !is_scanned(text, line)) ||
          upper(line) == upper(heading));
}

/// The headings that packs know, as strong as usual: what looks like one of them is a heading too.
class HeadingStyles {
 public:
  HeadingStyles(const ReadingText& text, const Candidates& candidates) : text_(text), candidates_(candidates) {}

  [[nodiscard]] bool include(const TextLine& line, float least_weight) const {
    const auto words = text_.slice(line.span, Purpose::normalization);
    return std::ranges::none_of(words, is_digit) && std::ranges::any_of(candidates_, [&](const auto& each) {
             const auto& heading = *each.second.line;
             return (each.second.weight >= least_weight || (is_usual_here(heading) && !is_scanned(text_, line))) &&
                    looks_like(text_, line, heading) &&
                    (is_marked(line) || (is_set_apart(line) && is_for_headings(heading)));
           });
  }

 private:
  /// On paper the sizes of letters mislead.
  [[nodiscard]] bool is_marked(const TextLine& line) const {
    return line.role == BlockRole::heading && !is_scanned(text_, line);
  }

  [[nodiscard]] bool is_set_apart(const TextLine& line) const {
    return line.role == BlockRole::label || line.role == BlockRole::table_cell ||
           (line.role == BlockRole::list_item && line.bold) ||
           is_upper_case(text_.slice(line.span, Purpose::normalization));
  }

  /// A second style beside the strongest, as of a sidebar.
  [[nodiscard]] bool is_usual_here(const TextLine& heading) const {
    constexpr std::ptrdiff_t enough = 3;
    return std::ranges::count_if(
               candidates_, [&](const auto& each) { return looks_like(text_, *each.second.line, heading); }) >= enough;
  }

  /// Do most lines that are set like this one announce what a pack knows?
  [[nodiscard]] bool is_for_headings(const TextLine& heading) const {
    const auto like = [&](const TextLine& line) { return looks_like(text_, line, heading); };
    const auto known = std::ranges::count_if(candidates_, [&](const auto& each) { return like(*each.second.line); });
    return known >= 2 && 2 * known >= std::ranges::count_if(text_.lines, like);
  }

  const ReadingText& text_;
  const Candidates& candidates_;
};

/// Does the line hold an e-mail address or a phone number?
bool names_a_way(std::string_view words) {
  constexpr auto digits_of_phone = 9;
  return words.find('@') != std::string_view::npos || std::ranges::count_if(words, is_digit) >= digits_of_phone;
}

/// Is the line a heading above those of the sections and the largest of all, as the name is?
bool outranks(const ReadingText& text, const TextLine& line, const TextLine& heading) {
  constexpr float clearly = 1.25F, nearly = 0.95F;
  const auto largest = std::ranges::max(text.lines, {}, &TextLine::font_size).font_size;
  return line.role == BlockRole::heading && heading.font_size > 0 && line.font_size > clearly * heading.font_size &&
         line.font_size >= nearly * largest;
}

bool alone_in_block(const ReadingText& text, std::size_t line) {
  const auto block = text.lines[line].block;
  return (line == 0 || text.lines[line - 1].block != block) &&
         (line + 1 == text.lines.size() || text.lines[line + 1].block != block);
}

/// Is it a heading behind a bullet, as some templates draw them, rather than an item of a list?
bool is_bulleted_heading(const ReadingText& text, std::size_t line) {
  return alone_in_block(text, line) &&
         (text.lines[line].bold || is_upper_case(text.slice(text.lines[line].span, Purpose::normalization)));
}

bool begins_block(const ReadingText& text, std::size_t line) {
  return line == 0 || text.lines[line - 1].block != text.lines[line].block;
}

/// Gives each line the section of its column: a column that goes on over the page goes on with its section.
class Assigner {
 public:
  explicit Assigner(const ReadingText& text) : text_(text) { sections_.push_back({}); }

  void open(SectionKind kind, std::size_t line) {
    enter(text_.lines[line]);
    sections_.push_back({kind, line, {}});
    columns_.back().section = sections_.size() - 1;
  }

  /// What follows in this column belongs to no section, but to the person.
  void leave_sections(std::size_t line) {
    enter(text_.lines[line]);
    columns_.back().section = 0;
  }

  void add(std::size_t line) {
    const auto& at = text_.lines[line];
    if (is_margin(at)) {
      sections_.front().lines.push_back(line);
      return;
    }
    enter(at);
    sections_[columns_.back().section].lines.push_back(line);
  }

  std::vector<Section> take() { return std::move(sections_); }

 private:
  struct Column {
    std::int32_t page, region;
    Box box;
    std::size_t section;
  };

  void enter(const TextLine& line) {
    if (!columns_.empty() && columns_.back().page == line.page && columns_.back().region == line.region) {
      columns_.back().box = columns_.back().box.united(line.box);
      return;
    }
    columns_.push_back({line.page, line.region, line.box, section_before(line)});
  }

  /// The section of the column above or on the page before whose sides are the line's; else the first one.
  [[nodiscard]] std::size_t section_before(const TextLine& line) const {
    if (columns_.empty()) return 0;
    if (line.box.empty()) return columns_.back().section;
    for (auto column = columns_.rbegin(); column != columns_.rend(); ++column) {
      if (std::abs(column->box.left - line.box.left) < 24) return column->section;
    }
    return line.page > columns_.front().page ? columns_.back().section : 0;
  }

  const ReadingText& text_;
  std::vector<Section> sections_;
  std::vector<Column> columns_;
};

}  // namespace

SectionReader::SectionReader(const LanguagePacks& packs) {
  for (const auto& pack : packs) {
    auto& headings = headings_[pack.code];
    for (const auto& term : pack.terms("skills", "and")) joints_[pack.code].add(term, true);
    for (const auto sign : {"&", "/", "+"}) joints_[pack.code].add(sign, true);
    for (const auto& [name, terms] : pack.table("sections")) {
      const auto kind = kind_named(name);
      for (const auto& term : terms) {
        if (!kind) continue;
        headings.add(term, *kind);
        terms_[pack.code].push_back({term, *kind});
      }
    }
    for (const auto& [name, tails] : pack.table("sections.tails")) {
      const auto kind = kind_named(name);
      for (const auto& tail : tails) {
        if (kind) tails_[pack.code].push_back({tail, *kind});
      }
    }
  }
  for (const auto& [language, terms] : terms_) {
    for (const auto& term : terms) any_headings_.add(term.words, term.kind);
  }
}

std::optional<SectionKind> SectionReader::kind_of(std::string_view heading, std::string_view language) const {
  const auto own = headings_.find(language);
  if (own != headings_.end()) {
    if (const auto* kind = own->second.find(heading)) return *kind;
  }
  if (const auto* kind = any_headings_.find(heading)) return *kind;
  if (const auto kind = kind_of_parts(heading, language)) return kind;
  return kind_of_tail(heading, language);
}

std::optional<SectionKind> SectionReader::kind_of_tail(std::string_view heading, std::string_view language) const {
  const auto tails = tails_.find(language);
  if (tails == tails_.end() || heading.find(' ') != std::string_view::npos) return std::nullopt;
  const auto found =
      std::ranges::find_if(tails->second, [&](const Term& tail) { return heading.ends_with(tail.words); });
  return found == tails->second.end() ? std::nullopt : std::optional(found->kind);
}

std::optional<SectionKind> SectionReader::kind_of_parts(std::string_view heading, std::string_view language) const {
  const auto headings = headings_.find(language);
  const auto joints = joints_.find(language);
  if (headings == headings_.end() || joints == joints_.end()) return std::nullopt;
  std::optional<SectionKind> kind;
  std::size_t start = 0;
  const auto agrees = [&](std::size_t end) {
    const auto part = trimmed(heading.substr(start, end - start));
    const auto* found = headings->second.find(part);
    if (!found) found = any_headings_.find(part);  // "Parcours / Werdegang"
    if (!found || (kind && *kind != *found && !are_jobs(*kind, *found))) return false;
    kind = kind && *kind != *found ? SectionKind::work : *found;
    return true;
  };
  for (std::size_t at = 0; at < heading.size(); ++at) {
    if (heading[at] != ' ' && heading[at] != ',') continue;
    const auto joint = heading[at] == ' ' ? joints->second.match_at(heading, at + 1) : std::nullopt;
    if (heading[at] == ' ' && (!joint || !heading.substr(at + 1 + joint->size).starts_with(' '))) continue;
    if (!agrees(at)) return std::nullopt;
    start = at + 1 + (joint ? joint->size : 0);
    at = start;
  }
  return kind && agrees(heading.size()) ? kind : std::nullopt;
}

std::optional<SectionKind> SectionReader::kind_like(std::string_view heading, std::string_view language) const {
  const auto own = terms_.find(language);
  if (own == terms_.end() || heading.size() < misread_size) return std::nullopt;
  for (const auto& term : own->second) {
    const auto most = term.words.size() / misread_size;
    if (most > 0 && differ_by_at_most(heading, term.words, most)) return term.kind;
  }
  return std::nullopt;
}

SectionReader::Leaning SectionReader::leaning(std::string_view heading, std::string_view language) const {
  constexpr std::size_t shortest = 4;  // shorter words are articles
  Leaning leaning{};
  const auto own = terms_.find(language);
  if (own == terms_.end()) return leaning;
  float all = 0;
  for (const auto& term : own->second) {
    const bool shared = any_word(term.words, [&](std::string_view word) {
      return word.size() >= shortest && any_word(heading, [&](std::string_view other) { return related(word, other); });
    });
    if (!shared) continue;
    ++all;
    ++leaning[static_cast<std::size_t>(term.kind)];
  }
  for (auto& share : leaning) share = all > 0 ? share / all : 0.0F;
  return leaning;
}

/// The bytes of the folded line that a heading takes at its start, before other words; 0 if none.
std::size_t SectionReader::run_in(const ReadingText& text, const TextLine& line, SectionKind& kind) const {
  const auto own = headings_.find(text.language());
  const auto words = piece_of(text, line.span).words();
  const auto match = own == headings_.end() || is_margin(line) ? std::nullopt : own->second.match_at(words, 0);
  if (!match || trimmed(words.substr(match->size), ":-").empty()) return 0;
  kind = *match->meaning;
  return match->size;
}

void SectionReader::part_run_ins(ReadingText& text) const {
  constexpr std::size_t fewest = 3;  // kinds of sections that run-in headings announce
  std::set<SectionKind> own_lines, run_ins;
  for (const auto& line : text.lines) {
    auto kind = SectionKind::header;
    if (run_in(text, line, kind) > 0) run_ins.insert(kind);
    if (const auto alone = kind_of(bare(piece_of(text, line).words()), text.language())) own_lines.insert(*alone);
  }
  if (run_ins.size() < fewest || run_ins.size() <= own_lines.size()) return;
  std::vector<TextLine> lines;
  for (auto& line : text.lines) {
    auto kind = SectionKind::header;
    const auto size = line.role == BlockRole::list_item ? 0 : run_in(text, line, kind);
    if (size > 0) {
      auto heading = line;
      heading.role = BlockRole::heading;
      heading.span = piece_of(text, line.span).until(size).span();
      line.span.start = heading.span.end;
      lines.push_back(std::move(heading));
    }
    lines.push_back(std::move(line));
  }
  text.lines = std::move(lines);
}

std::vector<Section> SectionReader::read(const ReadingText& text) const {
  const auto language = text.language();
  Candidates candidates;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const auto& line = text.lines[i];
    if (line.span.size() > 60 || is_margin(line)) continue;
    if (line.role == BlockRole::list_item && !is_bulleted_heading(text, i)) continue;
    const auto words = bare(piece_of(text, line).words());
    const bool like_a_heading = any_headings_.any_begins_like(words) || kind_of_tail(words, language);
    for (const auto count : {3, 2, 1}) {
      if (!like_a_heading) break;
      const auto heading = heading_of(text, i, static_cast<std::size_t>(count));
      const auto kind = heading.empty() ? std::nullopt : kind_of(heading, language);
      if (!kind) continue;
      candidates.emplace(i, Candidate{*kind, weight(text, line), &line, static_cast<std::size_t>(count)});
      break;
    }
    const bool apart = line.role == BlockRole::heading || alone_in_block(text, i);
    if (candidates.contains(i) || !apart || !is_scanned(text, line)) continue;
    if (const auto kind = kind_like(piece_of(text, line).words(), language)) {
      candidates.emplace(i, Candidate{*kind, weight(text, line), &line, 1});
    }
  }
  const auto* usual = usual_heading(candidates);
  const auto least_weight = usual ? usual->weight - 0.3F : 0.0F;
  const HeadingStyles styles(text, candidates);
  Assigner assigner(text);
  auto current = SectionKind::header;
  const TextLine* current_heading = nullptr;
  bool reached = false;  // the ways to reach the person: behind them a heading may stand that no pack knows
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const auto& line = text.lines[i];
    reached = reached || names_a_way(piece_of(text, line).words());
    const auto found = candidates.find(i);
    std::optional<SectionKind> kind;
    if (found != candidates.end()) {
      const bool strong = found->second.weight >= least_weight || line.role == BlockRole::label;
      const bool in_grid = found->second.kind == SectionKind::other && current_heading && line.row >= 0 &&
                           current_heading->role == BlockRole::heading && line.role != BlockRole::heading;
      const bool weak = found->second.kind != current && (alone_in_block(text, i) || begins_block(text, i));
      if ((strong || weak) && !in_grid) kind = found->second.kind;
    } else if (usual && (current != SectionKind::header || reached) && styles.include(line, least_weight)) {
      kind = SectionKind::other;
    } else if (usual && current != SectionKind::header && outranks(text, line, *usual->line) &&
               !is_scanned(text, line)) {
      current = SectionKind::header;
      current_heading = nullptr;
      assigner.leave_sections(i);
    }
    if (kind) {
      current = *kind;
      current_heading = &line;
      assigner.open(*kind, i);
      if (found != candidates.end()) i += found->second.lines - 1;
    } else {
      assigner.add(i);
    }
  }
  return assigner.take();
}

}  // namespace tamis::normalize
