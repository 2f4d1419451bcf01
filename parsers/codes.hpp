#pragma once

#include "core/document.hpp"
#include "parsers/image.hpp"

#include <vector>

namespace tamis::parsers {

/// The codes for machines on the picture of a page (QR and other matrices, bar codes), their boxes in the picture's
/// pixels: where they are, never what they say. A QR code is found by its corners, any other by being readable. Costs
/// some 100 ms for an A4 page.
[[nodiscard]] std::vector<Box> find_codes(const Raster& page);

}  // namespace tamis::parsers
