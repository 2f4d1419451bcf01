#include "parsers/picture.hpp"

#include "parsers/codes.hpp"
#include "parsers/ocr.hpp"

namespace tamis::parsers {

Picture to_picture(const Raster& raster) {
  Picture picture;
  picture.width = raster.width;
  picture.height = raster.height;
  picture.dpi = raster.dpi;
  if (raster.channels == 3) {
    picture.pixels.assign(raster.pixels.begin(), raster.pixels.end());
  } else {
    picture.pixels.reserve(raster.pixels.size() * 3);
    for (const std::uint8_t grey : raster.pixels) picture.pixels.append(3, static_cast<char>(grey));
  }
  const float points = 72 / raster.dpi;
  for (const Box& code : find_codes(raster)) {
    picture.codes.push_back({code.left * points, code.top * points, code.right * points, code.bottom * points});
  }
  return picture;
}

Result<Picture> straightened(const Raster& raster, const PictureOrder& order) {
  auto read = Recogniser(order.limits, order.language).read(raster);
  if (!read) return std::unexpected(read.error());
  return to_picture(read->look);
}

Result<Picture> read_picture(Bytes bytes, const PictureOrder& order) {
  const FormatModule* format = format_of(bytes);
  if (format == nullptr || format->picture == nullptr) return fail(ErrorCode::unsupported, Stage::extract);
  return format->picture(bytes, order);
}

}  // namespace tamis::parsers
