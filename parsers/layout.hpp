#pragma once

#include "core/document.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// From words with places to what a person reads: lines, blocks, columns, tables, and the order to read them in. The
/// same for a PDF's words and for those that OCR found.
namespace tamis::parsers {

struct PlacedWord {
  Word word;                  ///< its box is set
  float baseline = 0;         ///< points from the page's top; 0 = unknown: told from the letters of a tight box
  std::int32_t position = 0;  ///< where it comes in the file; the same for all where no order is known
  std::string link;           ///< where it leads, if anywhere
};

/// A drawn straight line, a filled area, or a small shape: what frames tables, underlines headings and marks items.
struct DrawnBox {
  Box box;
  std::uint32_t colour = 0;  ///< 0xRRGGBB
};

/// One page before it is laid out. Words that a reader would not see are not among them.
struct PlacedPage {
  float width = 0, height = 0;  ///< in points
  std::vector<PlacedWord> words;
  std::vector<DrawnBox> drawings;  ///< in the order they are drawn; may be empty (OCR knows none)
};

/// The page's blocks in reading order. Deterministic; time grows with n log n in the words of a page.
[[nodiscard]] std::vector<Block> lay_out(PlacedPage page);

/// Makes words whole that were cut at line ends, gives headers, footers and page numbers that come again on several
/// pages their role, moves them to the end of their page, and numbers the tables through the document. Once, after all
/// pages are laid out.
void join_pages(std::vector<Page>& pages);

}  // namespace tamis::parsers
