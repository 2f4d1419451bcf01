#include "redact/numbers.hpp"

#include "redact/identifiers.hpp"

#include <algorithm>
#include <optional>

namespace tamis::redact {
namespace {

constexpr std::uint32_t label_before = 60, label_after = 24, label_beside = 44;
/// No number that is looked for opens with more letters (the codice fiscale has six, and a space).
constexpr std::uint32_t letters_before_digit = 7;
constexpr float mistyped = 0.75F, repaired = 0.85F;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_sign(char c) { return is_letter(c) || is_digit(c); }
bool is_separator(char c) { return c == ' ' || c == '\n' || c == '-' || c == '.' || c == '/'; }

/// The digit that OCR takes for this letter, or 0.
char misread_digit(char letter) {
  constexpr std::string_view letters = "oilsbz", digits = "011582";
  const auto at = letters.find(letter);
  return at == letters.npos ? '\0' : digits[at];
}

struct Candidate {
  Span span;
  std::string number;
  bool repaired = false;
};

bool fits(char sign, char wanted) {
  return wanted == '9' ? is_digit(sign) : wanted == 'a' ? is_letter(sign) : is_sign(sign) || sign == '<';
}

/// An IBAN's shape goes on as long as its country has it; empty if the country has none.
std::string_view shape_at(const NumberRule& rule, std::string_view text, std::uint32_t start) {
  if (rule.check != "iban") return rule.shape;
  constexpr std::string_view longest = "aa99******************************";
  const std::size_t length = iban_length(text.substr(start, 2));
  return longest.substr(0, length);
}

/// Reads the shape from `start` on, passing over single separators.
std::optional<Candidate> read(std::string_view shape, std::string_view text, std::uint32_t start, bool repair) {
  if (shape.empty()) return std::nullopt;
  Candidate candidate{{start, start}, {}, false};
  std::uint32_t at = start;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const char wanted = shape[i];
    // A letter that ends a number stands in its line: behind a line end it begins a word.
    const bool is_last_letter = i + 1 == shape.size() && wanted == 'a';
    if (i > 0 && at < text.size() && is_separator(text[at]) && !(is_last_letter && text[at] == '\n')) ++at;
    if (at >= text.size()) return std::nullopt;
    char sign = text[at];
    if (wanted == '9' && is_letter(sign) && repair && misread_digit(sign) != '\0') {
      sign = misread_digit(sign);
      candidate.repaired = true;
    }
    if (!fits(sign, wanted)) return std::nullopt;
    candidate.number += sign;
    ++at;
  }
  if (at < text.size() && is_sign(text[at])) return std::nullopt;
  candidate.span.end = at;
  return candidate;
}

/// A longer number goes on, before or after: what was read is a part of it.
bool is_part_of_longer(std::string_view text, Span span) {
  const bool before = span.start >= 2 && is_digit(text[span.start]) && is_separator(text[span.start - 1]) &&
                      text[span.start - 1] != '\n' && is_digit(text[span.start - 2]);
  const bool after = span.end + 1 < text.size() && is_digit(text[span.end - 1]) && is_separator(text[span.end]) &&
                     text[span.end] != '\n' && is_digit(text[span.end + 1]);
  return before || after;
}

class NumberFinder {
 public:
  NumberFinder(const Shadow& shadow, const RuleBook& book, const Matcher& matcher)
      : text_(shadow.text()), book_(book), matcher_(matcher) {}

  std::vector<NumberHit> find() {
    for (std::uint32_t at = 0; at < text_.size(); ++at) {
      if (!is_sign(text_[at]) || (at > 0 && (is_sign(text_[at - 1]) || text_[at - 1] == '+'))) continue;
      if (text_.substr(at, letters_before_digit + 1).find_first_of("0123456789") == text_.npos) continue;
      for (std::uint32_t number = 0; number < book_.numbers.size(); ++number) try_rule(number, at);
    }
    return std::move(hits_);
  }

 private:
  void try_rule(std::uint32_t number, std::uint32_t start) {
    const NumberRule& rule = book_.numbers[number];
    const char first = text_[start];
    if (!fits(first, rule.shape.front()) && misread_digit(first) == '\0') return;
    const std::string_view shape = shape_at(rule, text_, start);
    const auto exact = read(shape, text_, start, false);
    if (exact && holds(rule.check, exact->number)) {
      if (rule.needs_label ? has_label(number, exact->span) : !is_part_of_longer(text_, exact->span)) {
        hits_.push_back({number, exact->span, rule.confidence});
      }
      return;
    }
    const auto tolerant = exact ? exact : read(shape, text_, start, true);
    if (!tolerant || rule.label.empty() || !has_label_beside(number, start)) return;
    const bool right = tolerant->repaired && holds(rule.check, tolerant->number);
    if (right || !tolerant->repaired) {
      hits_.push_back({number, tolerant->span, rule.confidence * (right ? repaired : mistyped)});
    }
  }

  bool has_label(std::uint32_t number, Span span) const {
    const std::uint32_t from = span.start > label_before ? span.start - label_before : 0;
    return matcher_.has_label(number, text_.substr(from, span.start - from)) ||
           matcher_.has_label(number, text_.substr(span.end, label_after));
  }

  /// In the words right before it, with no other number between.
  bool has_label_beside(std::uint32_t number, std::uint32_t start) const {
    std::uint32_t from = start;
    while (from > 0 && start - from < label_beside && !is_digit(text_[from - 1])) --from;
    return matcher_.has_label(number, text_.substr(from, start - from));
  }

  std::string_view text_;
  const RuleBook& book_;
  const Matcher& matcher_;
  std::vector<NumberHit> hits_;
};

}  // namespace

std::vector<NumberHit> find_numbers(const Shadow& shadow, const RuleBook& book, const Matcher& matcher) {
  return NumberFinder(shadow, book, matcher).find();
}

}  // namespace tamis::redact
