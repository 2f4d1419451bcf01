#pragma once

#include <cstddef>
#include <span>

namespace tamis::parsers {

/// The orientation, 1 (upright) to 8, that a JPEG's EXIF segment states; 1 for anything else. Takes any bytes.
[[nodiscard]] int exif_orientation(std::span<const std::byte> bytes);

}  // namespace tamis::parsers
