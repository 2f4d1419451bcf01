#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"

#include <string_view>
#include <vector>

/// What all formats have in common whose documents hold others.
namespace tamis::parsers {

/// `expands_too_far` if there are more enclosures than limits.enclosures, or more bytes in them than
/// limits.expanded_bytes.
[[nodiscard]] Result<void> check_enclosures(const std::vector<Enclosure>& enclosures, const Limits& limits);

/// The last part of a path or name that a sender gave; `otherwise` if nothing is left.
[[nodiscard]] CandidateText name_of_enclosure(std::string_view given, std::string_view otherwise);

}  // namespace tamis::parsers
