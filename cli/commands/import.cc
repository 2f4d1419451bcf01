#include "cli/commands/command.hpp"

#include "cli/files.hpp"
#include "cli/policy_file.hpp"
#include "cli/progress.hpp"
#include "cli/service.hpp"
#include "cli/summary.hpp"
#include "ingest/intake.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <mutex>

namespace tamis::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> files;
  StoreOptions store;
  PolicyOption policy;
  std::string source = "import";
  EngineOptions engines;
  bool table = false;
};

struct Tally {
  int taken = 0, known = 0, refused = 0;
};

Result<ingest::Ticket> submit_file(const std::filesystem::path& path, const std::string& source,
                                   const ingest::Intake& intake) {
  auto upload = ingest::load_file(path, Limits());
  if (!upload) return std::unexpected(upload.error());
  // Each file is a person's: who that is, is known by the file's name within this source.
  const store::SubjectReference subject{source, CandidateText(path.stem().string())};
  return intake.submit({subject, source, 100, std::move(*upload)}, {store::Role::integrator, "import"});
}

/// Seals every file into quarantine and queues it. A file that cannot be taken is told and passed over.
std::vector<Submitted> submit(const ImportOptions& options, Service& service, Tally& tally) {
  const ingest::Intake intake(service.database, service.queue, service.vault);
  std::vector<Submitted> submitted;
  for (const auto& path : expand(options.files)) {
    const auto ticket = submit_file(path, options.source, intake);
    if (ticket) {
      ++(ticket->existed ? tally.known : tally.taken);
    } else {
      ++tally.refused;
    }
    submitted.push_back({path, ticket});
  }
  return submitted;
}

int import_files(const ImportOptions& options) {
  const std::stop_token stop = termination();
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  auto engines = Engines::start(options.engines, std::move(*policy));
  if (!engines) return tell(engines.error());
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());

  Tally tally;
  const auto submitted = submit(options, **service, tally);
  Progress progress("reading", static_cast<std::size_t>(tally.taken));
  std::mutex mutex;
  ingest::Worker::Options worker_options;
  worker_options.threads = options.engines.jobs;
  worker_options.report = [&](const ingest::WorkReport&) {
    const std::lock_guard lock(mutex);
    progress.advance();
  };
  ingest::Worker worker((*service)->database, (*service)->queue, (*service)->vault, engines->pipeline(),
                        worker_options);
  if (const auto ended = worker.drain(stop); !ended) return tell(ended.error());

  if (options.table) print_table(submitted, **service, std::cout);
  std::cout << tally.taken << " taken, " << tally.known << " known already, " << tally.refused << " refused\n";
  return tally.refused == 0 ? exit_done : exit_failed;
}

}  // namespace

void add_import(CLI::App& program, int& status) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = program.add_subcommand("import", "Read files and folders into the store, through the queue");
  command->add_option("files", options->files, "Files and folders; each file is one person's")->required();
  options->store.add_to(*command);
  options->policy.add_to(*command);
  command->add_option("--source", options->source, "The name under which the queue counts these documents")
      ->capture_default_str();
  options->engines.add_to(*command);
  command->add_flag("--table", options->table, "End with a table of what was found in each file");
  command->footer(
      "Safe to repeat and to interrupt: a file that is in the store already is not read again, and what was queued is\n"
      "read by the next import or by `tamis work`. Exit status: 0 every file was taken, 1 some could not be.");
  command->callback([options, &status] { status = import_files(*options); });
}

}  // namespace tamis::cli
