#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "ingest/pipeline.hpp"

#include <memory>

namespace CLI {
class App;
}

namespace tamis::cli {

/// How the engines run, as every verb that reads documents takes it.
struct EngineOptions {
  EngineOptions();
  void add_to(CLI::App& command);

  int jobs;  ///< documents read at once; as many as there are processors unless told otherwise
  bool allow_weak_sandbox = false;
};

/// Everything that reads documents, wired up: helpers, packs, rules. Start it before any database is opened, since the
/// helpers are forked.
class Engines {
 public:
  /// `helper_unavailable`, `sandbox_missing`, or `pack_invalid`.
  [[nodiscard]] static Result<Engines> start(const EngineOptions& options,
                                             redact::Policy policy = redact::Policy::standard(),
                                             const Limits& limits = {});

  [[nodiscard]] const ingest::Pipeline& pipeline() const;

 private:
  struct Parts;
  explicit Engines(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

}  // namespace tamis::cli
