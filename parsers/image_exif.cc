#include "parsers/image_exif.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace tamis::parsers {
namespace {

using Bytes = std::span<const std::byte>;

/// Numbers of either byte order; beyond the end everything is zero.
struct Reader {
  Bytes bytes;
  bool little_endian = false;

  [[nodiscard]] std::uint32_t byte(std::size_t at) const {
    return at < bytes.size() ? std::to_integer<std::uint32_t>(bytes[at]) : 0;
  }
  [[nodiscard]] std::uint32_t u16(std::size_t at) const {
    return little_endian ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
  }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const {
    return little_endian ? u16(at) | u16(at + 2) << 16 : u16(at) << 16 | u16(at + 2);
  }
};

/// The payload of the APP1 segment that holds EXIF, from its TIFF header on; empty if there is none.
Bytes exif_of(Bytes jpeg) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  const Reader reader{jpeg};
  if (reader.u16(0) != 0xFFD8) return {};
  for (std::size_t at = 2; at + 4 <= jpeg.size() && reader.byte(at) == 0xFF;) {
    const auto marker = reader.byte(at + 1);
    const std::size_t length = reader.u16(at + 2);
    if (marker == 0xDA || length < 2) return {};
    const Bytes payload = jpeg.subspan(at + 4, std::min(length - 2, jpeg.size() - at - 4));
    const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
    if (marker == 0xE1 && text.starts_with(kExif)) return payload.subspan(kExif.size());
    at += 2 + length;
  }
  return {};
}

}  // namespace

int exif_orientation(Bytes bytes) {
  constexpr std::uint32_t kOrientationTag = 0x0112;
  Reader tiff{exif_of(bytes)};
  if (tiff.bytes.empty()) return 1;
  tiff.little_endian = tiff.byte(0) == 'I';
  const std::size_t directory = tiff.u32(4);
  const auto entries = tiff.u16(directory);
  for (std::size_t i = 0; i < entries; ++i) {
    const auto entry = directory + 2 + 12 * i;
    if (tiff.u16(entry) != kOrientationTag) continue;
    const auto orientation = static_cast<int>(tiff.u16(entry + 8));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

}  // namespace tamis::parsers
