#include "tests/redact/cases.hpp"

#include <gtest/gtest.h>

namespace tamis::redact {
namespace {

class Phrases : public ::testing::TestWithParam<std::string> {};

TEST_P(Phrases, AreFoundOrLeftAloneAsTheLawHasIt) {
  for (const testing::Case& each : testing::cases_of(GetParam())) {
    EXPECT_TRUE(testing::holds(each, GetParam()))
        << GetParam() << ".tsv:" << each.line << ": " << each.category << ": " << each.words;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Phrases, ::testing::ValuesIn(testing::languages()),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace tamis::redact
