#pragma once

#include "core/reading_text.hpp"
#include "redact/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::redact {

/// The text that the rules run on: the folded text with words that a line end or wide spacing split joined again.
///
/// All spans taken and given here count bytes of this text; `unfold` leads back to the reading text. Views into the
/// reading text: keep that alive. Making one is linear; the questions below cost the length of the answer.
class Shadow {
 public:
  /// Of letters that stand apart, which make one word: all of them, or all but the first or the last, which may be a
  /// word of one letter beside it ("I  j o i n e d", "a f i l i a d a  a").
  enum class Spacing : std::uint8_t { joined, first_apart, last_apart };

  explicit Shadow(const ReadingText& reading, Spacing spacing = Spacing::joined);
  [[nodiscard]] bool has_spaced_words() const { return has_spaced_words_; }
  /// The same with what OCR misread of the vocabulary's words corrected. For texts with words from OCR.
  [[nodiscard]] Shadow corrected(const Vocabulary& vocabulary) const;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view slice(Span span) const { return text().substr(span.start, span.size()); }
  /// The same place in the reading text.
  [[nodiscard]] Span unfold(Span span) const;

  /// Is it written as an acronym: at least half of its letters are capitals?
  [[nodiscard]] bool is_acronym(Span span) const;

  /// Where a word that goes on there ends, so that no cut makes a word of its beginning.
  [[nodiscard]] std::uint32_t word_end(std::uint32_t at) const;

  /// The sentence, list item or field around a place, line ends inside it included where the words run on.
  [[nodiscard]] Span statement(Span place) const;
  /// The part of the statement between commas; brackets stay whole. A colon ends it on the left, not on the right.
  [[nodiscard]] Span clause(Span place) const;
  /// The line around a place, as far as it touches it.
  [[nodiscard]] Span line(Span place) const;

 private:
  [[nodiscard]] bool ends_statement(std::uint32_t at) const;
  [[nodiscard]] bool runs_on(std::uint32_t line_break) const;
  [[nodiscard]] bool ends_sentence(std::uint32_t stop) const;

  std::string_view original_;
  std::string text_;
  bool has_spaced_words_ = false;
  std::vector<std::uint32_t> origin_;  ///< of each byte, and of the end: the byte in the reading text
};

}  // namespace tamis::redact
