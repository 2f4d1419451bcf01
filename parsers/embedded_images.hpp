#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "parsers/container.hpp"

#include <string>
#include <vector>

namespace tamis::parsers {

/// Looks at the images of an office file (members of its container, in order, each once): notes portraits, and where
/// the document has no text of its own reads the images by OCR. `no_text` if there is none in the end.
///
/// An image that cannot be decoded is left out with `image_skipped`; an office file's drawings (EMF, SVG) are no images
/// here. A bomb among them (`expands_too_far`) is the document's error.
[[nodiscard]] Result<Document> add_images(Document document, Container& container,
                                          const std::vector<std::string>& members, const Limits& limits);

}  // namespace tamis::parsers
