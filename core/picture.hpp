#pragma once

#include "core/document.hpp"
#include "core/limits.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tamis {

/// A page as pixels, in the coordinates of its `Page`: a pixel is 72 / dpi points.
///
/// Pixels show a candidate's words: they go nowhere but into a rendition, painted.
struct Picture {
  std::int32_t width = 0, height = 0;  ///< in pixels
  float dpi = 0;
  std::string pixels;      ///< rows from the top, red, green, blue: width * height * 3 bytes
  std::vector<Box> codes;  ///< two-dimensional barcodes, in points
  std::string text;        ///< every letter of the page's text layer, seen or not, in the order of drawing

  bool operator==(const Picture&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("width", &Picture::width), field("height", &Picture::height),
                      field("dpi", &Picture::dpi),     field("pixels", &Picture::pixels),
                      field("codes", &Picture::codes), field("text", &Picture::text)};
  }
};

/// Which page to show. `scan` is how its words were read: a page that OCR read is shown as OCR saw it, upright and
/// straight, so that boxes fit.
struct PictureOrder {
  std::int32_t page = 0;  ///< from 0
  bool scan = false;
  std::string language;  ///< ISO 639-1 of the document, if known
  Limits limits;

  bool operator==(const PictureOrder&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("page", &PictureOrder::page), field("scan", &PictureOrder::scan),
                      field("language", &PictureOrder::language), field("limits", &PictureOrder::limits)};
  }
};

}  // namespace tamis
