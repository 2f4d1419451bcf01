#pragma once

#include "redact/rule.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace tamis::redact {

/// The long words of the rules, to correct what OCR misread of them.
///
/// A word of at least eight letters that is none of them, but differs from one by a single letter (another, one more,
/// one less) or by a usual confusion (`rn` for `m`, `1` for `l`), is taken for it; so is one that only opens like a
/// stem of theirs. Built once, then immutable and safe between threads; a look-up costs a few hashes for each letter.
class Vocabulary {
 public:
  explicit Vocabulary(const RuleBook& book);

  /// The rules' word behind a misread one; nothing if the word is right, short or of no rule.
  [[nodiscard]] std::optional<std::string> correct(std::string_view word) const;

 private:
  struct Words {
    std::unordered_set<std::string> words;
    std::unordered_map<std::string, const std::string*> shortened;  ///< a word less one letter → the word

    void index();
    [[nodiscard]] std::optional<std::string_view> nearest(const std::string& word) const;
  };
  [[nodiscard]] std::optional<std::string> nearest(const std::string& word) const;

  Words whole_, stems_;
  std::unordered_set<std::string> vetoing_;  ///< words of vetoes, which are right as they are
};

}  // namespace tamis::redact
