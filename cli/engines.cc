#include "cli/engines.hpp"

#include "parsers/helper/helper_pool.hpp"

#include <CLI/CLI.hpp>

#include <thread>

namespace tamis::cli {

EngineOptions::EngineOptions() : jobs(static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))) {}

void EngineOptions::add_to(CLI::App& command) {
  command.add_option("--jobs", jobs, "How many documents are read at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command.add_flag("--allow-weak-sandbox", allow_weak_sandbox,
                   "Read documents even where the kernel lacks what keeps them from files, network and processes");
}

struct Engines::Parts {
  Parts(std::unique_ptr<parsers::HelperPool> pool, normalize::Normalizer normalizer_, redact::Screener screener_,
        const Limits& limits)
      : helpers(std::move(pool)),
        normalizer(std::move(normalizer_)),
        screener(std::move(screener_)),
        pipeline(*helpers, normalizer, screener, clock, limits) {}

  std::unique_ptr<parsers::HelperPool> helpers;
  normalize::Normalizer normalizer;
  redact::Screener screener;
  SystemClock clock;
  ingest::Pipeline pipeline;
};

Result<Engines> Engines::start(const EngineOptions& options, redact::Policy policy, const Limits& limits) {
  const auto walls = options.allow_weak_sandbox ? parsers::Walls::as_available : parsers::Walls::required;
  auto helpers = parsers::HelperPool::start(parsers::helper_program(), options.jobs, walls);
  if (!helpers) return std::unexpected(helpers.error());
  auto normalizer = normalize::Normalizer::load();
  if (!normalizer) return std::unexpected(normalizer.error());
  auto screener = redact::Screener::load(normalizer->folder(), std::move(policy));
  if (!screener) return std::unexpected(screener.error());
  return Engines(std::make_shared<Parts>(std::move(*helpers), std::move(*normalizer), std::move(*screener), limits));
}

const ingest::Pipeline& Engines::pipeline() const { return parts_->pipeline; }

}  // namespace tamis::cli
