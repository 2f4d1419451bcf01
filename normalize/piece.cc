#include "normalize/piece.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

constexpr std::string_view bullet = "•", middle_dot = "·";

bool drop_front(std::string_view& text) {
  constexpr std::string_view signs = " \n,;:|-*>=~/_.'\"";
  if (signs.find(text.front()) != std::string_view::npos) {
    text.remove_prefix(1);
  } else if (text.starts_with(bullet)) {
    text.remove_prefix(bullet.size());
  } else if (text.starts_with(middle_dot)) {
    text.remove_prefix(middle_dot.size());
  } else {
    return false;
  }
  return true;
}

bool drop_back(std::string_view& text) {
  constexpr std::string_view signs = " \n,;:|-*=~/_";
  if (signs.find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  } else if (text.ends_with(bullet)) {
    text.remove_suffix(bullet.size());
  } else if (text.ends_with(middle_dot)) {
    text.remove_suffix(middle_dot.size());
  } else {
    return false;
  }
  return true;
}

/// "(Leipzig)" → "Leipzig"; "a (b) c (d)" stays.
bool drop_brackets(std::string_view& text) {
  if (text.front() == ')' || (text.front() == '(' && text.find(')') == std::string_view::npos)) {
    text.remove_prefix(1);
  } else if (text.back() == '(' || (text.back() == ')' && text.find('(') == std::string_view::npos)) {
    text.remove_suffix(1);
  } else if (text.front() == '(' && text.find(')') == text.size() - 1) {
    text = text.substr(1, text.size() - 2);
  } else {
    return false;
  }
  return true;
}

/// Bytes of the UTF-8 letter that begins so.
std::size_t letter_size(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool stands_free(std::string_view words, std::size_t at) {
  const auto is_gap = [&](std::size_t i) { return words[i] == ' ' || words[i] == '\n'; };
  return at > 0 && at + 1 < words.size() && is_gap(at - 1) && is_gap(at + 1);
}

std::uint32_t folded_offset(const FoldedText& folded, std::uint32_t byte) {
  const auto found = std::ranges::lower_bound(folded.origin, byte);
  return static_cast<std::uint32_t>(std::min<std::size_t>(found - folded.origin.begin(), folded.text.size()));
}

}  // namespace

Piece Piece::trimmed() const {
  auto text = words();
  const char* begin = text.data();
  while (!text.empty() && drop_front(text)) {
  }
  while (!text.empty() && drop_back(text)) {
  }
  while (!text.empty() && drop_brackets(text)) {
  }
  if (text.empty()) return part(0, 0);
  const auto start = static_cast<std::size_t>(text.data() - begin);
  return part(start, start + text.size());
}

Value Piece::value(float confidence) const {
  const Piece kept = trimmed();
  if (kept.empty()) return {};
  std::string written;
  for (const char c : latinised(kept.text())) {
    const bool space = c == ' ' || c == '\n';
    if (!space) {
      written += c;
    } else if (!written.empty() && written.back() != ' ') {
      written += ' ';
    }
  }
  return {CandidateText(std::move(written)), kept.span(), confidence};
}

Piece piece_of(const ReadingText& text, Span span) {
  return {&text, {folded_offset(text.folded, span.start), folded_offset(text.folded, span.end)}};
}

Piece piece_of(const ReadingText& text, const TextLine& line) { return piece_of(text, line.span).trimmed(); }

bool is_full_stop(const Piece& piece, std::size_t at) {
  constexpr std::size_t short_form = 5;
  const auto words = piece.words();
  if (!words.substr(at).starts_with(". ") || !begins_upper_case(piece.from(at + 2).text())) return false;
  const auto before = words.substr(0, at);
  return before.size() - (before.find_last_of(" \n.") + 1) >= short_form;
}

std::vector<Piece> split(const Piece& piece, std::string_view signs) {
  std::vector<Piece> parts;
  const auto words = piece.words();
  std::size_t start = 0;
  int depth = 0;
  const auto cut = [&](std::size_t end) {
    const auto part = piece.part(start, end).trimmed();
    if (!part.empty()) parts.push_back(part);
  };
  for (std::size_t i = 0; i < words.size(); i += letter_size(words[i])) {
    depth += words[i] == '(' ? 1 : words[i] == ')' && depth > 0 ? -1 : 0;
    const auto sign = words.substr(i, letter_size(words[i]));
    if (depth > 0 || signs.find(sign) == std::string_view::npos || (sign == "/" && !stands_free(words, i))) continue;
    cut(i);
    start = i + sign.size();
  }
  cut(words.size());
  return parts;
}

}  // namespace tamis::normalize
