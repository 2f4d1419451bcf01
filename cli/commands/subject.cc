#include "cli/commands/command.hpp"

#include "cli/service.hpp"
#include "core/json.hpp"
#include "ingest/dossier.hpp"
#include "ingest/job_json.hpp"
#include "ingest/retention.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>

namespace tamis::cli {
namespace {

namespace json = boost::json;

const store::Actor officer{store::Role::officer, "cli"};

struct SubjectOptions {
  StoreOptions store;
  std::string system, reference;
  std::int64_t id = 0;
  bool keep_away = false;
  std::string folder;
};

int find(const SubjectOptions& options) {
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  auto at = (*service)->database.read();
  if (!at) return tell(at.error());
  const auto subject = (*service)->vault.find(*at, {options.system, CandidateText(options.reference)});
  if (!subject) return tell(subject.error());
  if (!*subject) return tell({ErrorCode::unknown_subject, Stage::store, {}, {}});
  const auto documents = (*service)->vault.documents(*at, **subject);
  if (!documents) return tell(documents.error());
  json::array list;
  for (const store::DocumentFacts& facts : *documents) list.push_back(std::to_underlying(facts.id));
  std::cout << print_json(json::object{{"subject", std::to_underlying(**subject)}, {"documents", std::move(list)}})
            << '\n';
  return exit_done;
}

/// The proof for the person: what was erased and when, and what could not be.
json::object to_json(const store::Receipt& receipt, std::int64_t cancelled) {
  json::object erased{{"waiting_jobs", cancelled}};
  for (const store::Receipt::Place& place : receipt.erased) erased[place.what] = place.rows;
  return {
      {"subject", std::to_underlying(receipt.subject)},
      {"erased_at", ingest::iso_time(receipt.at)},
      {"kept_away", receipt.kept_away},
      {"erased", std::move(erased)},
      {"left",
       {"the numbers of the subject, its documents and jobs", "audit entries: who did what and when, without content",
        "backups made before, sealed, until they are destroyed"}}};
}

int erase(const SubjectOptions& options) {
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  const auto subject = static_cast<SubjectId>(options.id);
  auto tx = (*service)->database.begin();
  if (!tx) return tell(tx.error());
  const auto cancelled = ingest::cancel_jobs(*tx, (*service)->queue, (*service)->vault, subject);
  if (!cancelled) return tell(cancelled.error());
  const auto receipt = (*service)->vault.erase(*tx, subject, officer, options.keep_away);
  if (!receipt) return tell(receipt.error());
  if (const auto kept = tx->commit(); !kept) return tell(kept.error());
  if (const auto emptied = (*service)->database.checkpoint(); !emptied) return tell(emptied.error());
  std::cout << print_json(to_json(*receipt, *cancelled), JsonStyle::indented) << '\n';
  return exit_done;
}

int export_all(const SubjectOptions& options) {
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  const ingest::Dossier dossier((*service)->database, (*service)->vault, (*service)->clock);
  const auto written = dossier.write(static_cast<SubjectId>(options.id), options.folder, officer);
  return written ? exit_done : tell(written.error());
}

int look(const StoreOptions& options) {
  auto service = Service::open(options);
  if (!service) return tell(service.error());
  const ingest::Retention retention((*service)->database, (*service)->queue, (*service)->vault, (*service)->clock);
  const auto state = retention.look();
  if (!state) return tell(state.error());
  std::cout << state->due << " to be forgotten, " << state->soon << " within thirty days\n";
  return exit_done;
}

int run(const StoreOptions& options) {
  const std::stop_token stop = termination();
  auto service = Service::open(options);
  if (!service) return tell(service.error());
  const ingest::Retention retention((*service)->database, (*service)->queue, (*service)->vault, (*service)->clock);
  const auto forgotten = retention.run(stop);
  if (!forgotten) return tell(forgotten.error());
  std::cout << *forgotten << " forgotten\n";
  return exit_done;
}

int show_statistics(const StoreOptions& options) {
  auto service = Service::open(options);
  if (!service) return tell(service.error());
  auto at = (*service)->database.read();
  if (!at) return tell(at.error());
  const auto statistics = (*service)->vault.statistics(*at);
  if (!statistics) return tell(statistics.error());
  for (const store::Statistic& each : *statistics) {
    std::cout << each.month << '\t' << each.source << '\t' << each.documents << '\t' << each.cleared << '\n';
  }
  return exit_done;
}

}  // namespace

void add_subject(CLI::App& program, int& status) {
  auto options = std::make_shared<SubjectOptions>();
  CLI::App* subject = program.add_subcommand("subject", "What a person may ask for");
  subject->require_subcommand(1);

  CLI::App* finding = subject->add_subcommand("find", "The number of a person, and of their documents");
  finding->add_option("system", options->system, "The sender's system: portal, import, a feed's name")->required();
  finding->add_option("reference", options->reference, "What that system calls the person")->required();
  options->store.add_to(*finding);
  finding->callback([options, &status] { status = find(*options); });

  CLI::App* exporting =
      subject->add_subcommand("export", "Write everything that is kept of a person into a new folder");
  exporting->add_option("subject", options->id, "The person's number")->required();
  exporting->add_option("folder", options->folder, "The folder, which is made; see about.json in it")->required();
  options->store.add_to(*exporting);
  exporting->callback([options, &status] { status = export_all(*options); });

  CLI::App* erasing =
      subject->add_subcommand("erase", "Destroy a person's key and everything that it sealed; prints a receipt");
  erasing->add_option("subject", options->id, "The person's number")->required();
  erasing->add_flag("--keep-away", options->keep_away,
                    "Refuse the person when a partner sends them again; through the portal they may come back");
  options->store.add_to(*erasing);
  erasing->callback([options, &status] { status = erase(*options); });
}

void add_retention(CLI::App& program, int& status) {
  CLI::App* retention = program.add_subcommand("retention", "Forget people whom nobody has heard of for a year");
  retention->require_subcommand(1);
  const auto verb = [&](const std::string& name, const std::string& description) {
    auto options = std::make_shared<StoreOptions>();
    CLI::App* command = retention->add_subcommand(name, description);
    options->add_to(*command);
    return std::pair(command, options);
  };
  const auto [running, run_options] = verb("run", "Forget everybody who is due; safe to interrupt and to repeat");
  const auto dry = std::make_shared<bool>(false);
  running->add_flag("--dry-run", *dry, "Only say how many that would be");
  running->callback([options = run_options, dry, &status] { status = *dry ? look(*options) : run(*options); });
  const auto [telling, tell_options] = verb(
      "statistics", "Months, sources, documents, and those of them that were cleared, of the forgotten; from ten on");
  telling->callback([options = tell_options, &status] { status = show_statistics(*options); });
  retention->footer("A person's clock is their last document that came in, or their last decision. Run it daily.");
}

}  // namespace tamis::cli
