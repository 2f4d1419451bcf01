#include "cli/engines.hpp"

#include "parsers/helper/helper_pool.hpp"

namespace tamis::cli {

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

Result<Engines> Engines::start(int jobs, redact::Policy policy, const Limits& limits) {
  auto helpers = parsers::HelperPool::start(parsers::helper_program(), jobs);
  if (!helpers) return std::unexpected(helpers.error());
  auto normalizer = normalize::Normalizer::load();
  if (!normalizer) return std::unexpected(normalizer.error());
  auto screener = redact::Screener::load(normalizer->folder(), std::move(policy));
  if (!screener) return std::unexpected(screener.error());
  return Engines(std::make_shared<Parts>(std::move(*helpers), std::move(*normalizer), std::move(*screener), limits));
}

const ingest::Pipeline& Engines::pipeline() const { return parts_->pipeline; }

}  // namespace tamis::cli
