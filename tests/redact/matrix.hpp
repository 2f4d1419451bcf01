#pragma once

#include <string>

namespace tamis::redact::testing {

/// What the rules find in the sentences of `cases/`, as a table of categories by languages in Markdown.
[[nodiscard]] std::string screening_matrix();

}  // namespace tamis::redact::testing
