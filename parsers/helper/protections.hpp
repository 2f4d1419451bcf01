#pragma once

#include <string>

/// What a helper finds when it tries to get around its confinement. Linked by the helper program alone.
namespace tamis::parsers {

/// One byte for each `Protection` in its order: 1 if trying to get around it failed. Sets the limits of a document.
[[nodiscard]] std::string test_protections();

}  // namespace tamis::parsers
