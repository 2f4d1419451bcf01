#include "parsers/layout_parts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float segment_gap = 1.15F;  ///< of the font size: justified text stays below, tabs and columns do not
constexpr float piece_gap = 0.06F;    ///< of the font size: pieces of one word that were drawn apart

float baseline_of(const PlacedWord& word) { return word.baseline > 0 ? word.baseline : word.word.box.bottom; }

float size_of(const PlacedWord& word) {
  return word.word.font_size > 0 ? word.word.font_size : std::max(1.0F, word.word.box.height());
}

std::string_view text_of(const PlacedWord& word) { return word.word.text.reveal(Purpose::extraction); }

void add(Segment& segment, PlacedWord word) {
  if (segment.words.empty()) segment.position = word.position;
  segment.position = std::min(segment.position, word.position);
  segment.box = segment.box.united(word.word.box);
  if (size_of(word) > segment.size) {
    segment.size = size_of(word);
    segment.baseline = baseline_of(word);
  }
  segment.words.push_back(std::move(word));
}

bool is_piece_of(const PlacedWord& before, const PlacedWord& next) {
  const float gap = next.word.box.left - before.word.box.right;
  const float size = std::min(size_of(before), size_of(next));
  return before.word.origin == Origin::text_layer && gap < piece_gap * size && gap > -0.3F * size &&
         std::abs(size_of(before) - size_of(next)) < 0.5F && before.word.bold == next.word.bold && !is_bullet(text_of(before));
}

void join(PlacedWord& word, const PlacedWord& piece) {
  word.word.text = CandidateText(std::string(text_of(word)) + std::string(text_of(piece)));
  word.word.box = word.word.box.united(piece.word.box);
  if (word.link.empty()) word.link = piece.link;
}

/// Words whose baselines lie close together, from left to right.
std::vector<std::vector<PlacedWord>> find_word_rows(std::vector<PlacedWord> words) {
  std::ranges::stable_sort(words, {}, baseline_of);
  std::vector<std::vector<PlacedWord>> rows;
  float baseline = 0;
  for (PlacedWord& word : words) {
    if (rows.empty() || baseline_of(word) - baseline > 0.3F * std::min(size_of(word), size_of(rows.back().front()))) {
      rows.emplace_back();
      baseline = baseline_of(word);
    }
    rows.back().push_back(std::move(word));
  }
  for (auto& row : rows) std::ranges::stable_sort(row, {}, [](const PlacedWord& word) { return word.word.box.left; });
  return rows;
}

}  // namespace

bool share_baseline(const Segment& one, const Segment& other) {
  return std::abs(one.baseline - other.baseline) < 0.35F * std::min(one.size, other.size);
}

std::vector<Segment> find_segments(std::vector<PlacedWord> words) {
  std::vector<Segment> segments;
  for (auto& row : find_word_rows(std::move(words))) {
    const PlacedWord* before = nullptr;
    for (PlacedWord& word : row) {
      if (before != nullptr && is_piece_of(*before, word)) {
        join(segments.back().words.back(), word);
        segments.back().box = segments.back().box.united(word.word.box);
        before = &segments.back().words.back();
        continue;
      }
      const float gap = before == nullptr ? 0 : word.word.box.left - before->word.box.right;
      const bool after_bullet = before != nullptr && segments.back().words.size() == 1 && is_bullet(text_of(*before)) &&
                                gap < 4 * size_of(word);
      if (before == nullptr || (gap > segment_gap * std::min(size_of(*before), size_of(word)) && !after_bullet)) {
        segments.emplace_back();
      }
      add(segments.back(), std::move(word));
      before = &segments.back().words.back();
    }
  }
  return segments;
}

std::vector<Row> find_rows(std::vector<Segment> segments) {
  std::ranges::stable_sort(segments, {}, &Segment::baseline);
  std::vector<Row> rows;
  for (Segment& segment : segments) {
    if (rows.empty() || !share_baseline(rows.back().front(), segment)) rows.emplace_back();
    rows.back().push_back(std::move(segment));
  }
  for (Row& row : rows) std::ranges::stable_sort(row, {}, [](const Segment& each) { return each.box.left; });
  return rows;
}

std::string text_of(const Segment& segment) {
  std::string text;
  for (const PlacedWord& word : segment.words) {
    if (!text.empty()) text += ' ';
    text += text_of(word);
  }
  return text;
}

bool is_bullet(std::string_view word) {
  static constexpr auto bullets = std::to_array<std::string_view>(
      {"•", "·", "∙", "●", "○", "◦", "▪", "▫", "■", "□", "◆", "◇", "►", "▶", "▸", "▹", "➢", "➤", "➔", "→", "✓", "✔", "❖", "‣",
       "⁃", "-", "–", "—", "*", "»", "›", "★", "☆", "✦", "o"});
  return std::ranges::find(bullets, word) != bullets.end();
}

bool looks_like_date(std::string_view text) {
  constexpr std::size_t longest = 45;
  if (text.size() > longest) return false;
  int words = 0, years = 0, short_dates = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::size_t end = i + 1;
    if (std::isdigit(byte) != 0) {
      while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
      const std::string_view digits = text.substr(i, end - i);
      if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) ++years;
      if (digits.size() > 4) return false;
      const bool slash_follows = end + 1 < text.size() && (text[end] == '/' || text[end] == '.' || text[end] == '-');
      if (digits.size() <= 2 && slash_follows && std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0) ++short_dates;
    } else if (std::isalpha(byte) != 0 || byte >= 0xC3) {
      while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) != 0 ||
                                   static_cast<unsigned char>(text[end]) >= 0x80)) {
        ++end;
      }
      ++words;
    }
    i = end;
  }
  return (years > 0 || short_dates > 0) && words <= 2 + years + short_dates;
}

}  // namespace tamis::parsers::layout
