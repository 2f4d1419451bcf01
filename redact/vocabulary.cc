#include "redact/vocabulary.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::size_t shortest = 8;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Does a group begin at `at` that may be absent, as the ending in "member(?:ship)?"?
bool is_optional_group(std::string_view pattern, std::size_t at) {
  if (!pattern.substr(at).starts_with("(?:")) return false;
  std::int32_t depth = 0;
  for (; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
      continue;
    }
    depth += pattern[at] == '(' ? 1 : pattern[at] == ')' ? -1 : 0;
    if (depth == 0) return pattern.substr(at + 1).starts_with('?');
  }
  return false;
}

/// The runs of letters in a pattern that stand for themselves: not an escape, and not made optional or longer.
template <class Visit>
void for_each_word(std::string_view pattern, Visit&& visit) {
  constexpr std::string_view modifiers = "?*+{([\\", next_word = "(?:[ ";
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '\\') {
      at += 2;
      continue;
    }
    std::size_t end = at;
    while (end < pattern.size() && is_letter(pattern[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const bool is_whole = end == pattern.size() || modifiers.find(pattern[end]) == modifiers.npos ||
                          pattern.substr(end, next_word.size()) == next_word || is_optional_group(pattern, end);
    const bool is_plural = end + 1 < pattern.size() && pattern[end] == '?';
    if (is_whole) visit(pattern.substr(at, end - at));
    if (is_plural) {
      visit(pattern.substr(at, end - at - 1));
      visit(pattern.substr(at, end - at));
    }
    at = end;
  }
}

template <class Visit>
void for_each_shortened(const std::string& word, Visit&& visit) {
  for (std::size_t skipped = 0; skipped < word.size(); ++skipped) {
    if (skipped > 0 && word[skipped] == word[skipped - 1]) continue;
    std::string shortened = word;
    shortened.erase(skipped, 1);
    visit(shortened, skipped);
  }
}

/// "rn" read as "m".
std::string with_m(std::string_view word) {
  std::string joined;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const bool is_split = word.substr(at, 2) == "rn";
    joined += is_split ? 'm' : word[at];
    at += is_split ? 1 : 0;
  }
  return joined;
}

}  // namespace

Vocabulary::Vocabulary(const RuleBook& book) {
  for (const Rule& rule : book.rules) {
    for (const std::string& pattern : rule.patterns) {
      for_each_word(pattern, [&](std::string_view word) {
        if (word.size() >= shortest) words_.emplace(word);
      });
    }
  }
  // In alphabetical order, so that of two equally near words always the same one is taken.
  std::vector<const std::string*> ordered;
  for (const std::string& word : words_) ordered.push_back(&word);
  std::ranges::sort(ordered, {}, [](const std::string* word) -> const std::string& { return *word; });
  for (const std::string* word : ordered) {
    for_each_shortened(*word, [&](const std::string& shortened, std::size_t) { shortened_.emplace(shortened, word); });
  }
}

std::optional<std::string_view> Vocabulary::nearest(const std::string& word) const {
  if (const auto found = words_.find(word); found != words_.end()) return *found;
  if (const auto found = shortened_.find(word); found != shortened_.end()) return *found->second;
  std::optional<std::string_view> near;
  for_each_shortened(word, [&](const std::string& shortened, std::size_t skipped) {
    if (near) return;
    if (const auto found = words_.find(shortened); found != words_.end()) near = *found;
    // One letter stands for another only if both words lose it at the same place.
    const auto found = shortened_.find(shortened);
    if (!near && found != shortened_.end() && found->second->size() == word.size() &&
        found->second->compare(0, skipped, word, 0, skipped) == 0 &&
        found->second->compare(skipped + 1, word.npos, word, skipped + 1, word.npos) == 0) {
      near = *found->second;
    }
  });
  return near;
}

std::optional<std::string_view> Vocabulary::correct(std::string_view word) const {
  if (word.size() + 1 < shortest) return std::nullopt;
  std::string even(word);
  if (words_.contains(even)) return std::nullopt;
  if (!std::ranges::all_of(even, is_letter)) {
    for (char& c : even) c = c == '1' ? 'l' : c == '0' ? 'o' : c == '5' ? 's' : c;
    if (!std::ranges::all_of(even, is_letter)) return std::nullopt;
  }
  if (const auto near = nearest(even)) return near;
  const std::string joined = with_m(even);
  return joined.size() < even.size() ? nearest(joined) : std::nullopt;
}

}  // namespace tamis::redact
