#pragma once

#include "redact/rule.hpp"
#include "redact/shadow.hpp"

#include <memory>
#include <vector>

namespace tamis::redact {

/// A place where a rule's pattern stands, in bytes of the shadow.
struct Hit {
  std::uint32_t rule = 0;  ///< into `RuleBook::rules`
  Span match;
  Span core;  ///< the value of a labelled field; otherwise the match
};

/// All patterns of a rule book, compiled: first stage of screening.
///
/// One pass finds which patterns can match at all; only those run, each linear in the text (RE2). Immutable and safe
/// between threads.
class Matcher {
 public:
  /// `pack_invalid` if a pattern is not one of RE2's, with its rule's number as the fact `entries`.
  [[nodiscard]] static Result<Matcher> compile(const RuleBook& book);

  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;

  /// Every place of every rule, an acronym only where it is written as one; sorted by rule and place.
  [[nodiscard]] std::vector<Hit> match(const Shadow& shadow) const;
  /// Does one of the veto's patterns stand in this text, other than within one of the rule's matches there? Of what
  /// a rule itself looks for, no veto can say that somebody else is meant ("permit: permanent resident card").
  [[nodiscard]] bool is_vetoed(std::uint32_t veto, std::string_view statement, const std::vector<Span>& matches) const;
  /// Does a label of this number rule stand in this text?
  [[nodiscard]] bool has_label(std::uint32_t number, std::string_view text) const;

 private:
  struct Patterns;
  explicit Matcher(std::unique_ptr<const Patterns> patterns);
  std::unique_ptr<const Patterns> patterns_;
};

}  // namespace tamis::redact
