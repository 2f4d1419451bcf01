#include "redact/sections.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::size_t longest_entry = 4;  // lines

/// The heading's words: folded, without the signs around them.
std::string_view bare(std::string_view line) {
  constexpr std::string_view marks = " :.-|/*#_";
  const auto is_sign = [&](char c) { return marks.find(c) != marks.npos || (c & 0x80) != 0; };
  while (!line.empty() && is_sign(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_sign(line.back())) line.remove_suffix(1);
  return line;
}

Section section_of(std::string_view path) {
  struct Root {
    std::string_view prefix;
    Section section;
  };
  constexpr auto roots = std::to_array<Root>({
      {"/basics/summary", Section::summary},
      {"/basics/", Section::personal},
      {"/work/", Section::work},
      {"/education/", Section::education},
      {"/volunteer/", Section::volunteer},
      {"/skills/", Section::skills},
      {"/languages/", Section::languages},
      {"/certificates/", Section::certificates},
      {"/interests/", Section::interests},
      {"/references/", Section::references},
      {"/projects/", Section::projects},
      {"/publications/", Section::publications},
      {"/awards/", Section::awards},
  });
  for (const Root& root : roots) {
    if (path.starts_with(root.prefix)) return root.section;
  }
  return Section::unknown;
}

/// "/volunteer/2/position" → "/volunteer/2/"
std::string_view entry_of(std::string_view path) {
  const std::size_t second = path.find('/', 1);
  const std::size_t third = second == path.npos ? second : path.find('/', second + 1);
  return third == path.npos ? path : path.substr(0, third + 1);
}

}  // namespace

Sections::Sections(const ReadingText& reading, const Profile& profile, const RuleBook& book) : reading_(reading) {
  Section current = Section::personal;
  bool in_head = true;  // above the first section stand name, job and personal data
  std::uint32_t folded = 0;
  std::int32_t page = 0, region = 0;
  for (const TextLine& line : reading.lines) {
    const auto& origin = reading.folded.origin;
    while (folded < reading.folded.text.size() && origin[folded] < line.span.start) ++folded;
    std::uint32_t end = folded;
    while (end < reading.folded.text.size() && origin[end] < line.span.end) ++end;
    const auto heading =
        book.headings.find(std::string(bare(std::string_view(reading.folded.text).substr(folded, end - folded))));
    const bool is_heading = heading != book.headings.end();
    if (is_heading) {
      current = heading->second;
      in_head = false;
    } else if (!in_head && ((line.role == BlockRole::heading && line.level <= 1) ||
                            (line.region != region && line.page == page && current != Section::personal))) {
      current = Section::unknown;
    }
    page = line.page;
    region = line.region;
    lines_.push_back(current);
    headings_.push_back(is_heading || line.role == BlockRole::heading);
    folded = end;
  }
  for_each_value(profile, [&](const std::string& path, const Value& value) {
    if (value.source && !value.source->empty()) sources_.push_back({*value.source, path});
  });
  std::ranges::stable_sort(sources_, {}, &Source::span);
}

const Sections::Source* Sections::source_at(Span place) const {
  // Values are short and rarely nest: the few that begin before the place and might still cover it are looked at.
  constexpr std::ptrdiff_t reach = 8;
  const auto after =
      std::ranges::lower_bound(sources_, place.end, {}, [](const Source& each) { return each.span.start; });
  const auto first = after - std::min(reach, after - sources_.begin());
  const auto found = std::find_if(first, after, [&](const Source& each) { return each.span.overlaps(place); });
  return found == after ? nullptr : &*found;
}

std::size_t Sections::line_of(std::uint32_t byte) const {
  const auto after =
      std::ranges::upper_bound(reading_.lines, byte, {}, [](const TextLine& each) { return each.span.start; });
  return after == reading_.lines.begin() ? 0 : static_cast<std::size_t>(after - reading_.lines.begin()) - 1;
}

Section Sections::at(Span place) const {
  if (const Source* source = source_at(place)) {
    if (const Section section = section_of(source->path); section != Section::unknown) return section;
  }
  return lines_.empty() ? Section::unknown : lines_[line_of(place.start)];
}

bool Sections::is_name(Span place) const {
  constexpr auto names = std::to_array<std::string_view>(
      {"/basics/name", "/basics/givenName", "/basics/familyName", "/basics/email", "/basics/url", "/basics/profiles/"});
  const Source* source = source_at(place);
  if (source == nullptr || !source->span.contains(place)) return false;
  return std::ranges::any_of(names, [&](std::string_view name) { return source->path.starts_with(name); }) ||
         (source->path.starts_with("/references/") && source->path.ends_with("/name"));
}

std::string Sections::path_at(Span place) const {
  const Source* source = source_at(place);
  return source == nullptr ? std::string() : source->path;
}

Span Sections::entry(Span place) const {
  Span span = place;
  if (const Source* source = source_at(place); source != nullptr && source->path.starts_with("/volunteer/")) {
    for (const Source& each : sources_) {
      const std::string_view field = std::string_view(each.path).substr(entry_of(each.path).size());
      if (entry_of(each.path) != entry_of(source->path) || (field != "organization" && field != "position")) continue;
      span = {std::min(span.start, each.span.start), std::max(span.end, each.span.end)};
    }
    return span;
  }
  if (reading_.lines.empty()) return span;
  std::size_t first = line_of(place.start), last = line_of(place.end - 1);
  const auto joins = [&](std::size_t one, std::size_t other) {
    return !headings_[other] && lines_[one] == lines_[other] &&
           reading_.lines[one].region == reading_.lines[other].region;
  };
  const std::size_t middle = first;
  if (first > 0 && joins(middle, first - 1)) --first;
  while (last + 1 < reading_.lines.size() && last + 1 < first + longest_entry &&
         reading_.lines[last + 1].block == reading_.lines[middle].block && joins(middle, last + 1)) {
    ++last;
  }
  return {std::min(span.start, reading_.lines[first].span.start), std::max(span.end, reading_.lines[last].span.end)};
}

}  // namespace tamis::redact
