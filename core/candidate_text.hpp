#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace tamis {

/// Why somebody opens a candidate's words. Every opening names its reason, so that one search finds them all.
enum class Purpose {
  extraction,     ///< a parser builds or repairs the text
  normalization,  ///< reading text and profile are made from it
  screening,      ///< sensitive content is looked for, or masked
  record,         ///< it is written into a record for somebody entitled to it
  sealing,        ///< it is encrypted or decrypted
};

/// Owns words that a candidate wrote.
///
/// Such words are somebody's health or faith, so this type cannot be streamed, formatted, logged or converted to a
/// string by accident: `reveal` is the only door. Copyable and comparable like a string, as safe between threads as a
/// string, and as cheap.
class CandidateText {
 public:
  CandidateText() = default;
  explicit CandidateText(std::string text) : text_(std::move(text)) {}
  explicit CandidateText(std::string_view text) : text_(text) {}
  explicit CandidateText(const char* text) : text_(text) {}

  /// The words as UTF-8. The view lives as long as this object and is unchanged.
  [[nodiscard]] std::string_view reveal(Purpose) const& { return text_; }
  std::string_view reveal(Purpose) const&& = delete;

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// Length in bytes of UTF-8.
  [[nodiscard]] std::size_t size() const { return text_.size(); }

  auto operator<=>(const CandidateText&) const = default;
  bool operator==(const CandidateText&) const = default;

 private:
  std::string text_;
};

/// Streaming a candidate's words does not compile, whatever the stream.
template <class Stream>
Stream& operator<<(Stream&, const CandidateText&) = delete;

}  // namespace tamis
