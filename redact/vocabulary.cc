#include "redact/vocabulary.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::size_t shortest = 8, longest_stem = 16;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// The words that a pattern spells out: "refugiad(?:o|a)" has two, "naturali[sz]ed" too. Of one that any letters may
/// follow, as "niekaran\w+", only the stem is known.
class Speller {
 public:
  explicit Speller(std::string_view pattern) : pattern_(pattern) {}

  /// Calls `visit(word, is_stem)` for each.
  template <class Visit>
  void spell(Visit&& visit) {
    while (at_ < pattern_.size()) {
      if (pattern_[at_] == '\\') {
        at_ += 2;
      } else if (!is_letter(pattern_[at_])) {
        ++at_;
      } else {
        const bool is_stem = read_word();
        for (const std::string& word : words_) visit(word, is_stem);
      }
    }
  }

 private:
  static constexpr std::size_t most_forms = 24;

  /// Reads on to the word's end into `words_`; nothing is left there of what cannot be spelled. Is it a stem?
  bool read_word() {
    words_ = {""};
    while (at_ < pattern_.size()) {
      const std::string_view rest = pattern_.substr(at_);
      if (is_letter(rest[0])) {
        append({std::string(1, rest[0])}, 1);
      } else if (const auto group = letters_of_group(rest); !group.empty() && words_.size() <= most_forms) {
        append(group, group_length(rest));
      } else {
        const bool is_optional = rest.starts_with("(?:") && rest.substr(group_length(rest)).starts_with('?');
        if (rest.starts_with("(?:[ ") || is_optional) return false;
        if (rest[0] == '(' || rest[0] == '{' || rest[0] == '+' || rest[0] == '*') words_.clear();
        return rest.starts_with("\\w");
      }
    }
    return false;
  }

  /// Adds one of the endings to each word, or none if a question mark follows.
  void append(const std::vector<std::string>& endings, std::size_t length) {
    at_ += length;
    const bool optional = at_ < pattern_.size() && pattern_[at_] == '?';
    at_ += optional ? 1 : 0;
    std::vector<std::string> longer;
    for (const std::string& word : words_) {
      if (optional) longer.push_back(word);
      for (const std::string& ending : endings) longer.push_back(word + ending);
    }
    words_ = std::move(longer);
  }

  /// What "(?:o|a)" or "[sz]" has that is nothing but letters; empty if it holds more than such a list.
  static std::vector<std::string> letters_of_group(std::string_view rest) {
    std::vector<std::string> found;
    if (rest.starts_with('[')) {
      for (std::size_t i = 1; i < rest.size() && rest[i] != ']'; ++i) {
        if (!is_letter(rest[i])) return {};
        found.emplace_back(1, rest[i]);
      }
      return found;
    }
    if (!rest.starts_with("(?:")) return {};
    rest = rest.substr(3, group_length(rest) - 4);
    while (true) {
      const std::string_view each = rest.substr(0, rest.find('|'));
      if (each.find_first_of("([ ?") != each.npos && each.find('\\') == each.npos) return {};
      if (std::ranges::all_of(each, is_letter)) found.emplace_back(each);
      if (each.size() == rest.size()) return found;
      rest.remove_prefix(each.size() + 1);
    }
  }

  /// Of the group or class that stands here, its brackets included.
  static std::size_t group_length(std::string_view rest) {
    if (rest.starts_with('[')) return std::min(rest.size(), rest.find(']') + 1);
    std::int32_t depth = 0;
    for (std::size_t at = 0; at < rest.size(); ++at) {
      if (rest[at] == '\\') {
        ++at;
        continue;
      }
      depth += rest[at] == '(' ? 1 : rest[at] == ')' ? -1 : 0;
      if (depth == 0) return at + 1;
    }
    return rest.size();
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<std::string> words_;
};

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

void Vocabulary::Words::index() {
  // In alphabetical order, so that of two equally near words always the same one is taken.
  std::vector<const std::string*> ordered;
  for (const std::string& word : words) ordered.push_back(&word);
  std::ranges::sort(ordered, {}, [](const std::string* word) -> const std::string& { return *word; });
  for (const std::string* word : ordered) {
    for_each_shortened(*word, [&](const std::string& less, std::size_t) { shortened.emplace(less, word); });
  }
}

std::optional<std::string_view> Vocabulary::Words::nearest(const std::string& word) const {
  if (const auto found = words.find(word); found != words.end()) return *found;
  if (const auto found = shortened.find(word); found != shortened.end()) return *found->second;
  std::optional<std::string_view> near;
  for_each_shortened(word, [&](const std::string& less, std::size_t skipped) {
    if (near) return;
    if (const auto found = words.find(less); found != words.end()) near = *found;
    // One letter stands for another only if both words lose it at the same place.
    const auto found = shortened.find(less);
    if (!near && found != shortened.end() && found->second->size() == word.size() &&
        found->second->compare(0, skipped, word, 0, skipped) == 0 &&
        found->second->compare(skipped + 1, word.npos, word, skipped + 1, word.npos) == 0) {
      near = *found->second;
    }
  });
  return near;
}

Vocabulary::Vocabulary(const RuleBook& book) {
  const auto learn = [&](const std::string& pattern) {
    Speller(pattern).spell([&](const std::string& word, bool is_stem) {
      if (word.size() >= shortest) (is_stem ? stems_ : whole_).words.insert(word);
    });
  };
  for (const Rule& rule : book.rules) std::ranges::for_each(rule.patterns, learn);
  for (const NumberRule& number : book.numbers) learn(number.label);
  for (const Veto& veto : book.vetoes) {
    for (const std::string& pattern : veto.patterns) {
      Speller(pattern).spell([&](const std::string& word, bool) { vetoing_.insert(word); });
    }
  }
  whole_.index();
  stems_.index();
}

std::optional<std::string> Vocabulary::nearest(const std::string& word) const {
  if (const auto near = whole_.nearest(word)) return std::string(*near);
  for (std::size_t length = std::min(word.size(), longest_stem); length >= shortest; --length) {
    if (const auto near = stems_.nearest(word.substr(0, length))) return std::string(*near) + word.substr(length);
  }
  return std::nullopt;
}

std::optional<std::string> Vocabulary::correct(std::string_view word) const {
  if (word.size() + 1 < shortest) return std::nullopt;
  std::string even(word);
  if (whole_.words.contains(even) || vetoing_.contains(even)) return std::nullopt;
  if (!std::ranges::all_of(even, is_letter)) {
    for (char& c : even) c = c == '1' ? 'l' : c == '0' ? 'o' : c == '5' ? 's' : c;
    if (!std::ranges::all_of(even, is_letter)) return std::nullopt;
  }
  if (const auto near = nearest(even)) return near;
  const std::string joined = with_m(even);
  return joined.size() < even.size() ? nearest(joined) : std::nullopt;
}

}  // namespace tamis::redact
