#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "parsers/image.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

struct ReadWord;

/// What was read off the picture of one page.
///
/// Boxes are in points on the page as it lies straight: turned upright, deskewed, and, where a photo shows the page on
/// a table, cut out and flattened. `width` and `height` are that page's size in points; a picture whose resolution is
/// unknown, or not that of any sheet, is taken to show a sheet as wide as A4.
struct RecognisedPage {
  float width = 0, height = 0;
  std::vector<Word> words;          ///< in no particular order: `lay_out` finds it; noise is left out
  std::vector<PlacedImage> images;  ///< portraits only
  Raster look;                      ///< that page in grey at 150 dots an inch, as `width` and `height` have it
  /// Mean of the words, weighted by their letters, 0 to 1; less where ink was found that no word accounts for.
  float confidence = 0;
  bool unsure = false;    ///< deserves the warning `low_ocr_confidence`; never on a blank page
  int quarter_turns = 0;  ///< how often the picture was turned by 90 degrees clockwise to be upright
  float skew = 0;         ///< degrees that were taken out after that, clockwise positive
};

/// Reads the pictures of one document's pages, one after the other.
///
/// The language is decided once, by the first page that has enough words, and kept for the document: make one for each
/// document. The engines behind it stay loaded for the process, one for each language, and are cleared between
/// documents, so that no document changes the next. Not safe between threads. One A4 page costs about a second.
class Recogniser {
 public:
  /// `language` is ISO 639-1 where the document's other pages tell it; empty to find out from the picture.
  explicit Recogniser(const Limits& limits, std::string_view language = {});

  /// A page without a legible word is no error: it has no words. `model_missing` if no model can be loaded,
  /// `too_many_pixels` for more than `limits.pixels` or a side above 32,767.
  [[nodiscard]] Result<RecognisedPage> read(const Raster& page);
  /// ISO 639-1 of the model that reads.
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  Result<void> decide_language(const Raster& letters);
  Result<std::vector<ReadWord>> read_letters(const Raster& letters);

  Limits limits_;
  std::string language_;  ///< of the model in use
  bool decided_ = false;
  bool begun_ = false;  ///< has read a page
};

}  // namespace tamis::parsers
