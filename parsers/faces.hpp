#pragma once

#include "core/document.hpp"
#include "parsers/image.hpp"

#include <vector>

/// Is there a portrait? Never whose: nothing about a face but its place leaves this module.
namespace tamis::parsers {

/// How surely an image is the portrait of one person, 0 to 1: there is one dominant face, in the place and size that a
/// portrait gives it. Costs some ten milliseconds, whatever the image's size. May be called from several threads.
[[nodiscard]] float portrait_confidence(const Raster& image);

/// The portraits printed on the picture of a page, whole with their ground, their boxes in the picture's pixels. Costs
/// some ten milliseconds and some more for each thing that may be a picture.
[[nodiscard]] std::vector<PlacedImage> find_portraits(const Raster& page);

}  // namespace tamis::parsers
