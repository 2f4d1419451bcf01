#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tamis::normalize {

/// Bytes of folded words: ASCII letters and digits, and whatever stands beyond ASCII.
[[nodiscard]] constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (static_cast<unsigned char>(c) & 0x80);
}
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without white space and the given signs at both ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view signs = {}) {
  const auto drop = [&](char c) { return c == ' ' || c == '\n' || signs.find(c) != std::string_view::npos; };
  while (!text.empty() && drop(text.front())) text.remove_prefix(1);
  while (!text.empty() && drop(text.back())) text.remove_suffix(1);
  return text;
}

/// Phrases of folded words and what each means, found by hashing: as a whole, or the longest that begins at a word.
///
/// Filled once, then immutable and safe between threads. Of two meanings of one phrase the first stays.
template <class Meaning>
class Phrases {
 public:
  void add(std::string_view phrase, Meaning meaning) {
    phrase = trimmed(phrase);
    if (phrase.empty()) return;
    meanings_.try_emplace(std::string(phrase), std::move(meaning));
    auto& longest = longest_[std::string(first_word(phrase))];
    longest = std::max(longest, phrase.size());
  }

  [[nodiscard]] bool empty() const { return meanings_.empty(); }

  /// The meaning of exactly this phrase; nullptr if none.
  [[nodiscard]] const Meaning* find(std::string_view phrase) const {
    const auto found = meanings_.find(phrase);
    return found == meanings_.end() ? nullptr : &found->second;
  }

  struct Match {
    std::size_t size;  ///< bytes
    const Meaning* meaning;
  };

  /// The longest phrase that begins at `start` (the start of a word) and ends at the end of a word.
  [[nodiscard]] std::optional<Match> match_at(std::string_view text, std::size_t start) const {
    const auto rest = text.substr(start);
    const auto longest = longest_.find(first_word(rest));
    if (longest == longest_.end()) return std::nullopt;
    for (auto size = std::min(longest->second, rest.size()); size > 0; --size) {
      if (size < rest.size() && is_word_byte(rest[size]) && is_word_byte(rest[size - 1])) continue;
      if (const auto* meaning = find(rest.substr(0, size))) return Match{size, meaning};
    }
    return std::nullopt;
  }

  /// Calls `visit(start, match)` for each longest phrase in a text, from left to right, without overlaps.
  template <class Visit>
  void for_each_match(std::string_view text, Visit&& visit) const {
    for (std::size_t i = 0; i < text.size();) {
      const bool word_start = is_word_byte(text[i]) && (i == 0 || !is_word_byte(text[i - 1]));
      const auto match = word_start ? match_at(text, i) : std::nullopt;
      if (match) visit(i, *match);
      i += match ? match->size : 1;
    }
  }

  /// The first phrase anywhere in the text; nullptr if none.
  [[nodiscard]] const Meaning* find_in(std::string_view text) const {
    const Meaning* first = nullptr;
    for_each_match(text, [&](std::size_t, const Match& match) {
      if (!first) first = match.meaning;
    });
    return first;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  static std::string_view first_word(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    return text.substr(0, end);
  }

  std::unordered_map<std::string, Meaning, Hash, std::equal_to<>> meanings_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> longest_;
};

}  // namespace tamis::normalize
