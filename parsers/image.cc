#include "parsers/image.hpp"

#include "parsers/image_exif.hpp"
#include "parsers/image_heif.hpp"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace tamis::parsers {
namespace {

constexpr int kLongestSide = 32'767;  // Tesseract's own limit, and a bound on a row

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

void silence_leptonica() {
  static const int previous = setMsgSeverity(L_SEVERITY_NONE);
  static_cast<void>(previous);
}

const l_uint8* data_of(std::span<const std::byte> bytes) { return reinterpret_cast<const l_uint8*>(bytes.data()); }

bool is_tiff(std::span<const std::byte> bytes) {
  l_int32 format = IFF_UNKNOWN;
  return bytes.size() > 12 && findFileFormatBuffer(data_of(bytes), &format) == 0 &&
         (format == IFF_TIFF || (format >= IFF_TIFF_PACKBITS && format <= IFF_TIFF_ZIP) || format == IFF_TIFF_JPEG);
}

struct Size {
  l_int32 width = 0, height = 0;
};

/// From the header alone; nothing if there is none.
std::optional<Size> size_of(std::span<const std::byte> bytes, int index) {
  Size size;
  l_int32 ignored = 0;
  const bool failed = is_tiff(bytes) ? readHeaderMemTiff(data_of(bytes), bytes.size(), index, &size.width, &size.height,
                                                         nullptr, nullptr, nullptr, nullptr, nullptr)
                                     : pixReadHeaderMem(data_of(bytes), bytes.size(), &ignored, &size.width,
                                                        &size.height, nullptr, nullptr, nullptr);
  if (failed || size.width <= 0 || size.height <= 0) return std::nullopt;
  return size;
}

/// 8 bits of grey, or 32 bits of colour on white.
PixPtr to_plain(PixPtr pix) {
  if (pixGetColormap(pix.get())) pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
  if (pix && pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) {
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  }
  if (pix && pixGetDepth(pix.get()) != 32) pix.reset(pixConvertTo8(pix.get(), 0));
  return pix;
}

/// As EXIF numbers the orientations.
PixPtr to_upright(PixPtr pix, int orientation) {
  constexpr int kQuarterTurns[] = {0, 0, 0, 2, 2, 1, 1, 3, 3};
  constexpr bool kMirrored[] = {false, false, true, false, true, true, false, true, false};
  if (const int turns = kQuarterTurns[orientation]) pix.reset(pixRotateOrth(pix.get(), turns));
  if (pix && kMirrored[orientation]) pix.reset(pixFlipLR(nullptr, pix.get()));
  return pix;
}

Raster to_raster(Pix* pix) {
  Raster raster{.width = pixGetWidth(pix),
                .height = pixGetHeight(pix),
                .channels = pixGetDepth(pix) == 32 ? 3 : 1,
                .dpi = static_cast<float>(std::max(0, pixGetXRes(pix))),
                .pixels = {}};
  raster.pixels.resize(static_cast<std::size_t>(raster.width) * raster.height * raster.channels);
  std::uint8_t* out = raster.pixels.data();
  for (int y = 0; y < raster.height; ++y) {
    const l_uint32* line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < raster.width; ++x) {
      if (raster.channels == 1) {
        *out++ = GET_DATA_BYTE(line, x);
      } else {
        *out++ = static_cast<std::uint8_t>(line[x] >> L_RED_SHIFT);
        *out++ = static_cast<std::uint8_t>(line[x] >> L_GREEN_SHIFT);
        *out++ = static_cast<std::uint8_t>(line[x] >> L_BLUE_SHIFT);
      }
    }
  }
  return raster;
}

}  // namespace

Result<int> count_images(std::span<const std::byte> bytes) {
  silence_leptonica();
  if (!is_tiff(bytes)) return 1;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      fmemopen(const_cast<std::byte*>(bytes.data()), bytes.size(), "rb"), &std::fclose);
  l_int32 count = 0;
  if (!file || tiffGetCount(file.get(), &count) != 0 || count < 1) return fail(ErrorCode::damaged, Stage::extract);
  return count;
}

Result<Raster> decode_image(std::span<const std::byte> bytes, int index, const Limits& limits) {
  silence_leptonica();
  if (is_heif(bytes)) return decode_heif(bytes, limits);
  const auto size = size_of(bytes, index);
  if (!size) return fail(ErrorCode::damaged, Stage::extract);
  if (const auto fits = check_size(size->width, size->height, limits); !fits) return std::unexpected(fits.error());

  PixPtr pix(is_tiff(bytes) ? pixReadMemTiff(data_of(bytes), bytes.size(), index)
                            : pixReadMem(data_of(bytes), bytes.size()));
  if (pix) pix = to_plain(std::move(pix));
  if (pix) pix = to_upright(std::move(pix), exif_orientation(bytes));
  if (!pix) return fail(ErrorCode::damaged, Stage::extract);
  return to_raster(pix.get());
}

Result<void> check_size(int width, int height, const Limits& limits) {
  const auto pixels = std::int64_t{width} * height;
  if (pixels <= limits.pixels && std::max(width, height) <= kLongestSide) return {};
  return fail(ErrorCode::too_many_pixels, Stage::extract, {{Measure::pixels, pixels}, {Measure::limit, limits.pixels}});
}

}  // namespace tamis::parsers
