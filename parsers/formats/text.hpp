#pragma once

#include "parsers/flow.hpp"

#include <string_view>

namespace tamis::parsers {

/// Puts plain text into a flow: its empty lines part paragraphs, its capitals and underlines make headings.
void read_plain_text(std::string_view utf8, Flow& flow);

}  // namespace tamis::parsers
