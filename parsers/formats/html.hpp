#pragma once

#include "parsers/flow.hpp"

#include <string_view>

namespace tamis::parsers {

/// Puts the text of HTML, or of a fragment of it, into a flow; what stands open there is ended by the caller.
[[nodiscard]] Result<void> read_html(std::string_view utf8, Flow& flow, const Limits& limits);

}  // namespace tamis::parsers
