#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tamis::cli {

/// The files that arguments stand for: a folder stands for every regular file below it, sorted by path (hidden ones
/// left out), anything else for itself. A folder without files stands for itself, so that it can be told as an error.
[[nodiscard]] std::vector<std::filesystem::path> expand(const std::vector<std::string>& arguments);

}  // namespace tamis::cli
