#include "redact/shadow.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::string_view bullet = "•";
constexpr std::uint32_t shortest_spaced_word = 4;
constexpr std::uint32_t longest_link_word = 3;
constexpr std::uint32_t longest_abbreviation = 3;
/// How far a statement reaches to either side at most, so that text without a full stop costs no more than other text.
constexpr std::uint32_t longest_statement = 600;

bool is_letter(char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_word(char byte) { return is_letter(byte) || is_digit(byte) || (byte & 0x80) != 0; }
bool is_upper(char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_lower(char byte) { return is_letter(byte); }

/// "schwer-\nbehindert": the length of the hyphen and line break at `at`, or 0.
std::uint32_t split_by_line(std::string_view text, std::uint32_t at) {
  const bool split = at > 0 && at + 2 < text.size() && text[at] == '-' && text[at + 1] == '\n' &&
                     is_letter(text[at - 1]) && is_letter(text[at + 2]);
  return split ? 2 : 0;
}

/// "r q t h": where the run of single letters that starts at `at` ends, or `at` if there is none. What an apostrophe
/// binds to another word ("d'", "'s") is no letter of a spaced word.
std::uint32_t spaced_word_end(std::string_view text, std::uint32_t at) {
  const auto goes_on = [](char byte) { return is_word(byte) || byte == '\''; };
  if (!is_letter(text[at]) || (at > 0 && is_word(text[at - 1]))) return at;
  if (at > 2 && text[at - 1] == '\'' && is_word(text[at - 2]) && is_word(text[at - 3])) return at;
  std::uint32_t letters = 1, end = at + 1;
  while (end + 1 < text.size() && text[end] == ' ' && is_letter(text[end + 1]) &&
         (end + 2 == text.size() || !goes_on(text[end + 2]))) {
    end += 2;
    ++letters;
  }
  return letters >= shortest_spaced_word ? end : at;
}

/// "c.g.t.": where the run of at least three letters with dots between them that starts at `at` ends, or `at`.
std::uint32_t dotted_acronym_end(std::string_view text, std::uint32_t at) {
  constexpr std::uint32_t shortest = 3;
  if (!is_letter(text[at]) || (at > 0 && is_word(text[at - 1]))) return at;
  std::uint32_t letters = 1, end = at + 1;
  while (end + 1 < text.size() && text[end] == '.' && is_letter(text[end + 1])) {
    end += 2;
    ++letters;
  }
  const bool is_whole = end == text.size() || !is_word(text[end]);
  return is_whole && letters >= shortest ? end : at;
}

/// "certificate2019": do digits at `at` follow a longer word without a space, as lost tabs leave them?
bool is_glued_number(std::string_view text, std::uint32_t at) {
  if (at < shortest_spaced_word || !is_digit(text[at])) return false;
  if (at + 1 < text.size() && !is_digit(text[at + 1])) return false;
  const std::string_view before = text.substr(at - shortest_spaced_word, shortest_spaced_word);
  return std::ranges::all_of(before, is_letter);
}

}  // namespace

Shadow::Shadow(const ReadingText& reading, Spacing spacing) : original_(reading.text.reveal(Purpose::screening)) {
  const std::string_view folded = reading.folded.text;
  text_.reserve(folded.size());
  origin_.reserve(folded.size() + 1);
  std::uint32_t spaced_end = 0, dotted_end = 0, kept_space = 0;
  for (std::uint32_t at = 0; at < folded.size();) {
    if (const std::uint32_t skipped = split_by_line(folded, at)) {
      at += skipped;
      continue;
    }
    if (is_glued_number(folded, at)) {
      text_ += ' ';
      origin_.push_back(reading.folded.origin[at]);
    }
    if (at >= spaced_end) {
      spaced_end = spaced_word_end(folded, at);
      has_spaced_words_ = has_spaced_words_ || spaced_end > at;
      if (spacing == Spacing::first_apart) kept_space = at + 1;
      if (spacing == Spacing::last_apart && spaced_end > at) spaced_end -= 2;
    }
    if (at >= dotted_end) dotted_end = dotted_acronym_end(folded, at);
    if ((at >= spaced_end || folded[at] != ' ' || at == kept_space) && (at >= dotted_end || folded[at] != '.')) {
      text_ += folded[at];
      origin_.push_back(reading.folded.origin[at]);
    }
    ++at;
  }
  origin_.push_back(static_cast<std::uint32_t>(original_.size()));
}

Shadow Shadow::corrected(const Vocabulary& vocabulary) const {
  Shadow result = *this;
  result.text_.clear();
  result.origin_.clear();
  for (std::uint32_t at = 0, end = 0; at < text_.size(); at = end) {
    end = at + 1;
    while (is_word(text_[at]) && end < text_.size() && is_word(text_[end])) ++end;
    const std::string_view word = slice({at, end});
    const std::string right = vocabulary.correct(word).value_or(std::string(word));
    for (std::uint32_t i = 0; i < right.size(); ++i) result.origin_.push_back(origin_[std::min(at + i, end - 1)]);
    result.text_ += right;
  }
  result.origin_.push_back(origin_.back());
  return result;
}

Span Shadow::unfold(Span span) const {
  if (span.empty()) return {origin_[span.start], origin_[span.start]};
  // The end is where the last byte's letter ends, not where the next one starts: a hyphen or space may lie between.
  std::uint32_t end = origin_[span.end - 1] + 1;
  while (end < original_.size() && (original_[end] & 0xC0) == 0x80) ++end;
  return {origin_[span.start], std::max(end, origin_[span.start])};
}

bool Shadow::is_acronym(Span span) const {
  const Span place = unfold(span);
  std::size_t upper = 0, lower = 0;
  for (const char byte : original_.substr(place.start, place.size())) {
    upper += is_upper(byte) ? 1 : 0;
    lower += is_lower(byte) ? 1 : 0;
  }
  return upper >= lower;
}

bool Shadow::ends_sentence(std::uint32_t stop) const {
  if (text_[stop] == '!' || text_[stop] == '?') return true;
  if (text_[stop] != '.' || (stop + 1 < text_.size() && is_word(text_[stop + 1]))) return false;
  std::uint32_t letters = 0;
  while (letters < stop && is_word(text_[stop - 1 - letters])) ++letters;
  return letters > longest_abbreviation || (stop > 0 && text_[stop - 1] == ')');
}

bool Shadow::runs_on(std::uint32_t line_break) const {
  // A label and its value, in one cell or in two.
  const std::size_t last = text_.find_last_not_of('\n', line_break);
  if (last != std::string::npos && text_[last] == ':') return true;
  if (line_break == 0 || line_break + 1 >= text_.size() || text_[line_break + 1] == '\n' ||
      text_[line_break - 1] == '\n') {
    return false;
  }
  if (is_lower(original_[origin_[line_break + 1]]) || text_[line_break + 1] == '(') return true;
  std::uint32_t letters = 0;
  while (letters < line_break && is_letter(text_[line_break - 1 - letters])) ++letters;
  return letters > 0 && letters <= longest_link_word && is_lower(original_[origin_[line_break - 1]]);
}

bool Shadow::ends_statement(std::uint32_t at) const {
  switch (text_[at]) {
    case '\n':
      return !runs_on(at);
    case '|':
    case ';':
    case '\t':
      return true;
    case '.':
    case '!':
    case '?':
      return ends_sentence(at);
    default:
      return std::string_view(text_).substr(at, bullet.size()) == bullet ||
             std::string_view(text_).substr(at, 2) == "·";
  }
}

namespace {

/// Leaves out the spaces and marks at both ends.
Span trimmed(std::string_view text, Span span) {
  constexpr std::string_view marks = " \n\t,;:|.-";
  const auto is_mark = [&](std::uint32_t at) { return marks.find(text[at]) != marks.npos; };
  while (span.start < span.end && (is_mark(span.start) || (text[span.start] & 0x80) != 0)) ++span.start;
  while (span.end > span.start && (is_mark(span.end - 1) || (text[span.end - 1] & 0x80) != 0)) --span.end;
  return span;
}

}  // namespace

std::uint32_t Shadow::word_end(std::uint32_t at) const {
  while (at > 0 && at < text_.size() && is_word(text_[at - 1]) && is_word(text_[at])) ++at;
  return at;
}

Span Shadow::statement(Span place) const {
  Span span = place;
  const std::uint32_t first = place.start - std::min(place.start, longest_statement);
  const auto last = std::min<std::uint32_t>(place.end + longest_statement, static_cast<std::uint32_t>(text_.size()));
  while (span.start > first && !ends_statement(span.start - 1)) --span.start;
  while (span.end < last && !ends_statement(span.end)) ++span.end;
  const Span inner = trimmed(text_, span);
  return {std::min(inner.start, place.start), std::max(inner.end, place.end)};
}

Span Shadow::clause(Span place) const {
  const Span whole = statement(place);
  const auto is_decimal = [&](std::uint32_t comma) {
    return comma > 0 && comma + 1 < text_.size() && is_digit(text_[comma - 1]) && is_digit(text_[comma + 1]);
  };
  std::uint32_t start = place.start, end = place.end;
  for (std::int32_t depth = 0; start > whole.start; --start) {
    const char byte = text_[start - 1];
    depth += byte == ')' ? 1 : byte == '(' ? -1 : 0;
    if (depth <= 0 && (byte == ':' || (byte == ',' && !is_decimal(start - 1)))) break;
  }
  for (std::int32_t depth = 0; end < whole.end; ++end) {
    const char byte = text_[end];
    depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
    if (depth <= 0 && byte == ',' && !is_decimal(end)) break;
  }
  const Span inner = trimmed(text_, {start, end});
  return {std::min(inner.start, place.start), std::max(inner.end, place.end)};
}

Span Shadow::line(Span place) const {
  Span span = place;
  while (span.start > 0 && text_[span.start - 1] != '\n') --span.start;
  while (span.end < text_.size() && text_[span.end] != '\n') ++span.end;
  const Span inner = trimmed(text_, span);
  return {std::min(inner.start, place.start), std::max(inner.end, place.end)};
}

}  // namespace tamis::redact
