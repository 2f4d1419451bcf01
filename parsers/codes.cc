#include "parsers/codes.hpp"

#include "parsers/image_prepare.hpp"

#define ZX_USE_UTF8  // what its next release does without being asked; until then it says so at each build
#include <ZXing/ReadBarcode.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>

namespace tamis::parsers {
namespace {

constexpr float shorter_side = 8.27F;    // of an A4 page, inches
constexpr float widest_gap = 0.1F;       // inches between the modules of a code, at most
constexpr float smallest_side = 0.2F;    // of a code, inches; of a bar code its height
constexpr double steepest = 120;         // change of tone from which on an edge is one of a code
constexpr std::uint8_t fewest_rows = 3;  // that must read alike, or letters are taken for bars

/// QR codes, also those too worn or too small to be read.
std::vector<cv::Rect> find_squares(const cv::Mat& picture) try {
  std::vector<cv::Point2f> corners;  // four for each code
  if (!cv::QRCodeDetector().detectMulti(picture, corners)) return {};
  std::vector<cv::Rect> boxes;
  for (std::size_t i = 0; i + 4 <= corners.size(); i += 4) {
    boxes.push_back(cv::boundingRect(std::vector(corners.begin() + i, corners.begin() + i + 4)));
  }
  return boxes;
} catch (const cv::Exception&) {
  return {};  // the detector gives up on some pictures without codes by throwing
}

/// Where edges stand as close together as the modules of a code do; close lines of text as well.
std::vector<cv::Rect> find_dense(const cv::Mat& picture, float dpi) {
  cv::Mat across, down, edges;
  cv::Sobel(picture, across, CV_16S, 1, 0);
  cv::Sobel(picture, down, CV_16S, 0, 1);
  edges = (cv::abs(across) > steepest) | (cv::abs(down) > steepest);
  const int gap = std::max(3, static_cast<int>(widest_gap * dpi));
  cv::morphologyEx(edges, edges, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {gap, gap}));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(edges, labels, stats, centres);
  std::vector<cv::Rect> dense;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const bool full = stats.at<int>(i, cv::CC_STAT_AREA) * 2 > box.area();
    if (full && static_cast<float>(std::min(box.width, box.height)) >= smallest_side * dpi) dense.push_back(box);
  }
  return dense;
}

/// Bar codes and the matrices of all kinds that can be read.
std::vector<cv::Rect> find_readable(const cv::Mat& picture, float dpi) try {
  const auto hints = ZXing::DecodeHints().setTryHarder(true).setTryRotate(true).setMinLineCount(fewest_rows);
  const int quiet = static_cast<int>(widest_gap * dpi);  // a code begins behind an empty edge
  std::vector<cv::Rect> boxes;
  for (const cv::Rect& dense : find_dense(picture, dpi)) {
    const cv::Rect place =
        cv::Rect(dense.x - quiet, dense.y - quiet, dense.width + 2 * quiet, dense.height + 2 * quiet) &
        cv::Rect(0, 0, picture.cols, picture.rows);
    const cv::Mat part = picture(place).clone();
    if (ZXing::ReadBarcode({part.data, part.cols, part.rows, ZXing::ImageFormat::Lum}, hints).isValid()) {
      boxes.push_back(dense);
    }
  }
  return boxes;
} catch (const std::exception&) {
  return {};
}

}  // namespace

std::vector<Box> find_codes(const Raster& page) {
  const Raster grey = page.channels == 1 ? page : to_grey(page);
  const cv::Mat picture(grey.height, grey.width, CV_8UC1, const_cast<std::uint8_t*>(grey.pixels.data()));
  const float dpi = page.dpi > 0 ? page.dpi : static_cast<float>(std::min(page.width, page.height)) / shorter_side;
  std::vector<cv::Rect> boxes = find_squares(picture);
  for (const cv::Rect& box : find_readable(picture, dpi)) {
    const auto known = [&](const cv::Rect& other) { return (box & other).area() * 2 > box.area(); };
    if (std::ranges::none_of(boxes, known)) boxes.push_back(box);
  }
  std::vector<Box> codes;
  for (const cv::Rect& box : boxes) {
    const cv::Rect2f edges = box;
    codes.push_back({edges.x, edges.y, edges.x + edges.width, edges.y + edges.height});
  }
  return codes;
}

}  // namespace tamis::parsers
