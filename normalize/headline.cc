#include "normalize/headline.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

bool is_taken(Span span, const Basics& basics) {
  bool taken = false;
  for_each_value(basics, [&](const std::string&, const Value& value) {
    taken = taken || (value.source && value.source->overlaps(span));
  });
  return taken;
}

bool same_row(const TextLine& a, const TextLine& b) { return a.row >= 0 && a.row == b.row && a.page == b.page; }

/// Does a value stand beside the line, as in a form?
bool names_field(const ReadingText& text, const TextLine& line) {
  const auto* next = &line + 1;
  return next < text.lines.data() + text.lines.size() && same_row(line, *next);
}

/// Neither an address nor a number, a sentence, or a labelled value.
bool can_be_label(std::string_view words) {
  const auto digits = std::ranges::count_if(words, is_digit);
  return words.size() >= 3 && words.size() <= 90 && digits <= 2 && words.find('@') == std::string_view::npos &&
         words.find(": ") == std::string_view::npos && !words.ends_with(':') &&
         words.find("www.") == std::string_view::npos;
}

}  // namespace

Value read_label(const ReadingText& text, std::span<const Section> sections, const Basics& basics,
                 const HeadReader& heads, const PlaceReader& places) {
  if (sections.empty() || basics.name.empty() || !basics.name.source) return {};
  const auto name_line = text.line_at(basics.name.source->start);
  if (!name_line) return {};
  if (name_line > text.lines.data() && same_row(name_line[-1], *name_line)) {
    const auto beside = piece_of(text, name_line[-1]);
    if (heads.title(beside.words()) > 0 && !is_taken(beside.span(), basics)) return beside.value(0.9F);
  }
  Piece below;
  bool only_contact = true;  // so far below the name
  for (auto line = name_line + 1; line < text.lines.data() + text.lines.size() && line < name_line + 12; ++line) {
    const auto index = static_cast<std::size_t>(line - text.lines.data());
    const bool heading = std::ranges::any_of(sections, [&](const Section& each) { return each.heading == index; });
    if (heading) break;
    const auto piece = piece_of(text, *line);
    if (is_taken(piece.span(), basics)) continue;
    if (names_field(text, *line) && heads.title(piece_of(text, line[1]).words()) > 0) continue;
    if (!can_be_label(piece.words())) {
      only_contact = false;
      continue;
    }
    if (heads.title(piece.words()) > 0) return piece.value(0.9F);
    if (only_contact && !places.is_place(piece.words()) && piece.size() <= 60) below = piece;
    only_contact = only_contact && places.is_place(piece.words());
  }
  return below.empty() ? Value{} : below.value(0.6F);
}

Value read_summary(const ReadingText& text, std::span<const Section> sections) {
  for (const auto& section : sections) {
    if (section.kind != SectionKind::profile || section.lines.empty()) continue;
    const auto first = piece_of(text, text.lines[section.lines.front()]);
    return first.joined(piece_of(text, text.lines[section.lines.back()])).value(0.9F);
  }
  return {};
}

}  // namespace tamis::normalize
