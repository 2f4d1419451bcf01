#include "parsers/image_prepare.hpp"

#include "tests/parsers/picture.hpp"

#include <gtest/gtest.h>

namespace tamis::parsers {
namespace {

const std::vector<std::string> kLines{"Bound and restored the books of the town library",
                                      "Taught two apprentices the sewing of signatures",
                                      "Kept the accounts of the workshop"};

/// A sheet with a dark band on its left, photographed aslant on a table.
Raster photograph(const Picture& picture) {
  const Raster sheet = picture.raster();
  const cv::Mat page(sheet.height, sheet.width, CV_8UC1, const_cast<std::uint8_t*>(sheet.pixels.data()));
  const std::vector<cv::Point2f> from{{0, 0}, {1654, 0}, {1654, 2339}, {0, 2339}};
  const std::vector<cv::Point2f> to{{110, 90}, {1640, 60}, {1690, 2370}, {60, 2330}};
  cv::Mat photo(2440, 1760, CV_8UC1, cv::Scalar(95));
  cv::warpPerspective(page, photo, cv::getPerspectiveTransform(from, to), photo.size(), cv::INTER_LINEAR,
                      cv::BORDER_TRANSPARENT);
  return {.width = photo.cols,
          .height = photo.rows,
          .channels = 1,
          .dpi = 0,
          .pixels = std::vector<std::uint8_t>(photo.datastart, photo.dataend)};
}

TEST(ImagePrepare, CutsASheetOutAlongItsCorners) {
  const auto sheet = cut_out_sheet(photograph(Picture().write(kLines, 300, 400)));
  ASSERT_TRUE(sheet.has_value());
  EXPECT_NEAR(sheet->width, 1630, 25);
  EXPECT_NEAR(sheet->height, 2310, 25);
}

TEST(ImagePrepare, KeepsADarkBandAtTheEdgeOfASheet) {
  const auto sheet = cut_out_sheet(photograph(Picture().fill({0, 0, 500, 2339}, 50).write(kLines, 600, 400)));
  ASSERT_TRUE(sheet.has_value());
  EXPECT_NEAR(sheet->width, 1630, 25);
}

TEST(ImagePrepare, CutsNothingOutOfAScan) {
  EXPECT_FALSE(cut_out_sheet(Picture().fill({0, 0, 500, 2339}, 50).write(kLines, 600, 400).raster()).has_value());
}

TEST(ImagePrepare, FindsTheSkewOfAFractionOfADegree) {
  Picture picture;
  for (int y = 300; y < 2000; y += 200) picture.write(kLines, 200, y);
  EXPECT_EQ(find_skew(picture.raster()), 0);
  EXPECT_NEAR(find_skew(picture.skew(0.4).raster()), 0.4, 0.13);
}

}  // namespace
}  // namespace tamis::parsers
