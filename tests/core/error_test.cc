#include "core/error.hpp"

#include <gtest/gtest.h>

namespace tamis {

TEST(Error, SaysWhatHappenedWithItsFacts) {
  const Error error{ErrorCode::too_many_pages, Stage::extract, {}, {{Measure::pages, 812}, {Measure::limit, 50}}};
  EXPECT_EQ(operator_message(error), "The document has more pages than limits.pages. (pages 812, limit 50)");
}

TEST(Error, KnowsWhoseProblemItIs) {
  EXPECT_EQ(blame_of(ErrorCode::encrypted), Blame::document);
  EXPECT_EQ(blame_of(ErrorCode::model_missing), Blame::engine);
  EXPECT_EQ(blame_of(ErrorCode::disk_full), Blame::moment);
  EXPECT_EQ(blame_of(ErrorCode::internal), Blame::ours);
}

}  // namespace tamis
