#include "parsers/faces.hpp"

#include "core/embedded.hpp"
#include "parsers/image_prepare.hpp"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>

namespace tamis::parsers {

std::span<const EmbeddedFile> cascades();

namespace {

/// One for each thread: the detector keeps buffers.
cv::CascadeClassifier& detector() {
  thread_local const auto loaded = [] {
    const cv::FileStorage file(std::string(cascades().front().content),
                               cv::FileStorage::READ | cv::FileStorage::MEMORY);
    cv::setNumThreads(1);  // a portrait is small: threads cost more than they help
    auto classifier = std::make_unique<cv::CascadeClassifier>();
    classifier->read(file.getFirstTopLevelNode());
    return classifier;
  }();
  return *loaded;
}

cv::Mat view(const Raster& grey) {
  return {grey.height, grey.width, CV_8UC1, const_cast<std::uint8_t*>(grey.pixels.data())};
}

cv::Mat scaled(const cv::Mat& grey, double scale) {
  cv::Mat result;
  cv::resize(grey, result, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

/// How many of the detector's windows agree on one face, at least `kLeastAgreeing`; 0 without a face.
int agreeing_on_a_face(const cv::Mat& grey) {
  constexpr double kStep = 1.04;        // from one size of face to the next
  constexpr double kLeastShare = 0.28;  // of the picture's longer side that a portrait gives a face
  constexpr int kLeastAgreeing = 2;
  const int smallest = static_cast<int>(kLeastShare * std::max(grey.cols, grey.rows));
  std::vector<cv::Rect> faces;
  std::vector<int> agreeing;
  detector().detectMultiScale(grey, faces, agreeing, kStep, kLeastAgreeing, 0, {smallest, smallest});
  return agreeing.empty() ? 0 : std::ranges::max(agreeing);
}

float confidence_in(const cv::Mat& picture) {
  constexpr std::array kWorkingSides{112.0, 160.0};  // a face missed at one size is often seen at the other
  for (const double side : kWorkingSides) {
    const cv::Mat grey = scaled(picture, side / std::max(picture.cols, picture.rows));
    // The negative, too: the detector expects eyes darker than the skin, which drawings and coarse copies of dark skin
    // turn round.
    for (const cv::Mat& tones : {grey, cv::Mat(255 - grey)}) {
      if (const int agreeing = agreeing_on_a_face(tones)) return 1 - 1.0F / static_cast<float>(1 + agreeing);
    }
  }
  return 0;
}

/// Ground that something may be printed on: even in tone once `operation` has taken the letters away, and wide.
cv::Mat grounds(const cv::Mat& page, int operation) {
  constexpr int kStroke = 5;                // pixels: wider than a letter's strokes and the gaps between them
  constexpr int kUneven = 8;                // between neighbours: more than grain and shadows make
  constexpr double kLeastOfThePage = 0.04;  // a picture's own ground is smaller, a margin column larger
  cv::Mat plain, steps, labels, stats, centres;
  cv::morphologyEx(page, plain, operation, cv::Mat::ones(kStroke, kStroke, CV_8UC1));
  cv::morphologyEx(plain, steps, cv::MORPH_GRADIENT, cv::Mat::ones(3, 3, CV_8UC1));
  const int count = cv::connectedComponentsWithStats(steps <= kUneven, labels, stats, centres, 4);
  cv::Mat found(page.size(), CV_8UC1, cv::Scalar(0));
  for (int i = 1; i < count; ++i) {
    const int area = stats.at<int>(i, cv::CC_STAT_AREA);
    if (area > kLeastOfThePage * static_cast<double>(page.total())) found.setTo(255, labels == i);
  }
  cv::dilate(found, found, cv::Mat::ones(kStroke, kStroke, CV_8UC1));  // to its edge, where tones step
  return found;
}

bool may_be_a_portrait(const cv::Size& size, double area, double dpi) {
  constexpr double kLeastInches = 0.3, kMostInches = 4, kMostElongated = 2.2, kLeastFilled = 0.3;
  const auto [shorter, longer] = std::minmax(size.width, size.height);
  return shorter >= kLeastInches * dpi && longer <= kMostInches * dpi && longer <= kMostElongated * shorter &&
         area >= kLeastFilled * size.area();
}

/// What lies on a page as pictures do: dark letters vanish when dark strokes are closed, light ones when light strokes
/// are, a picture stays in both. A look for faces on the whole page would cost more than reading a third of it.
std::vector<cv::Rect> find_pictures(const cv::Mat& page, double dpi) {
  constexpr int kOffTheEdge = 2;  // pixels that the grounds took from a picture's rim
  cv::Mat pictures = ~(grounds(page, cv::MORPH_CLOSE) | grounds(page, cv::MORPH_OPEN));
  cv::morphologyEx(pictures, pictures, cv::MORPH_OPEN, cv::Mat::ones(5, 5, CV_8UC1));  // rules and frames
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(pictures, labels, stats, centres);
  std::vector<cv::Rect> places;
  for (int i = 1; i < count; ++i) {
    const cv::Rect place(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (!may_be_a_portrait(place.size(), stats.at<int>(i, cv::CC_STAT_AREA), dpi)) continue;
    places.push_back(cv::Rect(place.x - kOffTheEdge, place.y - kOffTheEdge, place.width + 2 * kOffTheEdge,
                              place.height + 2 * kOffTheEdge));
  }
  return places;
}

cv::Rect grown(const cv::Rect& place, double share) {
  const int by = static_cast<int>(share * std::max(place.width, place.height));
  return {place.x - by, place.y - by, place.width + 2 * by, place.height + 2 * by};
}

cv::Rect enlarged(const cv::Rect& place, double scale) {
  return {static_cast<int>(place.x * scale), static_cast<int>(place.y * scale), static_cast<int>(place.width * scale),
          static_cast<int>(place.height * scale)};
}

Box to_box(const cv::Rect& place) {
  return {static_cast<float>(place.x), static_cast<float>(place.y), static_cast<float>(place.x + place.width),
          static_cast<float>(place.y + place.height)};
}

}  // namespace

float portrait_confidence(const Raster& image) {
  constexpr int kLeastSide = 24;
  if (image.width < kLeastSide || image.height < kLeastSide) return 0;
  const Raster grey = to_grey(image);
  return confidence_in(view(grey));
}

std::vector<PlacedImage> find_portraits(const Raster& page) {
  constexpr double kWorkingDpi = 37.5, kUsualDpi = 200;
  constexpr double kSurroundings = 0.1;  // of a picture's longer side: a face that fills it needs some
  const Raster grey = to_grey(page);
  const cv::Mat whole = view(grey);
  const cv::Rect sheet({0, 0}, whole.size());
  const double scale = (grey.dpi > 0 ? grey.dpi : kUsualDpi) / kWorkingDpi;
  std::vector<PlacedImage> portraits;
  for (const cv::Rect& picture : find_pictures(scaled(whole, 1 / scale), kWorkingDpi)) {
    const cv::Rect place = enlarged(picture, scale) & sheet;
    const float confidence = confidence_in(whole(grown(place, kSurroundings) & sheet));
    if (confidence > 0) portraits.push_back({.box = to_box(place), .portrait = true, .confidence = confidence});
  }
  return portraits;
}

}  // namespace tamis::parsers
