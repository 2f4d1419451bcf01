#pragma once

#include "core/error.hpp"
#include "parsers/image.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Tesseract, and nothing else of OCR. Not safe between threads.
namespace tamis::parsers {

/// A word as it was read; the box and the height in pixels.
struct ReadWord {
  CandidateText text;
  Box box;
  float row_height = 0;  ///< from the deepest descender to the highest ascender of its row
  float confidence = 0;  ///< 0 to 1
};

/// Part of a raster, in rows.
struct Band {
  int top = 0, height = 0;
};

/// Reads a band of a grey raster, dark on white, with the model of a language such as "fra". Boxes count from the
/// band's top. `model_missing` if that model cannot be loaded.
[[nodiscard]] Result<std::vector<ReadWord>> read_words(const Raster& grey, Band band, const std::string& model);

/// Reads an area, in pixels, that holds a single line; it may reach beyond the raster. Boxes count from the raster's
/// top left. `model_missing` as above.
[[nodiscard]] Result<std::vector<ReadWord>> read_line(const Raster& grey, const Box& area, const std::string& model);

/// By how many quarter turns clockwise the picture must be turned for its text to stand upright; 0 when unsure.
[[nodiscard]] Result<int> find_quarter_turns(const Raster& grey);

/// Forgets what the engines remember of the last document.
void forget_document();

}  // namespace tamis::parsers
