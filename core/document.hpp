#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// A document as a person sees it: pages, blocks in reading order, lines, words, each with its place.
///
/// Parsers make it, in a helper process; `normalize` reads it. It knows no file format: what PDF, DOCX and scans have
/// in common is here, and nothing else.
namespace tamis {

/// A rectangle in points (1/72 inch), the origin at the page's top left.
struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;

  [[nodiscard]] float width() const { return right - left; }
  [[nodiscard]] float height() const { return bottom - top; }
  [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
  /// The smallest box around both; an empty box adds nothing.
  [[nodiscard]] Box united(const Box& other) const;

  bool operator==(const Box&) const = default;
};

/// Where a word's letters come from.
enum class Origin : std::uint8_t { text_layer, ocr };

struct Word {
  CandidateText text;   ///< UTF-8, NFC, repaired; without white space
  Box box;              ///< empty where the format has no pages
  float font_size = 0;  ///< in points; 0 = unknown
  bool bold = false;
  bool italic = false;
  std::uint32_t colour = 0;  ///< 0xRRGGBB
  Origin origin = Origin::text_layer;
  float confidence = 1;  ///< of OCR, 0 to 1; 1 for a text layer

  bool operator==(const Word&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("text", &Word::text),           field("box", &Word::box),
                      field("font_size", &Word::font_size), field("bold", &Word::bold),
                      field("italic", &Word::italic),       field("colour", &Word::colour),
                      field("origin", &Word::origin),       field("confidence", &Word::confidence)};
  }
};

/// Words that a reader reads without a break. Never empty.
struct Line {
  std::vector<Word> words;
  std::string link;  ///< where the line, or a part of it, leads (a URL or mail address); usually empty

  bool operator==(const Line&) const = default;
  static constexpr auto fields() { return std::tuple{field("words", &Line::words), field("link", &Line::link)}; }
};

/// What a block looks like. A candidate role, from layout alone; `normalize` decides with the words.
enum class BlockRole : std::uint8_t {
  body,
  heading,      ///< larger, bolder, set apart, or marked as such by the format
  list_item,    ///< one item; its bullet is not part of the words
  table_cell,   ///< `table`, `row` and `column` say which
  label,        ///< the left of a label-value row
  value,        ///< its right
  date,         ///< a date or period in a margin or column of its own
  page_header,  ///< repeated on top of pages, or a format's header part
  page_footer,  ///< repeated at the bottom, or a page number
};

/// Lines that belong together: a paragraph, a list item, a cell, a heading. Never empty.
struct Block {
  BlockRole role = BlockRole::body;
  std::vector<Line> lines;
  std::int32_t level = 0;   ///< of a heading (1 = highest) or the indent of a list item (0 = outermost)
  std::int32_t region = 0;  ///< column, sidebar or band of the page, counted from 0 in reading order
  std::int32_t table = -1;  ///< tables count from 0 in the document; -1 = none
  std::int32_t row = -1;    ///< also set for label, value and date: parts of one visual row share it
  std::int32_t column = -1;

  bool operator==(const Block&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("role", &Block::role),     field("lines", &Block::lines), field("level", &Block::level),
                      field("region", &Block::region), field("table", &Block::table), field("row", &Block::row),
                      field("column", &Block::column)};
  }
};

/// An image placed on a page.
struct PlacedImage {
  Box box;                ///< empty where the format has no pages
  bool portrait = false;  ///< is there a face; never whose
  float confidence = 0;   ///< of `portrait`, 0 to 1

  bool operator==(const PlacedImage&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("box", &PlacedImage::box), field("portrait", &PlacedImage::portrait),
                      field("confidence", &PlacedImage::confidence)};
  }
};

struct Page {
  float width = 0, height = 0;  ///< in points; 0 where the format has no pages
  Origin origin = Origin::text_layer;
  float trust = 1;            ///< 0 to 1: how far the text can be taken for what a reader sees
  std::vector<Block> blocks;  ///< in reading order
  std::vector<PlacedImage> images;

  bool operator==(const Page&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("width", &Page::width), field("height", &Page::height), field("origin", &Page::origin),
                      field("trust", &Page::trust), field("blocks", &Page::blocks), field("images", &Page::images)};
  }
};

struct Document {
  std::string media_type;  ///< from the content, never from the name
  bool paged = true;       ///< false for formats without pages (DOCX, text): then there is one page, without boxes
  std::vector<Page> pages;
  std::string written_on;  ///< ISO date of the last change, from the file's own metadata; empty if unknown
  std::vector<Warning> warnings;
  std::int32_t enclosed = 0;  ///< how many documents it holds that are read by themselves: a mail's or an archive's

  bool operator==(const Document&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("media_type", &Document::media_type), field("paged", &Document::paged),
                      field("pages", &Document::pages),           field("written_on", &Document::written_on),
                      field("warnings", &Document::warnings),     field("enclosed", &Document::enclosed)};
  }
};

/// A document inside another: an attachment of a mail, a member of an archive.
struct Enclosure {
  CandidateText name;   ///< as its container calls it; never empty
  CandidateText bytes;  ///< of any kind, not of UTF-8

  bool operator==(const Enclosure&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Enclosure::name), field("bytes", &Enclosure::bytes)};
  }
};

template <>
struct Names<Origin> {
  static constexpr std::array<std::string_view, 2> value{"text_layer", "ocr"};
};

template <>
struct Names<BlockRole> {
  static constexpr std::array<std::string_view, 9> value{"body",  "heading", "list_item",   "table_cell", "label",
                                                         "value", "date",    "page_header", "page_footer"};
};

}  // namespace tamis
