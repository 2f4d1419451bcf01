#include "core/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tamis {

TEST(Error, SaysWhatHappenedWithItsFacts) {
  const Error error{ErrorCode::too_many_pixels, Stage::extract, {}, {{Measure::pixels, 812}, {Measure::limit, 50}}};
  EXPECT_EQ(operator_message(error), "An image has more pixels than limits.pixels. (pixels 812, limit 50)");
}

TEST(Error, KnowsWhoseProblemItIs) {
  EXPECT_EQ(blame_of(ErrorCode::encrypted), Blame::document);
  EXPECT_EQ(blame_of(ErrorCode::model_missing), Blame::engine);
  EXPECT_EQ(blame_of(ErrorCode::disk_full), Blame::moment);
  EXPECT_EQ(blame_of(ErrorCode::internal), Blame::ours);
}

TEST(Error, HasASentenceOfItsOwnForEachCode) {
  std::set<std::string> sentences;
  for (std::size_t i = 0; i < Names<ErrorCode>::value.size(); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const std::string sentence = operator_message(Error{code, Stage::extract, {}, {}});
    EXPECT_TRUE(sentence.ends_with('.')) << to_name(code);
    EXPECT_TRUE(sentences.insert(sentence).second) << to_name(code);
    EXPECT_TRUE(candidate_message(code).ends_with('.')) << to_name(code);
    EXPECT_EQ(from_name<ErrorCode>(to_name(code)), code);
  }
}

TEST(Warning, HasASentenceOfItsOwnForEachCode) {
  std::set<std::string_view> sentences;
  for (std::size_t i = 0; i < Names<WarningCode>::value.size(); ++i) {
    const auto code = static_cast<WarningCode>(i);
    EXPECT_TRUE(operator_message(code).ends_with('.')) << to_name(code);
    EXPECT_TRUE(sentences.insert(operator_message(code)).second) << to_name(code);
  }
}

}  // namespace tamis
