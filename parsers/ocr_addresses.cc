#include "parsers/ocr_addresses.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tamis::parsers {
namespace {

std::string_view text_of(const ReadWord& word) { return word.text.reveal(Purpose::extraction); }

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_address(const ReadWord& word) {
  const std::string_view text = text_of(word);
  const auto at = text.find('@');
  return at != 0 && at != std::string_view::npos && text.find('@', at + 1) == std::string_view::npos &&
         ends_like_host(text.substr(at + 1));
}

/// A gap within an address that the first reading made: narrower than most spaces.
bool belongs_to(const ReadWord& before, const ReadWord& word) {
  constexpr float kWidestGap = 0.6F;
  const float gap = word.box.left - before.box.right;
  return std::abs(gap) < kWidestGap * word.row_height && before.box.bottom > word.box.top &&
         before.box.top < word.box.bottom;
}

/// Where the address that ends with a word begins: a name and a misread sign at most stand before it.
std::size_t first_piece(const std::vector<ReadWord>& words, std::size_t last) {
  constexpr std::size_t kMostBefore = 2;
  std::size_t first = last;
  while (first > 0 && last - first < kMostBefore && belongs_to(words[first - 1], words[first])) --first;
  return first;
}

Box with_margin(const ReadWord& word, const Box& box) {
  const float margin = 0.35F * word.row_height;
  return {box.left - margin, box.top - margin, box.right + margin, box.bottom + margin};
}

bool is_better(const ReadWord& word, const ReadWord& first) {
  return is_address(word) && (!is_address(first) || word.confidence > first.confidence);
}

}  // namespace

bool ends_like_host(std::string_view word) {
  constexpr std::ptrdiff_t kShortestEnd = 2, kLongestEnd = 6, kShortestName = 3;
  const auto dot = word.rfind('.');
  if (dot == std::string_view::npos || word.contains('/') || word.starts_with("www.")) return false;
  const std::string_view end = word.substr(dot + 1);
  return std::ssize(end) >= kShortestEnd && std::ssize(end) <= kLongestEnd && std::ranges::all_of(end, is_lower) &&
         static_cast<std::ptrdiff_t>(dot) >= kShortestName;
}

Result<void> read_addresses_again(const Raster& letters, std::vector<ReadWord>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!ends_like_host(text_of(words[i]))) continue;
    const std::size_t first = first_piece(words, i);
    Box whole = words[i].box;
    for (std::size_t piece = first; piece < i; ++piece) whole = whole.united(words[piece].box);
    const auto again = read_line(letters, with_margin(words[i], whole), "eng");
    if (!again) return std::unexpected(again.error());
    const auto address = std::ranges::find_if(*again, [&](const ReadWord& word) { return is_better(word, words[i]); });
    if (address == again->end()) continue;
    const bool was_split = first < i && address == again->begin();
    words[i] = *address;
    if (!was_split) continue;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(first), words.begin() + static_cast<std::ptrdiff_t>(i));
    i = first;
  }
  return {};
}

}  // namespace tamis::parsers
