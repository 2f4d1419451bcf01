#include "cli/commands/command.hpp"

#include "cli/service.hpp"
#include "core/json.hpp"
#include "core/record.hpp"
#include "ingest/job_json.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <functional>
#include <iostream>

namespace tamis::cli {
namespace {

namespace json = boost::json;

struct JobsOptions {
  StoreOptions store;
  std::string state;
  std::string error;
  std::int64_t id = 0;
  int limit = 100;
  std::string source;
  std::int64_t per_minute = 0;  ///< 0: no limit
  int days = 90;
};

using Act = std::function<int(Service&, const JobsOptions&)>;

int list_jobs(Service& service, const JobsOptions& options) {
  auto at = service.database.read();
  if (!at) return tell(at.error());
  queue::JobFilter filter;
  if (!options.state.empty()) filter.state = from_name<queue::JobState>(options.state);
  if (!options.error.empty()) filter.error = from_name<ErrorCode>(options.error);
  const auto jobs = service.queue.list(*at, filter, {}, static_cast<std::size_t>(options.limit));
  if (!jobs) return tell(jobs.error());
  for (const queue::Job& job : *jobs) std::cout << print_json(ingest::to_json(job)) << '\n';
  return exit_done;
}

int show_job(Service& service, const JobsOptions& options) {
  auto at = service.database.read();
  if (!at) return tell(at.error());
  const auto job = service.queue.job(*at, static_cast<JobId>(options.id));
  if (!job) return tell(job.error());
  const auto history = service.queue.history(*at, job->id);
  if (!history) return tell(history.error());
  json::object shown = ingest::to_json(*job).as_object();
  json::array attempts;
  for (const queue::Attempt& attempt : *history) {
    json::object entry{{"number", attempt.number},
                       {"outcome", std::string(to_name(attempt.outcome))},
                       {"started_at", ingest::iso_time(attempt.started_at)},
                       {"ended_at", ingest::iso_time(attempt.ended_at)}};
    if (attempt.error) entry["error"] = to_json(to_record(*attempt.error));
    attempts.push_back(std::move(entry));
  }
  shown["history"] = std::move(attempts);
  std::cout << print_json(shown, JsonStyle::indented) << '\n';
  return exit_done;
}

int show_stats(Service& service, const JobsOptions&) {
  auto at = service.database.read();
  if (!at) return tell(at.error());
  const auto counts = service.queue.counts(*at);
  if (!counts) return tell(counts.error());
  for (const queue::Count& count : *counts) {
    std::cout << count.source << '\t' << to_name(count.state) << '\t' << count.jobs << '\n';
  }
  return exit_done;
}

using Verb = Result<void> (queue::JobQueue::*)(queue::Transaction&, JobId) const;

/// Does an operator's verb and writes it into the audit log, both or neither.
Act change(Verb verb, store::Action action) {
  return [verb, action](Service& service, const JobsOptions& options) {
    auto tx = service.database.begin();
    if (!tx) return tell(tx.error());
    auto done = (service.queue.*verb)(*tx, static_cast<JobId>(options.id));
    if (done) {
      done = service.vault.audit().append(*tx, {store::Role::operator_, "cli"}, action, store::Target::job, options.id);
    }
    if (done) done = tx->commit();
    if (!done) return tell(done.error());
    std::cout << "job " << options.id << " " << to_name(action) << '\n';
    return static_cast<int>(exit_done);
  };
}

int list_sources(Service& service, const JobsOptions&) {
  auto at = service.database.read();
  if (!at) return tell(at.error());
  const auto sources = service.queue.sources(*at);
  if (!sources) return tell(sources.error());
  for (const queue::Source& source : *sources) {
    std::cout << source.name << '\t' << (source.paused ? "paused" : "open") << '\t';
    std::cout << (source.per_minute ? std::to_string(*source.per_minute) + " a minute" : std::string("no limit"))
              << '\n';
  }
  return exit_done;
}

/// Changes what is wanted of a source, with its entry in the audit log.
template <class Change>
Act change_source(store::Action action, Change change) {
  return [action, change](Service& service, const JobsOptions& options) {
    auto tx = service.database.begin();
    if (!tx) return tell(tx.error());
    Result<void> done = change(service.queue, *tx, options);
    if (done) done = service.vault.audit().append(*tx, {store::Role::operator_, "cli"}, action);
    if (done) done = tx->commit();
    if (!done) return tell(done.error());
    std::cout << options.source << ' ' << to_name(action) << '\n';
    return static_cast<int>(exit_done);
  };
}

int prune(Service& service, const JobsOptions& options) {
  const TimePoint before = service.clock.now() - std::chrono::days(options.days);
  std::int64_t pruned = 0;
  for (std::int64_t some = 1; some > 0; pruned += some) {
    auto tx = service.database.begin();
    if (!tx) return tell(tx.error());
    const auto done = service.queue.prune(*tx, before);
    if (!done) return tell(done.error());
    if (const auto kept = tx->commit(); !kept) return tell(kept.error());
    some = *done;
  }
  std::cout << pruned << " jobs forgotten\n";
  return exit_done;
}

CLI::App* add_verb(CLI::App& jobs, const std::string& name, const std::string& description,
                   const std::shared_ptr<JobsOptions>& options, int& status, Act act) {
  CLI::App* verb = jobs.add_subcommand(name, description);
  options->store.add_to(*verb);
  verb->callback([options, &status, act = std::move(act)] {
    auto service = Service::open(options->store);
    status = service ? act(**service, *options) : tell(service.error());
  });
  return verb;
}

}  // namespace

void add_jobs(CLI::App& program, int& status) {
  auto options = std::make_shared<JobsOptions>();
  CLI::App* jobs = program.add_subcommand("jobs", "See the queue, change a job, or pause and limit a source of jobs");
  jobs->require_subcommand(1);

  CLI::App* list = add_verb(*jobs, "list", "The newest jobs, a line of JSON each", options, status, list_jobs);
  list->add_option("--state", options->state, "Only those in this state")
      ->check(CLI::IsMember(
          std::vector<std::string>(Names<queue::JobState>::value.begin(), Names<queue::JobState>::value.end())));
  list->add_option("--error", options->error, "Only those that failed so")
      ->check(CLI::IsMember(std::vector<std::string>(Names<ErrorCode>::value.begin(), Names<ErrorCode>::value.end())));
  list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10000))->capture_default_str();
  add_verb(*jobs, "stats", "How many jobs each source has in each state", options, status, show_stats);

  const auto one = [&](const std::string& name, const std::string& description, Act act) {
    add_verb(*jobs, name, description, options, status, std::move(act))
        ->add_option("job", options->id, "The job's number")
        ->required();
  };
  one("show", "A job, its tries and what to do", show_job);
  one("retry", "Let a dead, held, cancelled or done job run again",
      change(&queue::JobQueue::retry, store::Action::retried));
  one("cancel", "Never run a job that is not final", change(&queue::JobQueue::cancel, store::Action::cancelled));
  one("hold", "Let a waiting job wait for release", change(&queue::JobQueue::hold, store::Action::held));
  one("release", "Let a held job run", change(&queue::JobQueue::release, store::Action::released));

  const auto source = [&](const std::string& name, const std::string& description, Act act) {
    CLI::App* verb = add_verb(*jobs, name, description, options, status, std::move(act));
    verb->add_option("source", options->source, "The source's name, as stats tells it")->required();
    return verb;
  };
  add_verb(*jobs, "sources", "Where jobs come from: paused or open, and how many may start in a minute", options,
           status, list_sources);
  source("pause", "Start no more jobs of a source",
         change_source(store::Action::paused,
                       [](auto& queue, auto& tx, auto& asked) { return queue.pause(tx, asked.source); }));
  source("resume", "Start the jobs of a paused source again",
         change_source(store::Action::resumed,
                       [](auto& queue, auto& tx, auto& asked) { return queue.resume(tx, asked.source); }));
  source("limit", "Start no more than so many jobs of a source in a minute",
         change_source(store::Action::limited,
                       [](auto& queue, auto& tx, auto& asked) {
                         return queue.limit(tx, asked.source,
                                            asked.per_minute == 0 ? std::nullopt : std::optional(asked.per_minute));
                       }))
      ->add_option("--per-minute", options->per_minute, "How many; 0 takes the limit away")
      ->check(CLI::Range(0, 60000))
      ->required();
  add_verb(*jobs, "prune", "Forget jobs that were done or cancelled long ago; what they stored stays", options, status,
           prune)
      ->add_option("--older-than", options->days, "Days since then")
      ->check(CLI::Range(0, 36500))
      ->capture_default_str();
}

}  // namespace tamis::cli
