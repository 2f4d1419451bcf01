#pragma once

#include "core/error.hpp"
#include "ingest/pipeline.hpp"
#include "ingest/upload.hpp"
#include "redact/masks.hpp"
#include "renditions/sheet.hpp"

#include <vector>

namespace tamis::ingest {

/// The pages of a document with pages as a view may see them: painted over where something is hidden, where a word
/// stands that nobody screened, and, as the masks have it, over portraits, pictures and codes. The pixels come from a
/// helper.
[[nodiscard]] Result<std::vector<renditions::Sheet>> draw_sheets(const Pipeline& pipeline, const Upload& upload,
                                                                 const Reading& reading, const redact::Masks& masks);

}  // namespace tamis::ingest
