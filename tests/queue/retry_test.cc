#include "queue/retry.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tamis::queue {
namespace {

Error error_of(ErrorCode code) { return {code, Stage::extract, {}, {}}; }

Decision decide_first(ErrorCode code, std::uint64_t random = 0) {
  return decide(error_of(code), 1, 8, code == ErrorCode::worker_lost ? 1 : 0, {}, random);
}

TEST(Retry, SetsADocumentAsideAtOnceWithItsReason) {
  const Decision decision = decide_first(ErrorCode::encrypted);
  EXPECT_EQ(decision.state, JobState::dead);
  EXPECT_EQ(decision.reason.code, ErrorCode::encrypted);
}

TEST(Retry, ParksOurOwnBugs) { EXPECT_EQ(decide_first(ErrorCode::internal).state, JobState::dead); }

TEST(Retry, TriesAgainWhenTheMomentWasBad) { EXPECT_EQ(decide_first(ErrorCode::disk_full).state, JobState::retryable); }

TEST(Retry, GivesUpOnMomentsWhenTheTriesAreUsedUp) {
  const Decision decision = decide(error_of(ErrorCode::disk_full), 8, 8, 0, {}, 0);
  EXPECT_EQ(decision.state, JobState::dead);
  EXPECT_EQ(decision.reason.code, ErrorCode::disk_full);
}

TEST(Retry, HoldsWhatAnOperatorMustMendFirst) {
  EXPECT_EQ(decide_first(ErrorCode::model_missing).state, JobState::retryable);
  const Decision decision = decide(error_of(ErrorCode::model_missing), 8, 8, 0, {}, 0);
  EXPECT_EQ(decision.state, JobState::held);
  EXPECT_EQ(decision.reason.code, ErrorCode::model_missing);
}

TEST(Retry, CountsCrashesApartAndStopsAtTheThird) {
  const Error lost = error_of(ErrorCode::worker_lost);
  EXPECT_EQ(decide(lost, 1, 8, 1, {}, 0).state, JobState::retryable);
  EXPECT_EQ(decide(lost, 2, 8, 2, {}, 0).state, JobState::retryable);
  const Decision third = decide(lost, 3, 8, 3, {}, 0);
  EXPECT_EQ(third.state, JobState::dead);
  EXPECT_EQ(third.reason.code, ErrorCode::crashed_repeatedly);
  EXPECT_EQ(third.reason.facts, (std::vector<Fact>{{Measure::attempts, 3}}));
}

TEST(Retry, DelaysWithinACeilingThatDoublesUpToItsCap) {
  const RetryPolicy policy;
  for (std::int32_t attempt = 1; attempt < 60; ++attempt) {
    const auto ceiling = std::min<std::int64_t>(3'600'000, 5000LL << std::min(attempt - 1, 20));
    for (const std::uint64_t random :
         {std::uint64_t{0}, std::uint64_t{12345}, std::numeric_limits<std::uint64_t>::max()}) {
      const auto delay = decide(error_of(ErrorCode::disk_full), attempt, 100, 0, policy, random).delay.count();
      EXPECT_GE(delay, 0);
      EXPECT_LE(delay, ceiling);
    }
    const auto longest =
        decide(error_of(ErrorCode::disk_full), attempt, 100, 0, policy, static_cast<std::uint64_t>(ceiling));
    EXPECT_EQ(longest.delay.count(), ceiling);
  }
}

TEST(Retry, KeepsEveryCodeToTheRuleOfItsBlame) {
  for (std::size_t i = 0; i < Names<ErrorCode>::value.size(); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const bool may_pass = blame_of(code) == Blame::moment || blame_of(code) == Blame::engine;
    EXPECT_EQ(decide_first(code).state, may_pass ? JobState::retryable : JobState::dead) << to_name(code);
  }
}

}  // namespace
}  // namespace tamis::queue
