#include "redact/fingerprint.hpp"

#include "redact/policy.hpp"
#include "redact/screener.hpp"
#include "tests/redact/support.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tamis::redact {

std::span<const EmbeddedFile> rule_files();
std::span<const EmbeddedFile> instruction_files();
std::span<const EmbeddedFile> consent_files();
std::span<const EmbeddedFile> title_files();

namespace {

TEST(Fingerprint, ChangesWithEachWordOfEachFile) {
  const std::vector<EmbeddedFile> one{{"a.toml", "x = 1"}}, other{{"a.toml", "x = 2"}}, renamed{{"b.toml", "x = 1"}};
  EXPECT_NE(fingerprint({one}), fingerprint({other}));
  EXPECT_NE(fingerprint({one}), fingerprint({renamed}));
  EXPECT_NE(fingerprint({one, other}), fingerprint({one}));
}

TEST(Fingerprint, OfTheScreenerTakesInEveryFileThatDecides) {
  const std::string files = fingerprint({rule_files(), instruction_files(), consent_files(), title_files()});
  EXPECT_EQ(testing::screener().version(), "rules " + files + " " + Policy::standard().version());
}

}  // namespace
}  // namespace tamis::redact
