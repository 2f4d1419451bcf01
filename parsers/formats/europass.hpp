#pragma once

#include "core/limits.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// What a Europass CV that is embedded in a file as XML says, value by value in its order, without codes, pictures and
/// what describes the file itself. Nothing if the XML is something else.
[[nodiscard]] std::optional<std::vector<std::string>> read_europass(std::string_view xml, const Limits& limits);

/// The share of the words of `values` that `print` has, 0 to 1; 1 if they have none of four letters or more.
[[nodiscard]] float agreement(const std::vector<std::string>& values, std::string_view print);

}  // namespace tamis::parsers
