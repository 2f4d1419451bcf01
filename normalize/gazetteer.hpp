#pragma once

#include <string_view>
#include <vector>

namespace tamis::normalize {

/// The rows of a table of facts that is built in (gazetteers/NAME): one a line, cells apart by tabs, "#" begins a
/// remark. The views live as long as the program. Empty if there is no such table.
[[nodiscard]] std::vector<std::vector<std::string_view>> gazetteer(std::string_view name);

/// The items of a cell, apart by `sign`; empty ones are kept.
[[nodiscard]] std::vector<std::string_view> cells(std::string_view row, char sign);

}  // namespace tamis::normalize
