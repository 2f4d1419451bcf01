#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::ingest {

/// The path and query of a request (RFC 3986), percent-decoded. Malformed escapes stay as they are.
struct Target {
  std::vector<std::string> path;
  std::map<std::string, std::string> query;
};

[[nodiscard]] Target split_target(std::string_view target);

}  // namespace tamis::ingest
