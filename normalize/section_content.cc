#include "normalize/section_content.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>
#include <iterator>

namespace tamis::normalize {
namespace {

/// More words than these are no item of a list.
constexpr std::size_t words_of_item = 5;
/// Fewer skills than these under an unknown heading may be anything.
constexpr std::size_t least_skills = 3;

std::size_t count_words(std::string_view words) {
  return 1 + static_cast<std::size_t>(std::ranges::count_if(words, [](char c) { return c == ' ' || c == '\n'; }));
}

bool has(std::span<const Section> sections, SectionKind kind) {
  return std::ranges::any_of(sections, [&](const Section& each) { return each.kind == kind && !each.lines.empty(); });
}

/// A span of time, which jobs have, rather than the day of an examination.
bool is_span(const std::optional<Period>& period) { return period && !period->single; }

float share_of(const SectionReader::Leaning& leaning, SectionKind kind) {
  return leaning[static_cast<std::size_t>(kind)];
}

bool is_sentence(const ReadingText& text, std::size_t line) {
  return text.slice(text.lines[line].span, Purpose::normalization).ends_with('.');
}

/// Entries of jobs and schools have lines such as "Languages: Java" of their own.
bool may_hold_run_ins(SectionKind kind) {
  return kind != SectionKind::work && kind != SectionKind::education && kind != SectionKind::projects &&
         kind != SectionKind::publications && kind != SectionKind::references;
}

/// Lines of one block, or of blocks beside each other.
bool belong_together(const TextLine& first, const TextLine& line) {
  return line.block == first.block ||
         (line.row >= 0 && line.row == first.row && line.table == first.table && line.page == first.page);
}

/// How many stars or how much of a hundred: no words.
bool is_rating(const Piece& piece) { return count_letters(piece.text()) == 0; }

}  // namespace

SectionContent::SectionContent(const LanguagePacks& packs, const SectionReader& sections, const EntryReader& entries,
                               const HeadReader& heads, const DegreeReader& degrees,
                               const LanguageSkillReader& languages, const DateReader& dates)
    : sections_(sections), entries_(entries), heads_(heads), degrees_(degrees), languages_(languages), dates_(dates) {
  for_each_term(packs, "interests",
                [&](const std::string&, const std::string& term, const LanguagePack&) { pastimes_.add(term, true); });
}

bool SectionContent::is_unknown(const ReadingText& text, const Section& section) const {
  return section.kind == SectionKind::other && section.heading &&
         !sections_.kind_of(piece_of(text, text.lines[*section.heading]).words(), text.language());
}

/// What most headings with words of this one announce, if that is a list of its own kind.
std::optional<SectionKind> SectionContent::kind_of_heading(const SectionReader::Leaning& leaning) const {
  constexpr float most = 0.7F;
  for (const auto kind : {SectionKind::languages, SectionKind::certificates, SectionKind::projects,
                          SectionKind::publications, SectionKind::awards, SectionKind::interests,
                          SectionKind::references, SectionKind::volunteer, SectionKind::skills}) {
    if (share_of(leaning, kind) >= most) return kind;
  }
  return std::nullopt;
}

bool SectionContent::is_dated(const ReadingText& text, const Section& section) const {
  const auto entries = entries_.read(text, section);
  return std::ranges::any_of(entries, [](const Entry& entry) { return entry.period.has_value(); });
}

/// "Qualifications" may announce schools or skills.
bool SectionContent::lists_no_school(const ReadingText& text, const Section& section) const {
  if (section.kind != SectionKind::education || section.lines.empty()) return false;
  return !is_dated(text, section) && std::ranges::none_of(section.lines, [&](std::size_t line) {
    const auto words = piece_of(text, text.lines[line]).words();
    return degrees_.is_degree(words) || heads_.school(words) >= 4;
  });
}

/// "Activities" may announce engagements or pastimes.
bool SectionContent::lists_pastimes(const ReadingText& text, const Section& section) const {
  return section.kind == SectionKind::volunteer && kind_of_list(text, section, {}) == SectionKind::interests;
}

/// Jobs or schools, by the words at the heads of the dated entries.
std::optional<SectionKind> SectionContent::kind_of_entries(const std::vector<Entry>& entries) const {
  float work = 0, education = 0;
  bool dated = false;
  for (const auto& entry : entries) {
    if (!entry.period) continue;
    float title = 0, employer = 0, degree = 0, school = 0;
    auto lines = entry.head;
    lines.insert(lines.end(), {entry.what, entry.where});
    for (const auto& line : lines) {
      const auto words = line.words();
      title = std::max(title, heads_.title(words));
      employer = std::max(employer, heads_.organisation(words));
      degree = std::max(degree, degrees_.is_degree(words) ? 4.0F : 0.0F);
      school = std::max(school, heads_.school(words) >= 4 ? 3.0F : 0.0F);
    }
    if (school > 0 && title == 0) employer = 0;
    const bool enough = is_span(entry.period) || (title > 0 && employer > 0) || (degree > 0 && school > 0);
    if (!enough) continue;
    dated = true;
    work += title + employer;
    education += degree + school;
  }
  if (!dated || std::max(work, education) < 2) return std::nullopt;
  return education > work ? SectionKind::education : SectionKind::work;
}

std::vector<Piece> SectionContent::items_of(const ReadingText& text, const Section& section) const {
  std::vector<Piece> items;
  for (const auto line : section.lines) {
    for (const auto& item : split(piece_of(text, text.lines[line]), list_signs)) {
      if (!is_rating(item)) items.push_back(item);
    }
  }
  return items;
}

/// Languages, pastimes or skills: short items without dates.
std::optional<SectionKind> SectionContent::kind_of_list(const ReadingText& text, const Section& section,
                                                        std::span<const Section> others) const {
  const auto items = items_of(text, section);
  if (items.empty() || is_sentence(text, section.lines.back()) || is_dated(text, section)) return std::nullopt;
  const bool list =
      std::ranges::all_of(items, [](const Piece& item) { return count_words(item.words()) <= words_of_item; });
  if (!list) return std::nullopt;
  if (languages_.read(text, section).size() * 2 >= items.size()) return SectionKind::languages;
  const auto pastimes = static_cast<std::size_t>(
      std::ranges::count_if(items, [&](const Piece& item) { return pastimes_.find_in(item.words()) != nullptr; }));
  if (pastimes * 3 >= items.size()) return SectionKind::interests;
  if (items.size() < least_skills || has(others, SectionKind::skills)) return std::nullopt;
  return SectionKind::skills;
}

std::optional<SectionKind> SectionContent::kind_of(const ReadingText& text, const Section& section,
                                                   std::span<const Section> others) const {
  const auto leaning = sections_.leaning(piece_of(text, text.lines[*section.heading]).words(), text.language());
  if (const auto kind = kind_of_heading(leaning)) return kind;
  if (const auto kind = kind_of_entries(entries_.read(text, section))) {
    const bool engaged = kind == SectionKind::work && has(others, SectionKind::work) &&
                         share_of(leaning, SectionKind::volunteer) > share_of(leaning, SectionKind::work);
    return engaged ? SectionKind::volunteer : kind;
  }
  if (const auto kind = kind_of_list(text, section, others)) return kind;
  const bool prose = std::ranges::any_of(section.lines, [&](std::size_t line) {
    return count_words(piece_of(text, text.lines[line]).words()) > 2 * words_of_item;
  });
  if (prose && !has(others, SectionKind::profile)) return SectionKind::profile;
  return std::nullopt;
}

/// "Training" may announce a degree and its school.
bool SectionContent::lists_schools(const ReadingText& text, const Section& section) const {
  return section.kind == SectionKind::certificates &&
         kind_of_entries(entries_.read(text, section)) == SectionKind::education;
}

/// "Bonn, 3 May 2024" below the last line of a letter or a CV: when and where it was signed, and part of no section.
void SectionContent::take_out_signature(const ReadingText& text, std::vector<Section>& sections) const {
  auto& lines = sections.back().lines;
  if (sections.size() < 2 || lines.empty() || lines.back() + 1 != text.lines.size()) return;
  const auto line = piece_of(text, text.lines[lines.back()]);
  const auto comma = line.words().find(',');
  if (comma == std::string_view::npos || !begins_upper_case(line.text()) || count_words(line.until(comma).words()) > 3)
    return;
  const auto periods = dates_.find(line.from(comma + 1));
  const bool signature = periods.size() == 1 && periods.front().single && periods.front().start->month > 0 &&
                         periods.front().where.folded.end == line.folded.end &&
                         count_words(line.from(comma + 1).trimmed().words()) <= words_of_item;
  if (!signature) return;
  sections.front().lines.push_back(lines.back());
  lines.pop_back();
}

/// Does a line begin with a heading of this kind and a colon, and is what follows the colon of the kind too?
bool SectionContent::is_run_in(const ReadingText& text, std::size_t line, SectionKind kind) const {
  const auto piece = piece_of(text, text.lines[line]);
  const auto colon = piece.words().find(':');
  if (colon == std::string_view::npos || colon + 1 >= piece.size()) return false;
  if (sections_.kind_of(trimmed(piece.words().substr(0, colon)), text.language()) != kind) return false;
  const auto items = split(piece.from(colon + 1), list_signs);
  if (kind == SectionKind::languages) {
    return 2 * languages_.read(text, {kind, {}, {line}}).size() >= std::max<std::size_t>(items.size(), 1);
  }
  return std::ranges::all_of(items, [](const Piece& item) {
    return count_words(item.words()) <= words_of_item && std::ranges::none_of(item.words(), is_digit);
  });
}

/// "Languages: German, French" on a line of another section, in a CV that has no section for them.
void SectionContent::take_out_run_ins(const ReadingText& text, std::vector<Section>& sections) const {
  for (const auto kind : {SectionKind::languages, SectionKind::interests}) {
    if (has(sections, kind)) continue;
    Section found{kind, {}, {}};
    for (auto& section : sections) {
      if (!may_hold_run_ins(section.kind)) continue;
      std::erase_if(section.lines, [&](std::size_t line) {
        const bool goes_on = !found.lines.empty() && found.lines.back() + 1 == line &&
                             entries_.is_open(piece_of(text, text.lines[line - 1].span).words());
        if (!goes_on && !is_run_in(text, line, kind)) return false;
        found.lines.push_back(line);
        return true;
      });
    }
    if (!found.lines.empty()) sections.push_back(std::move(found));
  }
}

std::vector<Section> SectionContent::complete(const ReadingText& text, std::vector<Section> sections) const {
  if (!sections.empty()) take_out_signature(text, sections);
  const bool has_schools = has(sections, SectionKind::education);
  for (auto& section : sections) {
    if (lists_pastimes(text, section)) {
      section.kind = SectionKind::interests;
    } else if (!has_schools && lists_schools(text, section)) {
      section.kind = SectionKind::education;
    } else if (is_unknown(text, section) || lists_no_school(text, section)) {
      section.kind = kind_of(text, section, sections).value_or(section.kind);
    }
  }
  take_out_run_ins(text, sections);
  if (sections.empty() || has(sections, SectionKind::work)) return sections;
  auto parts = take_apart(text, sections.front());
  parts.insert(parts.end(), std::make_move_iterator(sections.begin() + 1), std::make_move_iterator(sections.end()));
  return parts;
}

/// What one block without heading is: only what is sure.
std::optional<SectionKind> SectionContent::kind_of_block(const ReadingText& text, const Section& block) const {
  if (const auto kind = kind_of_entries(entries_.read(text, block))) return kind;
  const auto first = piece_of(text, text.lines[block.lines.front()]);
  const auto colon = first.words().find(':');
  if (colon != std::string_view::npos) {
    const auto kind = sections_.kind_of(trimmed(first.words().substr(0, colon)), text.language());
    if (kind && *kind != SectionKind::contact && *kind != SectionKind::personal) return kind;
  }
  const auto languages = languages_.read(text, block).size();
  return languages >= 2 && languages * 2 >= items_of(text, block).size() ? std::optional(SectionKind::languages)
                                                                         : std::nullopt;
}

/// A list below the jobs and schools of a CV that has no headings; a language with its level may stand alone.
std::optional<SectionKind> SectionContent::kind_of_bare_list(const ReadingText& text, const Section& block,
                                                             std::span<const Section> others) const {
  const auto languages = languages_.read(text, block);
  if (languages.size() == 1 && !languages.front().fluency.empty() && block.lines.size() == 1) {
    return SectionKind::languages;
  }
  return kind_of_list(text, block, others);
}

/// Splits what has no headings: each block that shows what it is begins a section, and list items go on with it.
std::vector<Section> SectionContent::take_apart(const ReadingText& text, const Section& header) const {
  std::vector<Section> parts(1);
  for (std::size_t i = 0; i < header.lines.size();) {
    Section block;
    const auto& first = text.lines[header.lines[i]];
    while (i < header.lines.size() && belong_together(first, text.lines[header.lines[i]])) {
      block.lines.push_back(header.lines[i++]);
    }
    const bool item = first.role == BlockRole::list_item && parts.back().kind != SectionKind::header;
    auto kind = item ? std::optional(parts.back().kind) : kind_of_block(text, block);
    if (!kind && parts.size() > 1) kind = kind_of_bare_list(text, block, parts);
    block.kind = kind.value_or(SectionKind::header);
    auto& into = block.kind == SectionKind::header ? parts.front() : parts.back();
    if (into.kind == block.kind) {
      into.lines.insert(into.lines.end(), block.lines.begin(), block.lines.end());
    } else {
      parts.push_back(std::move(block));
    }
  }
  return parts;
}

}  // namespace tamis::normalize
