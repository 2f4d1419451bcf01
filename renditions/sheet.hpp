#pragma once

#include "core/candidate_text.hpp"
#include "core/picture.hpp"

#include <vector>

/// A page that is shown as it was laid out: its pixels, and the words that may be seen.
namespace tamis::renditions {

struct SheetWord {
  CandidateText text;
  Box box;
};

struct Sheet {
  float width = 0, height = 0;  ///< in points
  Picture picture;
  bool scan = false;             ///< a photograph rather than drawn letters
  std::vector<SheetWord> words;  ///< those that may be seen, in reading order
  std::vector<Box> painted;      ///< what is hidden
};

/// The places to paint over hidden words: words of one line that touch become one box, a little larger than they are,
/// whose width tells little of theirs. It ends before the next visible word.
[[nodiscard]] std::vector<Box> boxes_over(const std::vector<Box>& hidden, const std::vector<SheetWord>& visible);

/// Paints the sheet's boxes: solid, in the picture itself.
void paint(Sheet& sheet);

}  // namespace tamis::renditions
