#include "cli/commands/command.hpp"

#include "cli/policy_file.hpp"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>

namespace tamis::cli {
namespace {

using redact::Policy;
using redact::PolicyField;
using redact::Treatment;

struct PolicyOptions {
  PolicyOption policy;
  std::string name;
};

std::string_view meaning(Treatment treatment) {
  switch (treatment) {
    case Treatment::keep:
      return "shown as written";
    case Treatment::mask:
      return "masked, wherever the words stand";
    case Treatment::drop:
      return "left out with the value that holds it";
    case Treatment::hold:
      return "left out, and no client sees the document before a person has looked";
  }
  return {};
}

void print_treatment(std::string_view where, Treatment treatment) {
  std::cout << "  " << std::left << std::setw(15) << where << std::setw(5) << to_name(treatment) << "  "
            << meaning(treatment) << '\n';
}

void explain(const Policy& policy, Category category) {
  const redact::CategoryPolicy& about = policy.of(category);
  std::cout << to_name(category) << "\n  " << about.law << "\n  " << about.why << '\n';
  print_treatment("in storage", about.storage);
  print_treatment("full view", about.full);
  print_treatment("named client", about.client);
  print_treatment("other clients", about.anonymous);
  std::cout << "  " << std::left << std::setw(15) << "the candidate"
            << (about.choice ? "may show it to clients, place by place" : "cannot open it to clients") << '\n';
}

void explain(const Policy& policy, PolicyField field) {
  const redact::FieldPolicy& about = policy.of(field);
  std::cout << to_name(field) << "\n  " << about.why << '\n';
  print_treatment("named client", about.client);
  print_treatment("other clients", about.anonymous);
}

int explain_policy(const PolicyOptions& options) {
  const auto policy = load(options.policy);
  if (!policy) return exit_failed;
  bool first = true;
  const auto each = [&]<class E>(E kind) {
    if (!options.name.empty() && options.name != to_name(kind)) return;
    if (!std::exchange(first, false)) std::cout << '\n';
    explain(*policy, kind);
  };
  for (std::size_t i = 0; i < Names<Category>::value.size(); ++i) each(static_cast<Category>(i));
  for (std::size_t i = 0; i < Names<PolicyField>::value.size(); ++i) each(static_cast<PolicyField>(i));
  return exit_done;
}

int check_policy(const PolicyOptions& options) {
  const auto policy = load(options.policy);
  if (!policy) return exit_failed;
  std::cout << policy->version() << " holds\n";
  return exit_done;
}

std::vector<std::string> kinds() {
  std::vector<std::string> words(Names<Category>::value.begin(), Names<Category>::value.end());
  words.insert(words.end(), Names<PolicyField>::value.begin(), Names<PolicyField>::value.end());
  return words;
}

}  // namespace

void add_policy(CLI::App& program, int& status) {
  auto options = std::make_shared<PolicyOptions>();
  CLI::App* policy = program.add_subcommand("policy", "Say what happens to sensitive content, where, and why");
  policy->require_subcommand(1);

  CLI::App* explained = policy->add_subcommand("explain", "What happens to a category, or to all, and by which law");
  explained->add_option("category", options->name, "A category or a field")->check(CLI::IsMember(kinds()));
  options->policy.add_to(*explained);
  explained->callback([options, &status] { status = explain_policy(*options); });

  CLI::App* checked = policy->add_subcommand("check", "Say whether a file holds as a policy, and where it does not");
  checked->add_option("file", options->policy.file, "The file")->required()->check(CLI::ExistingFile);
  checked->footer("Begin with a copy of redact/policy.toml, which documents every key.");
  checked->callback([options, &status] { status = check_policy(*options); });
}

}  // namespace tamis::cli
