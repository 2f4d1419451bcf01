#include "parsers/image_heif.hpp"

#include <libheif/heif.h>

#include <memory>

namespace tamis::parsers {

bool is_heif(std::span<const std::byte> bytes) {
  constexpr std::size_t kBrandsAt = 12;
  if (bytes.size() < kBrandsAt) return false;
  const auto answer = heif_check_filetype(reinterpret_cast<const std::uint8_t*>(bytes.data()), kBrandsAt);
  return answer == heif_filetype_yes_supported || answer == heif_filetype_maybe;
}

Result<Raster> decode_heif(std::span<const std::byte> bytes, const Limits& limits) {
  const auto damaged = fail(ErrorCode::damaged, Stage::extract);
  const std::unique_ptr<heif_context, decltype(&heif_context_free)> context(heif_context_alloc(), &heif_context_free);
  if (heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr).code)
    return damaged;

  heif_image_handle* found = nullptr;
  if (heif_context_get_primary_image_handle(context.get(), &found).code) return damaged;
  const std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)> handle(found,
                                                                                        &heif_image_handle_release);
  const int width = heif_image_handle_get_width(found), height = heif_image_handle_get_height(found);
  if (width <= 0 || height <= 0) return damaged;
  if (const auto fits = check_size(width, height, limits); !fits) return std::unexpected(fits.error());

  heif_image* decoded = nullptr;
  if (heif_decode_image(found, &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr).code)
    return damaged;
  const std::unique_ptr<heif_image, decltype(&heif_image_release)> image(decoded, &heif_image_release);
  int stride = 0;
  const std::uint8_t* plane = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
  Raster raster{.width = heif_image_get_primary_width(decoded),
                .height = heif_image_get_primary_height(decoded),
                .channels = 3,
                .dpi = 0,
                .pixels = {}};
  if (!plane) return damaged;
  const auto row = static_cast<std::size_t>(raster.width) * 3;
  raster.pixels.reserve(row * raster.height);
  for (int y = 0; y < raster.height; ++y) {
    const auto* line = plane + static_cast<std::size_t>(y) * stride;
    raster.pixels.insert(raster.pixels.end(), line, line + row);
  }
  return raster;
}

}  // namespace tamis::parsers
