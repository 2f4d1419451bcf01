#include "parsers/faces.hpp"

#include "core/embedded.hpp"
#include "parsers/image_prepare.hpp"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <span>
#include <string>

namespace tamis::parsers {

std::span<const EmbeddedFile> cascades();

namespace {

struct Face {
  cv::Rect box;
  double weight = 0;  ///< of the cascade's last stage
};

/// One for each thread: the detector keeps buffers.
cv::CascadeClassifier& detector() {
  thread_local const auto loaded = [] {
    const cv::FileStorage file(std::string(cascades().front().content), cv::FileStorage::READ | cv::FileStorage::MEMORY);
    cv::setNumThreads(1);  // a portrait is small: threads cost more than they help
    auto classifier = std::make_unique<cv::CascadeClassifier>();
    classifier->read(file.getFirstTopLevelNode());
    return classifier;
  }();
  return *loaded;
}

/// Faces of a grey picture, largest first.
std::vector<Face> find_faces(const cv::Mat& grey, int smallest, int neighbours) {
  std::vector<cv::Rect> boxes;
  std::vector<int> levels;
  std::vector<double> weights;
  detector().detectMultiScale(grey, boxes, levels, weights, 1.1, neighbours, 0, {smallest, smallest}, {}, true);
  std::vector<Face> faces;
  for (std::size_t i = 0; i < boxes.size(); ++i) faces.push_back({boxes[i], weights[i]});
  std::ranges::sort(faces, std::ranges::greater(), [](const Face& face) { return face.box.area(); });
  return faces;
}

}  // namespace

namespace {

cv::Mat reduced(const Raster& grey, double scale) {
  const cv::Mat whole(grey.height, grey.width, CV_8UC1, const_cast<std::uint8_t*>(grey.pixels.data()));
  cv::Mat result;
  cv::resize(whole, result, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

/// From the weight of the cascade's last stage, which text and ornaments rarely exceed.
float confidence_of(double weight) { return static_cast<float>(1 / (1 + std::exp(-1.2 * (weight - 1.5)))); }

/// The head and shoulders that belong to a face.
Box around(const cv::Rect& face, double scale) {
  const auto [x, y, width, height] = std::array{face.x / scale, face.y / scale, face.width / scale, face.height / scale};
  return {static_cast<float>(x - 0.3 * width), static_cast<float>(y - 0.5 * height),
          static_cast<float>(x + 1.3 * width), static_cast<float>(y + 1.6 * height)};
}

int median_of(const cv::Mat& grey, const cv::Rect& area, const cv::Rect& hole) {
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = area.y; y < area.y + area.height; ++y) {
    for (int x = area.x; x < area.x + area.width; ++x) {
      if (hole.contains({x, y})) continue;
      ++counts[grey.at<std::uint8_t>(y, x)];
      ++total;
    }
  }
  int level = 0;
  for (int seen = counts[0]; level < 255 && 2 * seen < total; seen += counts[level]) ++level;
  return level;
}

/// Text that happens to look like a face has the tone of the paper around it; a printed photo has not.
bool stands_out(const cv::Mat& page, const cv::Rect& face) {
  constexpr int kContrast = 18;
  const auto grown = [&](double by) {
    const int x = static_cast<int>(face.width * by), y = static_cast<int>(face.height * by);
    return cv::Rect(face.x - x, face.y - y, face.width + 2 * x, face.height + 2 * y) & cv::Rect({0, 0}, page.size());
  };
  const cv::Rect photo = grown(0.9);
  return std::abs(median_of(page, face, {}) - median_of(page, grown(1.3), photo)) > kContrast;
}

/// Where a picture may be, for a look at the whole page costs more than reading a third of it: light paper and the gaps
/// between lines of text wash out whatever is no tone of some extent.
std::vector<cv::Rect> toned_areas(const cv::Mat& page) {
  constexpr int kStep = 4;         // pixels of the page for one of the small picture
  constexpr int kLineGap = 5;      // no two lines of text stand further apart, in small pixels
  constexpr int kLeastSide = 30;   // a centimetre, and what is added around it
  constexpr double kToned = 0.9;   // of the paper's lightness
  cv::Mat small, washed, tones;
  cv::resize(page, small, {}, 1.0 / kStep, 1.0 / kStep, cv::INTER_AREA);
  cv::dilate(small, washed, cv::Mat::ones(kLineGap, kLineGap, CV_8UC1));
  cv::threshold(washed, tones, kToned * median_of(small, {{0, 0}, small.size()}, {}), 255, cv::THRESH_BINARY_INV);
  cv::dilate(tones, tones, cv::Mat::ones(5 * kLineGap, 5 * kLineGap, CV_8UC1));  // a face needs its surroundings
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(tones, labels, stats, centres);
  std::vector<cv::Rect> areas;
  for (int i = 1; i < count; ++i) {
    const cv::Rect area(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                        stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (std::min(area.width, area.height) < kLeastSide) continue;
    areas.push_back(cv::Rect(area.tl() * kStep, area.size() * kStep) & cv::Rect({0, 0}, page.size()));
  }
  return areas;
}

}  // namespace

float portrait_confidence(const Raster& image) {
  constexpr int kLeastSide = 24;
  constexpr std::array kWorkingSides{80.0, 112.0, 160.0};  // a face missed at one size is often seen at another
  constexpr double kLeastShare = 0.3;                      // of the picture's longer side that a portrait gives a face
  if (image.width < kLeastSide || image.height < kLeastSide) return 0;
  const Raster grey = to_grey(image);
  for (const double side : kWorkingSides) {
    const auto faces = find_faces(reduced(grey, side / std::max(grey.width, grey.height)), static_cast<int>(kLeastShare * side), 2);
    if (!faces.empty()) return confidence_of(faces.front().weight);
  }
  return 0;
}

std::vector<PlacedImage> find_portraits(const Raster& page) {
  constexpr double kWorkingDpi = 100, kUsualDpi = 200;
  const Raster grey = to_grey(page);
  const double scale = kWorkingDpi / (grey.dpi > 0 ? grey.dpi : kUsualDpi);
  const cv::Mat small = reduced(grey, scale);
  std::vector<PlacedImage> portraits;
  for (const cv::Rect& area : toned_areas(small)) {
    for (const auto& face : find_faces(small(area), 30, 2)) {
      const cv::Rect place = face.box + area.tl();
      if (!stands_out(small, place)) continue;
      portraits.push_back({.box = around(place, scale), .portrait = true, .confidence = confidence_of(face.weight)});
    }
  }
  return portraits;
}

}  // namespace tamis::parsers
