#pragma once

#include "core/clock.hpp"
#include "ingest/pipeline.hpp"
#include "normalize/normalizer.hpp"
#include "parsers/extractor.hpp"
#include "redact/screener.hpp"

#include <memory>

namespace tamis::ingest::testing {

/// Everything that reads documents, in this process.
struct Engines {
  std::unique_ptr<parsers::Extractor> extractor = parsers::make_inline_extractor();
  normalize::Normalizer normalizer = normalize::Normalizer::load().value();
  redact::Screener screener = redact::Screener::load(normalizer.folder()).value();
  SystemClock clock;
  Pipeline pipeline{*extractor, normalizer, screener, clock, Limits()};
};

/// Loaded once.
inline const Pipeline& pipeline() {
  static const Engines engines;
  return engines.pipeline;
}

}  // namespace tamis::ingest::testing
