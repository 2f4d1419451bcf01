#pragma once

#include "core/error.hpp"
#include "core/reflect.hpp"

#include <chrono>
#include <cstdint>

namespace tamis::queue {

/// Where a job stands. `done`, `dead` and `cancelled` are final until an operator retries.
enum class JobState : std::uint8_t {
  available,  ///< waits for a worker
  running,    ///< a worker holds its lease
  retryable,  ///< failed for the moment; available again at `run_at`
  done,       ///< its result is stored
  dead,       ///< set aside with its reason
  held,       ///< waits for a person
  cancelled,  ///< a person stopped it
};

/// How often and how soon a job is tried again.
///
/// Delays are "full jitter" (uniform between zero and a ceiling that doubles with each attempt), which spreads the
/// retries of jobs that failed together.
struct RetryPolicy {
  std::int32_t max_crashes = 3;            ///< of workers, before a job counts as poison
  std::chrono::seconds moment_base{5};     ///< first ceiling where a moment is to blame
  std::chrono::seconds moment_cap{3600};   ///< highest
  std::chrono::seconds engine_base{300};   ///< first ceiling where a part of ours is: an operator must come first
  std::chrono::seconds engine_cap{21600};  ///< highest
};

/// What becomes of a job whose attempt failed.
struct Decision {
  JobState state = JobState::dead;     ///< retryable, dead or held
  std::chrono::milliseconds delay{0};  ///< of a retryable job
  Error reason;                        ///< of a dead or held one; the last error otherwise

  bool operator==(const Decision&) const = default;
};

/// Decides by blame, purely:
/// - the document's: dead at once, the reason is for the sender;
/// - ours: dead at once, the trace stays in the history;
/// - the moment's: retried after a jittered delay, dead when attempts are used up;
/// - the engine's: retried slowly, then held: the document is innocent and goes on once an operator has mended us;
/// - `worker_lost` is a crash: counted apart, and dead as `crashed_repeatedly` at `max_crashes`.
///
/// `attempt` counts this one (from 1), `crashes` this crash; `random` is any 64 random bits.
[[nodiscard]] Decision decide(const Error& error, std::int32_t attempt, std::int32_t max_attempts, std::int32_t crashes,
                              const RetryPolicy& policy, std::uint64_t random);

}  // namespace tamis::queue

namespace tamis {

template <>
struct Names<queue::JobState> {
  static constexpr std::array<std::string_view, 7> value{"available", "running", "retryable", "done",
                                                         "dead",      "held",    "cancelled"};
};

}  // namespace tamis
