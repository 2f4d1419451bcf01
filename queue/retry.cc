#include "queue/retry.hpp"

#include <algorithm>

namespace tamis::queue {
namespace {

/// Uniform between zero and a ceiling that doubles with each attempt.
std::chrono::milliseconds jitter(std::chrono::milliseconds base, std::chrono::milliseconds cap, std::int32_t attempt,
                                 std::uint64_t random) {
  const std::int32_t doublings = std::clamp(attempt - 1, 0, 30);
  const std::chrono::milliseconds ceiling = std::min(cap, base * (std::int64_t{1} << doublings));
  return std::chrono::milliseconds(random % static_cast<std::uint64_t>(ceiling.count() + 1));
}

Decision decide_crash(const Error& error, bool tries_left, std::int32_t crashes, const RetryPolicy& policy,
                      std::chrono::milliseconds delay) {
  if (crashes >= policy.max_crashes) {
    return {JobState::dead, {}, {ErrorCode::crashed_repeatedly, error.stage, {}, {{Measure::attempts, crashes}}}};
  }
  if (!tries_left) return {JobState::dead, {}, error};
  return {JobState::retryable, delay, error};
}

}  // namespace

Decision decide(const Error& error, std::int32_t attempt, std::int32_t max_attempts, std::int32_t crashes,
                const RetryPolicy& policy, std::uint64_t random) {
  const bool tries_left = attempt < max_attempts;
  const auto soon = jitter(policy.moment_base, policy.moment_cap, attempt, random);
  if (error.code == ErrorCode::worker_lost) return decide_crash(error, tries_left, crashes, policy, soon);
  switch (blame_of(error.code)) {
    case Blame::moment:
      if (!tries_left) return {JobState::dead, {}, error};
      return {JobState::retryable, soon, error};
    case Blame::engine:
      if (!tries_left) return {JobState::held, {}, error};
      return {JobState::retryable, jitter(policy.engine_base, policy.engine_cap, attempt, random), error};
    case Blame::document:
    case Blame::ours:
      break;
  }
  return {JobState::dead, {}, error};
}

}  // namespace tamis::queue
