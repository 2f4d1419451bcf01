#pragma once

#include "core/error.hpp"
#include "renditions/sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tamis::renditions {

/// A PDF of painted sheets: each page its pixels, and below them the words that may be seen, for search and for readers
/// that speak. Nothing else: no metadata, no attachment, no earlier revision. The same sheets give the same bytes.
/// `internal` if a library gives up.
[[nodiscard]] Result<std::string> write_pdf(const std::vector<Sheet>& sheets);

/// A PDF written anew with pages alone, without what the library that drew it says of itself.
[[nodiscard]] Result<std::string> bare_pdf(const std::string& drawn);

}  // namespace tamis::renditions
