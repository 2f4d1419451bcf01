#include "parsers/faces.hpp"

#include "tests/parsers/picture.hpp"

#include <gtest/gtest.h>

namespace tamis::parsers {
namespace {

Raster raster_of(const cv::Mat& mat) {
  return {.width = mat.cols,
          .height = mat.rows,
          .channels = 1,
          .dpi = 0,
          .pixels = std::vector<std::uint8_t>(mat.datastart, mat.dataend)};
}

TEST(Faces, SeeAPortrait) { EXPECT_GT(portrait_confidence(raster_of(draw_head())), 0.5F); }

TEST(Faces, SeeNoneInAFlatImage) {
  EXPECT_EQ(portrait_confidence(raster_of(cv::Mat(200, 200, CV_8UC1, cv::Scalar(120)))), 0);
  EXPECT_EQ(portrait_confidence(raster_of(cv::Mat(8, 8, CV_8UC1, cv::Scalar(120)))), 0);
}

TEST(Faces, SeeNoneInText) {
  const auto page = Picture().write({"Experience", "Education", "Skills and languages"}, 200, 300).raster();
  EXPECT_TRUE(find_portraits(page).empty());
}

TEST(Faces, FindAPortraitOnAPage) {
  const cv::Rect place(1300, 150, 200, 260);
  const auto portraits = find_portraits(Picture().write({"Experience"}, 200, 300).paste(draw_head(), place).raster());
  ASSERT_EQ(portraits.size(), 1);
  EXPECT_TRUE(portraits.front().portrait);
  EXPECT_NEAR(portraits.front().box.left, 1300, 15);
  EXPECT_NEAR(portraits.front().box.bottom, 410, 15);
}

TEST(Faces, FindAPortraitOnAGreyCopy) {
  const auto page = Picture().fill({0, 0, 1654, 2339}, 205).write({"Experience", "Education"}, 200, 300);
  EXPECT_EQ(find_portraits(Picture(page).paste(draw_head(), {1300, 150, 200, 260}).raster()).size(), 1);
}

TEST(Faces, FindAPortraitInADarkSidebar) {
  Picture page;
  page.fill({0, 0, 430, 2339}, 60).write({"Contact", "Porto", "Languages"}, 60, 600, 255);
  page.write({"Experience"}, 520, 300);
  EXPECT_EQ(find_portraits(page.paste(draw_head(), {115, 150, 200, 260}).raster()).size(), 1);
}

TEST(Faces, SeeAFaceWhoseTonesAreTurnedRound) {
  const cv::Mat head = 255 - draw_head();
  EXPECT_GT(portrait_confidence(raster_of(head)), 0.5F);
  EXPECT_EQ(find_portraits(Picture().paste(head, {1300, 150, 200, 260}).raster()).size(), 1);
}

TEST(Faces, FindNoneInBoxesBandsAndBadges) {
  Picture page;
  page.fill({0, 0, 1654, 200}, 70).fill({200, 400, 300, 300}, 150).fill({200, 900, 1200, 60}, 210);
  cv::Mat badge(200, 200, CV_8UC1, cv::Scalar(255));
  cv::circle(badge, {100, 100}, 90, cv::Scalar(40), cv::FILLED, cv::LINE_AA);
  cv::putText(badge, "AB", {40, 125}, cv::FONT_HERSHEY_DUPLEX, 2.2, cv::Scalar(255), 5, cv::LINE_AA);
  page.paste(badge, {1200, 400, 200, 200}).write({"Experience"}, 200, 1100);
  EXPECT_TRUE(find_portraits(page.raster()).empty());
}

}  // namespace
}  // namespace tamis::parsers
