#pragma once

#include "parsers/image.hpp"

#include <optional>

/// Makes a picture of a page what a recogniser likes best: one upright sheet, straight, dark letters on white paper.
/// Each step is a function from one raster to the next; none fails. May be called from several threads.
namespace tamis::parsers {

/// For the life of the process: no function of this header nor the search for faces starts a thread of its own, which a
/// helper may not have; pages and documents are what runs side by side.
void keep_to_one_thread();

[[nodiscard]] Raster to_grey(const Raster& picture);

/// The sheet that a photo shows lying on something darker, cut out along its four corners and flattened, in grey;
/// nothing when the picture shows no such sheet (a scan, for one). Costs some 30 ms where there is one.
[[nodiscard]] std::optional<Raster> cut_out_sheet(const Raster& picture);

/// Takes away shadows, tinted paper and coloured bands: each pixel is held against the paper around it, so that dark
/// letters on white and white letters on dark both become dark letters on white. Grey in, grey out.
[[nodiscard]] Raster even_out(const Raster& grey);

/// By so many quarter turns clockwise.
[[nodiscard]] Raster turned(const Raster& grey, int quarter_turns);

/// The angle of the text lines against the horizontal in degrees, clockwise positive, at most 15 either way; 0 when
/// unsure. Wants dark on white. Costs some 5 ms.
[[nodiscard]] float find_skew(const Raster& grey);

/// Turned clockwise by `degrees` about its middle, in a frame of the same size filled with white.
[[nodiscard]] Raster rotated(const Raster& grey, float degrees);

/// Enlarged or reduced to a resolution; a raster without one is returned as it is.
[[nodiscard]] Raster resampled(const Raster& grey, float dpi);

}  // namespace tamis::parsers
