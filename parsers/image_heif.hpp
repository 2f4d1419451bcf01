#pragma once

#include "parsers/image.hpp"

namespace tamis::parsers {

/// Is this what telephones save as HEIC or HEIF?
[[nodiscard]] bool is_heif(std::span<const std::byte> bytes);

/// Decodes the file's main image, upright. Errors as `decode_image`.
[[nodiscard]] Result<Raster> decode_heif(std::span<const std::byte> bytes, const Limits& limits);

}  // namespace tamis::parsers
