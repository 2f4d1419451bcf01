#pragma once

#include "core/document.hpp"
#include "parsers/image.hpp"

#include <vector>

namespace tamis::parsers {

/// The QR codes on the picture of a page, their boxes in the picture's pixels: where they are, never what they say.
/// Costs some 50 ms for an A4 page.
[[nodiscard]] std::vector<Box> find_codes(const Raster& page);

}  // namespace tamis::parsers
