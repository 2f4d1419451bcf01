#pragma once

#include "core/candidate_text.hpp"
#include "core/document.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis {

/// A range of bytes in `ReadingText::text`, the end excluded. In process offsets are bytes of UTF-8; a record's are
/// code points (`ReadingText::code_points`).
struct Span {
  std::uint32_t start = 0, end = 0;

  [[nodiscard]] std::uint32_t size() const { return end - start; }
  [[nodiscard]] bool empty() const { return end <= start; }
  [[nodiscard]] bool contains(const Span& other) const { return start <= other.start && other.end <= end; }
  [[nodiscard]] bool overlaps(const Span& other) const { return start < other.end && other.start < end; }

  bool operator==(const Span&) const = default;
  auto operator<=>(const Span&) const = default;
  static constexpr auto fields() { return std::tuple{field("start", &Span::start), field("end", &Span::end)}; }
};

/// One word's place in the text and on the page.
struct TextWord {
  Span span;
  std::int32_t page = 0;  ///< from 1; 0 where the format has no pages
  Box box;
  float confidence = 1;  ///< of OCR

  bool operator==(const TextWord&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("span", &TextWord::span), field("page", &TextWord::page), field("box", &TextWord::box),
                      field("confidence", &TextWord::confidence)};
  }
};

/// One line of the text, without its line break, and how it looks.
struct TextLine {
  Span span;
  std::int32_t page = 0;   ///< from 1; 0 where the format has no pages
  std::int32_t block = 0;  ///< lines of one block share it; counts up through the document
  Box box;
  BlockRole role = BlockRole::body;
  std::int32_t level = 0, region = 0, table = -1, row = -1, column = -1;  ///< as in `Block`
  float font_size = 0;  ///< the most frequent of its words; 0 = unknown
  bool bold = false;    ///< all of its words
  bool italic = false;
  std::uint32_t colour = 0;
  std::string link;

  bool operator==(const TextLine&) const = default;
  static constexpr auto fields() {
    return std::tuple{
        field("span", &TextLine::span),     field("page", &TextLine::page),           field("block", &TextLine::block),
        field("box", &TextLine::box),       field("role", &TextLine::role),           field("level", &TextLine::level),
        field("region", &TextLine::region), field("table", &TextLine::table),         field("row", &TextLine::row),
        field("column", &TextLine::column), field("font_size", &TextLine::font_size), field("bold", &TextLine::bold),
        field("italic", &TextLine::italic), field("colour", &TextLine::colour),       field("link", &TextLine::link)};
  }
};

struct LanguageShare {
  std::string code;  ///< ISO 639-1
  float share = 0;   ///< of the text, 0 to 1

  bool operator==(const LanguageShare&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("code", &LanguageShare::code), field("share", &LanguageShare::share)};
  }
};

/// A text and its folded shadow: lower case, no diacritics, plain dashes, quotes and spaces, look-alike letters made
/// Latin. Patterns run on the shadow; `origin` leads each of its bytes back to the text.
struct FoldedText {
  std::string text;
  std::vector<std::uint32_t> origin;  ///< of each byte of `text`, and of its end: the byte in the unfolded text

  /// The unfolded range behind a folded one.
  [[nodiscard]] Span unfold(Span folded) const { return {origin[folded.start], origin[folded.end]}; }

  bool operator==(const FoldedText&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("text", &FoldedText::text), field("origin", &FoldedText::origin)};
  }
};

/// Folds words the same way everywhere: the text, the terms of the rules, the entries of the language packs. Made in
/// `normalize` (ICU) and handed to `redact`, which never sees ICU. Safe between threads.
class TextFolder {
 public:
  virtual ~TextFolder() = default;
  [[nodiscard]] virtual FoldedText fold(std::string_view text) const = 0;
  /// For terms: the folded text alone.
  [[nodiscard]] std::string fold_term(std::string_view text) const { return fold(text).text; }
};

/// The document as one text in reading order: NFC, one line break between lines, an empty line between blocks, and
/// nothing that a reader would not see. With the way back from every offset to words, boxes and pages.
struct ReadingText {
  CandidateText text;
  FoldedText folded;
  std::vector<TextLine> lines;
  std::vector<TextWord> words;           ///< sorted by span
  std::vector<LanguageShare> languages;  ///< largest share first; empty if none was recognised
  bool paged = true;

  /// The words of a range; it must lie within the text.
  [[nodiscard]] std::string_view slice(Span span, Purpose purpose) const {
    return text.reveal(purpose).substr(span.start, span.size());
  }
  /// The same range counted in code points. Linear in the text; see `CodePointIndex` for many.
  [[nodiscard]] Span code_points(Span span) const;
  /// The page (from 1) of a range's first word and the box around its words on that page; nothing where there are no
  /// pages. Logarithmic in the words.
  struct Location {
    std::int32_t page = 0;
    Box box;
  };
  [[nodiscard]] std::optional<Location> locate(Span span) const;
  /// The line that holds a byte; nullptr between lines. Logarithmic.
  [[nodiscard]] const TextLine* line_at(std::uint32_t byte) const;
  /// ISO 639-1 of most of the text; empty if unknown.
  [[nodiscard]] std::string language() const { return languages.empty() ? std::string() : languages.front().code; }

  bool operator==(const ReadingText&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("text", &ReadingText::text),           field("folded", &ReadingText::folded),
                      field("lines", &ReadingText::lines),         field("words", &ReadingText::words),
                      field("languages", &ReadingText::languages), field("paged", &ReadingText::paged)};
  }
};

/// Turns byte offsets of one text into code-point offsets, each in constant time after one pass.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  [[nodiscard]] std::uint32_t at(std::uint32_t byte) const;
  [[nodiscard]] Span at(Span span) const { return {at(span.start), at(span.end)}; }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> every_64th_;
};

}  // namespace tamis
