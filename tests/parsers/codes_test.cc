#include "parsers/codes.hpp"

#include "tests/parsers/picture.hpp"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tamis::parsers {
namespace {

constexpr int left = 300, top = 900;

cv::Mat drawn(ZXing::BarcodeFormat format, int width, int height) {
  const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(format).encode("12345670", width, height);
  cv::Mat picture(bits.height(), bits.width(), CV_8UC1);
  for (int y = 0; y < bits.height(); ++y) {
    for (int x = 0; x < bits.width(); ++x) picture.at<std::uint8_t>(y, x) = bits.get(x, y) ? 0 : 255;
  }
  return picture;
}

Picture page() {
  return Picture().write({"Robin Muster", "Illustration and lettering, Example Minimum Ltd", "Member No. 12345670",
                          "||||| lilillil |||||", "2019 - 2023 Bus driver, Leeds"},
                         200, 200);
}

/// Does some box cover the dark part of the code?
bool is_found(const std::vector<Box>& boxes, const cv::Mat& code) {
  cv::Mat dark;
  cv::findNonZero(code < 128, dark);
  const cv::Rect2f wanted = cv::boundingRect(dark) + cv::Point(left, top);
  for (const Box& box : boxes) {
    const cv::Rect2f found(box.left, box.top, box.right - box.left, box.bottom - box.top);
    if ((found & wanted).area() >= 0.9F * wanted.area()) return true;
  }
  return false;
}

class Codes : public ::testing::TestWithParam<ZXing::BarcodeFormat> {};

TEST_P(Codes, AreFoundOnAPageInEachDirection) {
  const bool wide =
      ZXing::BarcodeFormats(ZXing::BarcodeFormat::LinearCodes | ZXing::BarcodeFormat::PDF417).testFlag(GetParam());
  cv::Mat code = wide ? drawn(GetParam(), 300, 100) : drawn(GetParam(), 140, 140);
  for (const bool turn : {false, true}) {
    if (turn) cv::rotate(code.clone(), code, cv::ROTATE_90_CLOCKWISE);
    const Raster raster = page().paste(code, {left, top, code.cols, code.rows}).raster();
    EXPECT_TRUE(is_found(find_codes(raster), code)) << (turn ? "turned" : "upright");
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Codes,
                         ::testing::Values(ZXing::BarcodeFormat::QRCode, ZXing::BarcodeFormat::DataMatrix,
                                           ZXing::BarcodeFormat::Aztec, ZXing::BarcodeFormat::PDF417,
                                           ZXing::BarcodeFormat::Code128, ZXing::BarcodeFormat::Code39,
                                           ZXing::BarcodeFormat::EAN8, ZXing::BarcodeFormat::ITF),
                         [](const auto& each) {
                           std::string name = ZXing::ToString(each.param);
                           std::erase_if(name, [](char c) { return c == '-'; });
                           return name;
                         });

TEST(CodesOfAPage, AreNotMadeOfLetters) { EXPECT_TRUE(find_codes(page().raster()).empty()); }

}  // namespace
}  // namespace tamis::parsers
