#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"

class Catalog;
class Page;

/// Looks at what Poppler would follow or unpack without end, before Poppler does.
namespace tamis::parsers {

/// `expands_too_far` for a tree of form fields with more than 20,000 entries, each counted as often as the tree names
/// it: Poppler builds them all before it shows a page. The longest printed forms have a few thousand.
[[nodiscard]] Result<void> check_fields(::Catalog& catalog);

/// `expands_too_far` if a page's operators, unpacked, exceed limits.expanded_bytes; `damaged` if they are packed as a
/// picture, which no program writes and which unpacks to whatever size it claims. Unpacks only what could exceed the
/// limit.
[[nodiscard]] Result<void> check_contents(::Page& page, const Limits& limits);

}  // namespace tamis::parsers
