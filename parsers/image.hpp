#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tamis::parsers {

/// A picture of a page, or of a part of one.
struct Raster {
  int width = 0, height = 0;         ///< in pixels
  int channels = 1;                  ///< 1 = grey, 3 = red, green, blue
  float dpi = 0;                     ///< pixels an inch; 0 = unknown
  std::vector<std::uint8_t> pixels;  ///< rows from the top, without padding: width * height * channels bytes

  [[nodiscard]] bool empty() const { return pixels.empty(); }
};

/// `too_many_pixels` for more than `limits.pixels`, or for a side above 32,767, which no recogniser takes.
[[nodiscard]] Result<void> check_size(int width, int height, const Limits& limits);

/// How many pages a PNG, JPEG, TIFF, WebP or HEIC file has: 1, but for TIFF. `damaged` if its directory cannot be read.
[[nodiscard]] Result<int> count_images(std::span<const std::byte> bytes);

/// Decodes one page (from 0) of such a file, upright as its EXIF orientation says, transparency laid on white.
///
/// `too_many_pixels` (as `check_size`) is answered from the file's header, before a pixel is unpacked; `damaged` for
/// what cannot be decoded. An image whose end is missing is decoded as far as it goes where its format allows. May be
/// called from several threads.
[[nodiscard]] Result<Raster> decode_image(std::span<const std::byte> bytes, int index, const Limits& limits);

}  // namespace tamis::parsers
