#include "parsers/codes.hpp"

#include "parsers/image_prepare.hpp"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

namespace tamis::parsers {

std::vector<Box> find_codes(const Raster& page) {
  const Raster grey = page.channels == 1 ? page : to_grey(page);
  const cv::Mat picture(grey.height, grey.width, CV_8UC1, const_cast<std::uint8_t*>(grey.pixels.data()));
  std::vector<cv::Point2f> corners;  // four for each code
  try {
    if (!cv::QRCodeDetector().detectMulti(picture, corners)) return {};
  } catch (const cv::Exception&) {
    return {};  // the detector gives up on some pictures without codes by throwing
  }
  std::vector<Box> codes;
  for (std::size_t i = 0; i + 4 <= corners.size(); i += 4) {
    const cv::Rect2f box = cv::boundingRect(std::vector(corners.begin() + i, corners.begin() + i + 4));
    codes.push_back({box.x, box.y, box.x + box.width, box.y + box.height});
  }
  return codes;
}

}  // namespace tamis::parsers
