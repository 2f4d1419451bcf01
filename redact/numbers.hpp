#pragma once

#include "redact/matcher.hpp"
#include "redact/rule.hpp"
#include "redact/shadow.hpp"

#include <vector>

namespace tamis::redact {

/// A number in the text that a rule knows, in bytes of the shadow.
struct NumberHit {
  std::uint32_t number = 0;  ///< into `RuleBook::numbers`
  Span span;
  float confidence = 0;
};

/// Every checked number: spaces, dots, dashes, slashes and line ends may separate its signs.
///
/// Where the label stands right before it, a number is believed even if its check digit does not hold (it was mistyped
/// or misread), and letters that OCR takes for digits are read as digits; both at a lower confidence. Each word start
/// is tried once per rule and at most for the shape's length: linear in the text.
[[nodiscard]] std::vector<NumberHit> find_numbers(const Shadow& shadow, const RuleBook& book, const Matcher& matcher);

}  // namespace tamis::redact
