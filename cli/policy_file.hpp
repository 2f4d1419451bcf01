#pragma once

#include "redact/policy.hpp"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace tamis::cli {

/// Which policy a command goes by. Every command that screens has the same option.
struct PolicyOption {
  std::string file;  ///< empty: the policy in the program

  void add_to(CLI::App& command);
};

/// Reads it. Where it does not hold, says why on standard error and gives nothing.
[[nodiscard]] std::optional<redact::Policy> load(const PolicyOption& option);

}  // namespace tamis::cli
