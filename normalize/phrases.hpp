#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// Phrases of folded words and what each means, found by hashing their first words: as a whole, or the longest that
/// begins at a word.
///
/// Filled once, then immutable and safe between threads. Of two meanings of one phrase the first stays.
template <class Meaning>
class Phrases {
 public:
  void add(std::string_view phrase, Meaning meaning) {
    phrase = trimmed(phrase);
    if (phrase.empty()) return;
    auto& phrases = by_first_word_[std::string(first_word(phrase))];
    if (std::ranges::find(phrases, phrase, &Phrase::words) != phrases.end()) return;
    const auto shorter =
        std::ranges::find_if(phrases, [&](const Phrase& each) { return each.words.size() < phrase.size(); });
    phrases.insert(shorter, {std::string(phrase), std::move(meaning)});
  }

  [[nodiscard]] bool empty() const { return by_first_word_.empty(); }

  /// The meaning of exactly this phrase; nullptr if none.
  [[nodiscard]] const Meaning* find(std::string_view phrase) const {
    for (const auto& each : beginning_with(first_word(phrase))) {
      if (each.words == phrase) return &each.meaning;
    }
    return nullptr;
  }
  [[nodiscard]] bool contains(std::string_view phrase) const { return find(phrase) != nullptr; }

  /// Does any phrase begin with the first word of these?
  [[nodiscard]] bool any_begins_like(std::string_view words) const {
    return by_first_word_.contains(first_word(words));
  }

  struct Match {
    std::size_t size;  ///< bytes
    const Meaning* meaning;
  };

  /// The longest phrase that begins at `start` (the start of a word) and ends at the end of a word.
  [[nodiscard]] std::optional<Match> match_at(std::string_view text, std::size_t start) const {
    const auto rest = text.substr(start);
    for (const auto& [words, meaning] : beginning_with(first_word(rest))) {
      const auto size = words.size();
      const bool inside_a_word = size < rest.size() && is_word_byte(rest[size]) && is_word_byte(words.back());
      if (!inside_a_word && rest.starts_with(words)) return Match{size, &meaning};
    }
    return std::nullopt;
  }

  /// Calls `visit(start, match)` for each longest phrase in a text, from left to right, without overlaps.
  template <class Visit>
  void for_each_match(std::string_view text, Visit&& visit) const {
    for (auto found = next_match(text, 0); found; found = next_match(text, found->start + found->match.size)) {
      visit(found->start, found->match);
    }
  }

  /// The first phrase anywhere in the text; nullptr if none.
  [[nodiscard]] const Meaning* find_in(std::string_view text) const {
    const auto found = next_match(text, 0);
    return found ? found->match.meaning : nullptr;
  }

 private:
  struct Phrase {
    std::string words;
    Meaning meaning;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Found {
    std::size_t start;
    Match match;
  };

  static std::string_view first_word(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    return text.substr(0, end);
  }

  /// The longest first.
  [[nodiscard]] std::span<const Phrase> beginning_with(std::string_view word) const {
    const auto found = by_first_word_.find(word);
    return found == by_first_word_.end() ? std::span<const Phrase>() : found->second;
  }

  [[nodiscard]] std::optional<Found> next_match(std::string_view text, std::size_t from) const {
    for (auto i = from; i < text.size(); ++i) {
      if (!is_word_byte(text[i]) || (i > 0 && is_word_byte(text[i - 1]))) continue;
      if (const auto match = match_at(text, i)) return Found{i, *match};
    }
    return std::nullopt;
  }

  boost::unordered_flat_map<std::string, std::vector<Phrase>, Hash, std::equal_to<>> by_first_word_;
};

}  // namespace tamis::normalize
