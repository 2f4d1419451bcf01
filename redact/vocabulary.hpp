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
/// one less) or by a usual confusion (`rn` for `m`, `1` for `l`), is taken for it. Built once, then immutable and safe
/// between threads; a look-up costs one hash for each letter.
class Vocabulary {
 public:
  explicit Vocabulary(const RuleBook& book);

  /// The rules' word behind a misread one; nothing if the word is right, short or of no rule. Lives as long as this.
  [[nodiscard]] std::optional<std::string_view> correct(std::string_view word) const;

 private:
  [[nodiscard]] std::optional<std::string_view> nearest(const std::string& word) const;

  std::unordered_set<std::string> words_;
  std::unordered_map<std::string, const std::string*> shortened_;  ///< a word less one letter → the word
};

}  // namespace tamis::redact
