#pragma once

#include "core/document.hpp"
#include "parsers/icon_fonts.hpp"
#include "parsers/image.hpp"
#include "parsers/layout.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What one pass over a PDF page's content finds, free of the library that found it.
namespace tamis::parsers {

struct PdfFont {
  bool bold = false;
  bool italic = false;
  IconFont icons = IconFont::none;
  bool unmapped = false;  ///< the file does not say which letters its glyphs are
};

/// One drawn glyph. Lengths run along the direction of writing and across it, so that upright and turned text are
/// put together by the same rules.
struct PdfGlyph {
  std::uint32_t text = 0, text_size = 0;  ///< in PdfInk::text; empty if the font does not say which letter it is
  float start = 0, end = 0;               ///< along the direction of writing
  float baseline = 0;                     ///< across it
  Box box;                                ///< on the page
  float size = 0;                         ///< of the font, in points
  std::uint32_t colour = 0;               ///< 0xRRGGBB
  std::uint32_t drawings_before = 0;      ///< how many drawings lie below it
  std::uint16_t font = 0;                 ///< in PdfInk::fonts
  std::uint8_t quarter_turns = 0;         ///< of the direction of writing, clockwise; slanted glyphs are left out
  bool inkless = false;                   ///< drawn without ink, as over a scan, or without opacity
};

/// A filled area, a drawn line or an image, in the order of drawing.
struct PdfDrawing {
  Box box;
  std::uint32_t colour = 0;
  enum class Kind : std::uint8_t {
    rectangle,  ///< opaque, fills its box
    shape,      ///< opaque, fills some of its box, or translucent
    picture,    ///< an opaque image
    veil,       ///< an image or shading that may let through what lies below
    line,
  } kind = Kind::shape;
};

struct PdfLink {
  Box box;
  std::string target;
};

/// An image of the size that portraits have, thinned out to a few hundred pixels a side.
struct PdfImage {
  Box box;
  Raster raster;
};

/// Everything drawn on a page, in the order of drawing.
struct PdfInk {
  float width = 0, height = 0;
  std::string text;  ///< of all glyphs, UTF-8
  std::vector<PdfGlyph> glyphs;
  std::vector<PdfFont> fonts;
  std::vector<PdfDrawing> drawings;
  std::vector<PdfLink> links;
  std::vector<PdfImage> images;
  float image_dpi = 0;  ///< of the largest image
};

/// A page's words, those that are seen apart from those that are not.
struct PdfWords {
  PlacedPage page;
  std::vector<PlacedWord> inkless;  ///< text without ink: what an older OCR read, if a scan lies behind it
  std::size_t turned = 0;           ///< how many words were left out because they run up, down or upside down
  bool hidden = false;              ///< other text was left out: tiny, of the paper's colour, covered, off the page
  float image_cover = 0;            ///< share of the page under its largest image, 0 to 1
  float trust = 1;                  ///< 0 to 1, as in `Page`
};

/// Puts glyphs together to words: splits at spaces and gaps, re-joins letter-spaced words, repairs the letters.
[[nodiscard]] PdfWords make_words(const PdfInk& ink);

}  // namespace tamis::parsers
