#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "ingest/pipeline.hpp"

#include <memory>

namespace tamis::cli {

/// Everything that reads documents, wired up: helpers, packs, rules. Start it before any database is opened, since the
/// helpers are forked.
class Engines {
 public:
  /// `jobs` helpers at most work at once.
  [[nodiscard]] static Result<Engines> start(int jobs, redact::Policy policy = redact::Policy::standard(),
                                             const Limits& limits = {});

  [[nodiscard]] const ingest::Pipeline& pipeline() const;

 private:
  struct Parts;
  explicit Engines(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

}  // namespace tamis::cli
