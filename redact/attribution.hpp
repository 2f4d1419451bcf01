#pragma once

#include "redact/matcher.hpp"
#include "redact/rule.hpp"
#include "redact/sections.hpp"
#include "redact/shadow.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tamis::redact {

/// Decides whether what a pattern matched is said about the candidate, and how far the finding reaches: the second,
/// third and fourth stage of screening. Lives within one call of `Screener::find`.
class Attribution {
 public:
  Attribution(const RuleBook& book, const Matcher& matcher, const Shadow& shadow, const Sections& sections,
              std::string language)
      : book_(book), matcher_(matcher), shadow_(shadow), sections_(sections), language_(std::move(language)) {}

  /// What was found; `hits` are those of a matcher, in its order. A hit is no finding where the place, the words around
  /// it or a veto speak against it.
  [[nodiscard]] std::vector<Finding> judge(const std::vector<Hit>& hits) const;

 private:
  [[nodiscard]] bool applies(const Rule& rule, const Hit& hit) const;
  [[nodiscard]] bool is_vetoed(const Rule& rule, const std::vector<Hit>& hits, std::size_t index) const;
  [[nodiscard]] Span extent(const Rule& rule, const Hit& hit) const;
  [[nodiscard]] std::uint32_t count_words(Span span) const;

  const RuleBook& book_;
  const Matcher& matcher_;
  const Shadow& shadow_;
  const Sections& sections_;
  std::string language_;
};

/// Sorted by place; findings of one category that overlap, or that only a comma parts, become one, which keeps the most
/// confident rule. Words that reveal what Art. 9 protects are not told a second time under another ground.
[[nodiscard]] std::vector<Finding> merge(std::vector<Finding> findings, const ReadingText& text);

}  // namespace tamis::redact
