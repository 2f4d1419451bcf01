#include "cli/policy_file.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

namespace tamis::cli {

void PolicyOption::add_to(CLI::App& command) {
  command.add_option("--policy", file, "What happens to sensitive content, instead of the policy in the program")
      ->check(CLI::ExistingFile);
}

std::optional<redact::Policy> load(const PolicyOption& option) {
  if (option.file.empty()) return redact::Policy::standard();
  std::ostringstream text;
  text << std::ifstream(option.file, std::ios::binary).rdbuf();
  auto policy = redact::Policy::read(text.str());
  if (policy) return std::move(*policy);
  std::cerr << "tamis: policy_invalid: " << option.file << ": " << policy.error().sentence() << '\n';
  return std::nullopt;
}

}  // namespace tamis::cli
