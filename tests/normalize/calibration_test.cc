#include "normalize/calibration.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

constexpr std::string_view table = R"("work.position" = [[0.0, 0.6], [0.95, 0.9]])";

Calibration calibration_of_table() {
  const auto read = Calibration::read(table);
  EXPECT_TRUE(read.has_value());
  return read ? *read : Calibration();
}

TEST(Calibration, GivesTheShareOfTheStep) {
  const auto calibration = calibration_of_table();
  EXPECT_FLOAT_EQ(calibration.calibrated("work.position", 0.2F), 0.6F);
  EXPECT_FLOAT_EQ(calibration.calibrated("work.position", 0.95F), 0.9F);
  EXPECT_FLOAT_EQ(calibration.calibrated("work.position", 1), 0.9F);
}

TEST(Calibration, LeavesFieldsAloneThatItDoesNotKnow) {
  EXPECT_FLOAT_EQ(calibration_of_table().calibrated("basics.name", 0.7F), 0.7F);
  EXPECT_FLOAT_EQ(Calibration().calibrated("work.position", 0.7F), 0.7F);
}

TEST(Calibration, IsAppliedToEachValueThatWasRead) {
  Profile profile;
  profile.work.resize(2);
  profile.work[0].position = {CandidateText("Baker"), Span{0, 5}, 0.5F};
  profile.work[1].position = {CandidateText("Cook"), Span{6, 10}, 0.96F};
  calibration_of_table().apply(profile);
  EXPECT_FLOAT_EQ(profile.work[0].position.confidence, 0.6F);
  EXPECT_FLOAT_EQ(profile.work[1].position.confidence, 0.9F);
}

TEST(Calibration, IsRefusedWithItsLineWhenItDoesNotHold) {
  for (const std::string_view broken : {"\n\"a\" = [[0.0, 0.9], [0.5, 0.8]]", "\n\"a\" = [[0.5, 0.9], [0.5, 0.95]]",
                                        "\n\"a\" = [[0.0, 1.5]]", "\n\"a\" = [[0.0]]", "\n\"a\" = 1", "\n\"a\" = []"}) {
    const auto read = Calibration::read(broken);
    ASSERT_FALSE(read.has_value()) << broken;
    EXPECT_EQ(read.error().code, ErrorCode::pack_invalid);
    EXPECT_EQ(read.error().facts.front().value, 2) << broken;
  }
}

TEST(Calibration, OfTheProgramHolds) { EXPECT_TRUE(Calibration::load().has_value()); }

}  // namespace
}  // namespace tamis::normalize
