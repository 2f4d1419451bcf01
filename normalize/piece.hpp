#pragma once

#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "normalize/phrases.hpp"

#include <string_view>
#include <vector>

namespace tamis::normalize {

/// A part of a reading text, seen through its folded words: what the readers cut, weigh and turn into values.
///
/// A view: the reading text must outlive it.
struct Piece {
  const ReadingText* source = nullptr;
  Span folded;  ///< bytes of `source->folded.text`

  [[nodiscard]] bool empty() const { return folded.empty(); }
  [[nodiscard]] std::uint32_t size() const { return folded.size(); }
  /// The folded words.
  [[nodiscard]] std::string_view words() const {
    if (!source) return {};
    return std::string_view(source->folded.text).substr(folded.start, folded.size());
  }
  /// Where they stand in the text.
  [[nodiscard]] Span span() const { return source->folded.unfold(folded); }
  /// The words as they were written.
  [[nodiscard]] std::string_view text() const { return source->slice(span(), Purpose::normalization); }
  /// A part, by bytes of `words()`.
  [[nodiscard]] Piece part(std::size_t start, std::size_t end) const {
    return {source, {folded.start + static_cast<std::uint32_t>(start), folded.start + static_cast<std::uint32_t>(end)}};
  }
  [[nodiscard]] Piece from(std::size_t start) const { return part(start, size()); }
  [[nodiscard]] Piece until(std::size_t end) const { return part(0, end); }
  /// Without white space, list marks and loose punctuation at both ends; brackets that belong together stay.
  [[nodiscard]] Piece trimmed() const;
  /// As a profile value: the written words on one line, with their place; trimmed first.
  [[nodiscard]] Value value(float confidence) const;
  /// From this piece's start to the other's end.
  [[nodiscard]] Piece joined(const Piece& other) const { return {source, {folded.start, other.folded.end}}; }
};

/// The whole line, trimmed.
[[nodiscard]] Piece piece_of(const ReadingText& text, const TextLine& line);
/// Any range of the text.
[[nodiscard]] Piece piece_of(const ReadingText& text, Span span);

/// What stands between the items of a list.
inline constexpr std::string_view list_signs = ",;|•·/";

/// Cuts at every sign of `signs` (UTF-8) that stands outside of brackets, at a slash only between spaces; parts come
/// trimmed, empty ones are left out.
[[nodiscard]] std::vector<Piece> split(const Piece& piece, std::string_view signs);

/// Is there a full stop at this byte of `words()` that ends a name or a title before the next one ("Night porter.
/// Harbour Hotel"), rather than one of a short form?
[[nodiscard]] bool is_full_stop(const Piece& piece, std::size_t at);

}  // namespace tamis::normalize
