#pragma once

#include "core/error.hpp"
#include "core/picture.hpp"
#include "parsers/format.hpp"
#include "parsers/image.hpp"

namespace tamis::parsers {

/// A raster of one or three channels as the picture of a page, with the codes on it.
[[nodiscard]] Picture to_picture(const Raster& raster);

/// What OCR saw of a page: upright, straight, cut out of its surroundings.
[[nodiscard]] Result<Picture> straightened(const Raster& raster, const PictureOrder& order);

/// The picture of one page of a document. `unsupported` for a format without pages, `damaged` for a page that does not
/// exist, and what the format answers. From one thread at a time.
[[nodiscard]] Result<Picture> read_picture(Bytes bytes, const PictureOrder& order);

}  // namespace tamis::parsers
