#include "cli/commands/command.hpp"

#include "cli/files.hpp"
#include "cli/policy_file.hpp"
#include "cli/progress.hpp"
#include "cli/service.hpp"
#include "cli/summary.hpp"
#include "ingest/intake.hpp"
#include "ingest/split.hpp"

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

Result<std::vector<ingest::Part>> load_parts(const std::filesystem::path& path, const ingest::Pipeline& pipeline) {
  auto upload = ingest::load_file(path, pipeline.limits());
  if (!upload) return std::unexpected(upload.error());
  return ingest::split(pipeline, std::move(*upload));
}

/// Seals every document into quarantine and queues it. What cannot be taken is told and passed over.
class Importer {
 public:
  Importer(const std::string& source, const ingest::Pipeline& pipeline, Service& service)
      : source_(source), pipeline_(pipeline), intake_(service.database, service.queue, service.vault) {}

  void submit(const std::filesystem::path& path) {
    auto parts = load_parts(path, pipeline_);
    if (!parts) return note(CandidateText(path.filename().string()), std::unexpected(parts.error()));
    for (ingest::Part& part : *parts) submit(std::move(part));
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }
  [[nodiscard]] const std::vector<Submitted>& submitted() const { return submitted_; }

 private:
  void submit(ingest::Part part) {
    CandidateText name = part.upload.name;
    // Who a person is, is known by the name of their file within this source.
    const store::SubjectReference subject{source_, std::move(part.person)};
    note(std::move(name),
         intake_.submit({subject, source_, 100, std::move(part.upload)}, {store::Role::integrator, "import"}));
  }

  void note(CandidateText name, Result<ingest::Ticket> ticket) {
    ++(!ticket ? tally_.refused : ticket->existed ? tally_.known : tally_.taken);
    submitted_.push_back({std::move(name), std::move(ticket)});
  }

  const std::string& source_;
  const ingest::Pipeline& pipeline_;
  const ingest::Intake intake_;
  Tally tally_;
  std::vector<Submitted> submitted_;
};

int import_files(const ImportOptions& options) {
  const std::stop_token stop = termination();
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  auto engines = Engines::start(options.engines, std::move(*policy));
  if (!engines) return tell(engines.error());
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());

  Importer importer(options.source, engines->pipeline(), **service);
  for (const auto& path : expand(options.files)) {
    if (stop.stop_requested()) break;
    importer.submit(path);
  }
  const Tally& tally = importer.tally();
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

  if (options.table) print_table(importer.submitted(), **service, std::cout);
  std::cout << tally.taken << " taken, " << tally.known << " known already, " << tally.refused << " refused\n";
  return tally.refused == 0 ? exit_done : exit_failed;
}

}  // namespace

void add_import(CLI::App& program, int& status) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = program.add_subcommand("import", "Read files and folders into the store, through the queue");
  command->add_option("files", options->files, "Files, folders, archives, mails; each file is one person's")
      ->required();
  options->store.add_to(*command);
  options->policy.add_to(*command);
  command->add_option("--source", options->source, "The name under which the queue counts these documents")
      ->capture_default_str();
  options->engines.add_to(*command);
  command->add_flag("--table", options->table, "End with a table of what was found in each file");
  command->footer(
      "An archive is like a folder: each file in it is one person's. A mail or a PDF portfolio is one person's with\n"
      "all that it holds. Each document inside is taken by itself, named \"archive.zip/cv.pdf\"; what held them is "
      "not\n"
      "kept.\n\n"
      "Safe to repeat and to interrupt: a file that is in the store already is not read again, and what was queued is\n"
      "read by the next import or by `tamis work`. Exit status: 0 every file was taken, 1 some could not be.");
  command->callback([options, &status] { status = import_files(*options); });
}

}  // namespace tamis::cli
