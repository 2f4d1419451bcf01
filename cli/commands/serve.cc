#include "cli/commands/command.hpp"

#include "cli/policy_file.hpp"
#include "cli/service.hpp"
#include "ingest/api.hpp"
#include "ingest/http_server.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>
#include <utility>

namespace tamis::cli {
namespace {

struct ServeOptions {
  StoreOptions store;
  PolicyOption policy;
  std::string listen = "127.0.0.1:8080";
  EngineOptions engines;
  bool drain = false;
};

/// One line of JSON an attempt: ids, codes and times, never a word of a document.
void log_attempt(const ingest::WorkReport& report) {
  spdlog::info(R"("event":"attempt","job":{},"document":{},"outcome":"{}","milliseconds":{})",
               std::to_underlying(report.job), std::to_underlying(report.document),
               report.error ? to_name(report.error->code) : "stored", report.took.count());
}

void start_log() {
  auto logger = spdlog::stderr_logger_mt("tamis");
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
}

ingest::Worker::Options worker_options(int threads) {
  ingest::Worker::Options options;
  options.threads = threads;
  options.report = log_attempt;
  return options;
}

/// Splits "127.0.0.1:8080"; `config_invalid` if it is not of that form.
Result<ingest::HttpServer::Options> parse_address(const std::string& listen) {
  ingest::HttpServer::Options options;
  const std::size_t colon = listen.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const char* end = listen.data() + listen.size();
    const auto [stopped, error] = std::from_chars(listen.data() + colon + 1, end, port);
    if (error != std::errc() || stopped != end) port = -1;
  }
  if (port < 0 || port > 65535) return fail(ErrorCode::config_invalid, Stage::serve);
  options.address = listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  options.port = static_cast<std::uint16_t>(port);
  return options;
}

int serve(const ServeOptions& options) {
  const auto address = parse_address(options.listen);
  if (!address) return tell(address.error());
  const std::stop_token stop = termination();
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  auto engines = Engines::start(options.engines, std::move(*policy));
  if (!engines) return tell(engines.error());
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  start_log();

  const ingest::Api api((*service)->database, (*service)->queue, (*service)->vault, engines->pipeline());
  auto server = ingest::HttpServer::start(
      *address, [&](const ingest::HttpRequest& request) { return api.handle(request); },
      [&](const ingest::HttpRequest& head) { return api.turn_away(head); });
  if (!server) return tell(server.error());
  std::cout << "http://" << address->address << ':' << (*server)->port() << '/' << std::endl;
  ingest::Worker worker((*service)->database, (*service)->queue, (*service)->vault, engines->pipeline(),
                        worker_options(options.engines.jobs));
  const auto ended = worker.run(stop);
  return ended ? exit_done : tell(ended.error());
}

int work(const ServeOptions& options) {
  const std::stop_token stop = termination();
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  auto engines = Engines::start(options.engines, std::move(*policy));
  if (!engines) return tell(engines.error());
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  start_log();
  ingest::Worker worker((*service)->database, (*service)->queue, (*service)->vault, engines->pipeline(),
                        worker_options(options.engines.jobs));
  const auto ended = options.drain ? worker.drain(stop) : worker.run(stop);
  return ended ? exit_done : tell(ended.error());
}

void add_common(CLI::App& command, ServeOptions& options) {
  options.store.add_to(command);
  options.policy.add_to(command);
  options.engines.add_to(command);
}

}  // namespace

void add_serve(CLI::App& program, int& status) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = program.add_subcommand("serve", "Take documents over HTTP and read them; with the console");
  add_common(*command, *options);
  command
      ->add_option("--max-waiting", options->store.queue.max_waiting, "Refuse documents while so many wait to be read")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--listen", options->listen, "Loopback address and port; port 0 takes a free one")
      ->capture_default_str();
  command->footer(
      "Prints its address on standard output, and on standard error a line of JSON for each attempt at a document.\n"
      "SIGTERM or Ctrl-C: finishes what it reads and ends.\n\n"
      "  curl -F file=@cv.pdf -F subject=42 http://127.0.0.1:8080/v1/documents\n"
      "  curl http://127.0.0.1:8080/v1/jobs/1\n"
      "  curl 'http://127.0.0.1:8080/v1/documents/1/record?view=anonymous'");
  command->callback([options, &status] { status = serve(*options); });
}

void add_work(CLI::App& program, int& status) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = program.add_subcommand("work", "Read queued documents, without a door of its own");
  add_common(*command, *options);
  command->add_flag("--drain", options->drain, "End when nothing is left to do");
  command->footer("May run beside `tamis serve` and other workers on the same store.");
  command->callback([options, &status] { status = work(*options); });
}

}  // namespace tamis::cli
