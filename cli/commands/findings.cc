#include "cli/commands/command.hpp"

#include "cli/policy_file.hpp"
#include "cli/service.hpp"
#include "core/json.hpp"
#include "ingest/decisions.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <functional>
#include <iostream>

namespace tamis::cli {
namespace {

const store::Actor officer{store::Role::officer, "cli"};

struct FindingsOptions {
  StoreOptions store;
  PolicyOption policy;
  std::int64_t document = 0;
  std::size_t finding = 0;
  std::string decision, client, by = "cli", wording;

  [[nodiscard]] DocumentId id() const { return static_cast<DocumentId>(document); }
};

using Act = std::function<int(const ingest::Decisions&, const FindingsOptions&)>;

int list(const ingest::Decisions& decisions, const FindingsOptions& options) {
  const auto told = decisions.list(options.id(), officer);
  if (!told) return tell(told.error());
  std::cout << print_json(*told, JsonStyle::indented) << '\n';
  return exit_done;
}

int choose(const ingest::Decisions& decisions, const FindingsOptions& options) {
  const store::Choice choice{*from_name<Decision>(options.decision), options.by, CandidateText(options.wording), {}};
  const auto done = decisions.choose(options.id(), options.finding, choice, officer);
  if (!done) return tell(done.error());
  std::cout << "document " << options.document << " finding " << options.finding << " " << options.decision
            << "; the document is read again\n";
  return exit_done;
}

Act consent(bool given) {
  return [given](const ingest::Decisions& decisions, const FindingsOptions& options) {
    const auto done =
        decisions.consent(options.id(), {options.client, given, options.by, CandidateText(options.wording)}, officer);
    if (!done) return tell(done.error());
    std::cout << "document " << options.document << (given ? " named to " : " no longer named to ") << options.client
              << '\n';
    return static_cast<int>(exit_done);
  };
}

CLI::App* add_verb(CLI::App& group, const std::string& name, const std::string& description,
                   const std::shared_ptr<FindingsOptions>& options, int& status, Act act) {
  CLI::App* verb = group.add_subcommand(name, description);
  options->store.add_to(*verb);
  options->policy.add_to(*verb);
  verb->add_option("document", options->document, "The document's number")->required();
  verb->callback([options, &status, act = std::move(act)] {
    const auto policy = load(options->policy);
    auto service = policy ? Service::open(options->store) : Result<std::unique_ptr<Service>>();
    if (!policy) {
      status = exit_failed;
    } else if (!service) {
      status = tell(service.error());
    } else {
      status = act(ingest::Decisions((*service)->database, (*service)->queue, (*service)->vault, *policy), *options);
    }
  });
  return verb;
}

void add_proof(CLI::App& verb, FindingsOptions& options) {
  verb.add_option("--by", options.by, "The account that decided, or passed the decision on")->capture_default_str();
  verb.add_option("--wording", options.wording, "What the candidate was shown");
}

}  // namespace

void add_findings(CLI::App& program, int& status) {
  auto options = std::make_shared<FindingsOptions>();
  CLI::App* findings =
      program.add_subcommand("findings", "See what was found in a document, and note what the candidate decides");
  findings->require_subcommand(1);
  add_verb(*findings, "list", "The findings, numbered, with what was decided", options, status, list);
  CLI::App* chosen =
      add_verb(*findings, "choose", "Keep a place private, remove it, or show it to clients", options, status, choose);
  chosen->add_option("finding", options->finding, "Its number in the list")->required();
  chosen->add_option("decision", options->decision, "private, remove or show")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>(Names<Decision>::value.begin(), Names<Decision>::value.end())));
  add_proof(*chosen, *options);

  CLI::App* named = program.add_subcommand("consent", "Note whether a client may learn a candidate's name");
  named->require_subcommand(1);
  for (const bool given : {true, false}) {
    CLI::App* verb = add_verb(*named, given ? "give" : "withdraw",
                              given ? "The client may" : "The client may no longer", options, status, consent(given));
    verb->add_option("client", options->client, "The client's account")->required();
    add_proof(*verb, *options);
  }
}

}  // namespace tamis::cli
