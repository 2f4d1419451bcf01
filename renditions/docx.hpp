#pragma once

#include "core/error.hpp"
#include "core/reading_text.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tamis::renditions {

/// A paragraph of a new document.
struct Paragraph {
  enum class Kind : std::uint8_t { body, heading, item } kind = Kind::body;
  std::int32_t level = 0;  ///< of a heading from 1, of an item from 0
  bool bold = false;
  std::int32_t table = -1, row = -1, column = -1;  ///< of a cell, as in `TextLine`
  std::vector<std::string> lines;
};

/// What stands where words were; the same for every word, however long.
inline constexpr std::string_view hidden_words = "█████";

/// The text as paragraphs, each run of hidden words as one `hidden_words`. `hide` says whether a word's place is
/// hidden.
[[nodiscard]] std::vector<Paragraph> paragraphs_of(const ReadingText& text, const std::function<bool(Span)>& hide);

/// A clean DOCX: five parts made here, nothing of any original. The same paragraphs give the same bytes. `internal` if
/// the library gives up.
[[nodiscard]] Result<std::string> write_docx(const std::vector<Paragraph>& paragraphs);

}  // namespace tamis::renditions
