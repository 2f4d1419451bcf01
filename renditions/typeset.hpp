#pragma once

#include "core/error.hpp"
#include "renditions/outline.hpp"

#include <string>

/// A CV set anew from an outline: nothing of the original's layout is left, and nothing can hide in it. The same
/// outline gives the same bytes.
namespace tamis::renditions {

/// One HTML page with its style in it; no script, no picture, no link.
[[nodiscard]] std::string write_html(const Outline& outline);
/// A4 pages. `internal` if the library that draws gives up.
[[nodiscard]] Result<std::string> typeset_pdf(const Outline& outline);

}  // namespace tamis::renditions
