#include "parsers/image_prepare.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace tamis::parsers {
namespace {

/// A view of a raster's pixels: no copy; OpenCV only reads it.
cv::Mat view(const Raster& raster) {
  return {raster.height, raster.width, raster.channels == 3 ? CV_8UC3 : CV_8UC1,
          const_cast<std::uint8_t*>(raster.pixels.data())};
}

Raster to_raster(const cv::Mat& mat, float dpi) {
  const cv::Mat whole = mat.isContinuous() ? mat : mat.clone();
  return {.width = whole.cols,
          .height = whole.rows,
          .channels = whole.channels(),
          .dpi = dpi,
          .pixels = std::vector<std::uint8_t>(whole.datastart, whole.dataend)};
}

/// How far each pixel's colour is from that of the picture's rim.
struct RimDistance {
  cv::Mat distance;
  double within_rim = 0;  ///< what nearly all of the rim itself stays below
};

double quantile_of(std::vector<std::uint8_t> values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

std::vector<std::uint8_t> values_of(const cv::Mat& channel) {
  return {channel.begin<std::uint8_t>(), channel.end<std::uint8_t>()};
}

std::vector<std::uint8_t> values_of(const cv::Mat& channel, const cv::Mat& mask) {
  std::vector<std::uint8_t> values;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x)) values.push_back(channel.at<std::uint8_t>(y, x));
    }
  }
  return values;
}

cv::Mat rim_mask(const cv::Size& size) {
  const int thickness = std::max(2, std::min(size.width, size.height) / 60);
  cv::Mat mask(size, CV_8UC1, cv::Scalar(255));
  mask(cv::Rect(thickness, thickness, size.width - 2 * thickness, size.height - 2 * thickness)) = 0;
  return mask;
}

std::array<cv::Mat, 3> reduced_to_lab(const Raster& picture, double scale, int interpolation) {
  cv::Mat small;
  cv::resize(view(picture), small, {}, scale, scale, interpolation);
  if (small.channels() == 1) cv::cvtColor(small, small, cv::COLOR_GRAY2RGB);
  cv::cvtColor(small, small, cv::COLOR_RGB2Lab);
  std::array<cv::Mat, 3> channels;
  cv::split(small, channels.data());
  return channels;
}

/// A sheet on a table; the rim of a scan is as light as its middle.
bool rim_is_darker(const cv::Mat& lightness, const cv::Mat& rim) {
  constexpr double kDarker = 25;
  return quantile_of(values_of(lightness, rim), 0.5) + kDarker < quantile_of(values_of(lightness), 0.5);
}

RimDistance distance_from_rim(const std::array<cv::Mat, 3>& channels, const cv::Mat& rim) {
  RimDistance result{.distance = cv::Mat(rim.size(), CV_32FC1, cv::Scalar(0))};
  for (const cv::Mat& channel : channels) {
    cv::Mat difference;
    channel.convertTo(difference, CV_32FC1, 1, -quantile_of(values_of(channel, rim), 0.5));
    result.distance += difference.mul(difference);
  }
  cv::sqrt(result.distance, result.distance);
  result.distance.convertTo(result.distance, CV_8UC1);
  constexpr double kNearlyAll = 0.9;  // a corner of the sheet may reach into the rim
  result.within_rim = quantile_of(values_of(result.distance, rim), kNearlyAll);
  return result;
}

cv::Mat mask_of(const cv::Mat& distance, double threshold, int kind) {
  cv::Mat mask;
  cv::threshold(distance, mask, threshold, 255, kind);
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::Mat::ones(9, 9, CV_8UC1));
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, cv::Mat::ones(9, 9, CV_8UC1));
  return mask;
}

using Corners = std::array<cv::Point2f, 4>;

/// The four corners from the top left, clockwise, of the one big thing in a mask; nothing if it has not four.
std::optional<Corners> corners_of(const cv::Mat& mask) {
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  if (outlines.empty()) return std::nullopt;
  const auto largest = std::ranges::max_element(
      outlines, {}, [](const std::vector<cv::Point>& outline) { return cv::contourArea(outline); });
  std::vector<cv::Point> hull;
  cv::convexHull(*largest, hull);
  const double area = cv::contourArea(hull);
  constexpr double kLeastShare = 0.3, kLeastFit = 0.93;
  if (area < kLeastShare * static_cast<double>(mask.total())) return std::nullopt;

  std::vector<cv::Point> polygon;
  const double length = cv::arcLength(hull, true);
  for (double tolerance = 0.01; tolerance < 0.1 && polygon.size() != 4; tolerance += 0.01) {
    cv::approxPolyDP(hull, polygon, tolerance * length, true);
  }
  if (polygon.size() != 4) return std::nullopt;
  const double fit = cv::contourArea(polygon) / area;
  if (fit < kLeastFit || fit > 1 / kLeastFit) return std::nullopt;

  Corners corners;
  const auto sum = [](const cv::Point& p) { return p.x + p.y; };
  const auto difference = [](const cv::Point& p) { return p.x - p.y; };
  corners[0] = *std::ranges::min_element(polygon, {}, sum);
  corners[1] = *std::ranges::max_element(polygon, {}, difference);
  corners[2] = *std::ranges::max_element(polygon, {}, sum);
  corners[3] = *std::ranges::min_element(polygon, {}, difference);
  return corners;
}

/// A page's ink in strips of columns, each from the top of the page to its bottom: moved against each other they show
/// the rows of the page as it would stand at any angle, for a fraction of what turning it costs.
struct Strips {
  static constexpr int kWidth = 8;
  int height = 0;
  float middle = 0;  ///< of the page, in pixels from its left
  std::vector<std::vector<float>> ink;
};

Strips strips_of(const Raster& grey) {
  constexpr int kWorkingSide = 720;
  const int factor =
      std::max(1, static_cast<int>(std::lround(std::max(grey.width, grey.height) / double{kWorkingSide})));
  cv::Mat small, sums;
  cv::resize(view(grey), small, {grey.width / factor, grey.height / factor}, 0, 0, cv::INTER_AREA);
  cv::bitwise_not(small, small);
  Strips strips{.height = small.rows, .middle = static_cast<float>(small.cols) / 2, .ink = {}};
  for (int left = 0; left + Strips::kWidth <= small.cols; left += Strips::kWidth) {
    cv::reduce(small.colRange(left, left + Strips::kWidth), sums, 1, cv::REDUCE_SUM, CV_32F);
    strips.ink.emplace_back(sums.begin<float>(), sums.end<float>());
  }
  return strips;
}

/// How sharply rows of ink stand out once the page is turned by so much: the sum of squared steps between neighbouring
/// rows.
double sharpness(const Strips& strips, double degrees) {
  // Moving by parts of a pixel softens the rows. By this part they are as soft at no angle as, on average, at any
  // other.
  constexpr float kAsSoft = 0.21F;
  const auto slope = static_cast<float>(std::tan(degrees * CV_PI / 180));
  std::vector<float> rows(static_cast<std::size_t>(strips.height));
  float centre = Strips::kWidth / 2.0F - strips.middle;
  for (const auto& ink : strips.ink) {
    const float by = centre * slope + kAsSoft;
    const int whole = static_cast<int>(std::floor(by));
    const float part = by - static_cast<float>(whole);
    const int last = std::min(strips.height, strips.height - 1 - whole);
    for (int y = std::max(0, -whole); y < last; ++y) rows[y] += (1 - part) * ink[y + whole] + part * ink[y + whole + 1];
    centre += Strips::kWidth;
  }
  double sum = 0;
  for (std::size_t y = 1; y < rows.size(); ++y) sum += (rows[y] - rows[y - 1]) * (rows[y] - rows[y - 1]);
  return sum;
}

float distance(const cv::Point2f& a, const cv::Point2f& b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

void keep_to_one_thread() { cv::setNumThreads(0); }

Raster to_grey(const Raster& picture) {
  if (picture.channels == 1) return picture;
  cv::Mat grey;
  cv::cvtColor(view(picture), grey, cv::COLOR_RGB2GRAY);
  return to_raster(grey, picture.dpi);
}

std::optional<Raster> cut_out_sheet(const Raster& picture) {
  constexpr double kWorkingSide = 500;
  const double scale = std::min(1.0, kWorkingSide / std::max(picture.width, picture.height));
  if (std::min(picture.width, picture.height) * scale < 50) return std::nullopt;
  auto channels = reduced_to_lab(picture, scale, cv::INTER_NEAREST);  // crude, but scans end here
  const cv::Mat mask = rim_mask(channels[0].size());
  if (!rim_is_darker(channels[0], mask)) return std::nullopt;
  channels = reduced_to_lab(picture, scale, cv::INTER_AREA);
  const RimDistance rim = distance_from_rim(channels, mask);

  // All that differs from the table, dark bands at the sheet's edge among it; on a restless table, all that is bright.
  constexpr double kClearOfRim = 8;
  auto corners = corners_of(mask_of(rim.distance, rim.within_rim + kClearOfRim, cv::THRESH_BINARY));
  if (!corners) corners = corners_of(mask_of(rim.distance, 0, cv::THRESH_BINARY | cv::THRESH_OTSU));
  if (!corners) return std::nullopt;
  for (auto& corner : *corners) corner = (corner + cv::Point2f(0.5F, 0.5F)) / scale;

  const auto& [a, b, c, d] = *corners;
  const float width = std::max(distance(a, b), distance(d, c));
  const float height = std::max(distance(a, d), distance(b, c));
  const Corners straight{cv::Point2f{0, 0}, {width, 0}, {width, height}, {0, height}};
  const Raster grey = to_grey(picture);
  cv::Mat sheet;
  cv::warpPerspective(view(grey), sheet, cv::getPerspectiveTransform(corners->data(), straight.data()),
                      cv::Size(static_cast<int>(width), static_cast<int>(height)), cv::INTER_CUBIC,
                      cv::BORDER_REPLICATE);
  return to_raster(sheet, 0);
}

Raster even_out(const Raster& grey) {
  constexpr int kStep = 4, kWindow = 25;
  constexpr double kEdge = 24;
  const cv::Mat page = view(grey);
  cv::Mat paper, edges, low;
  cv::resize(page, paper, {}, 1.0 / kStep, 1.0 / kStep, cv::INTER_NEAREST);
  cv::medianBlur(paper, paper, kWindow);
  cv::morphologyEx(paper, edges, cv::MORPH_GRADIENT, cv::Mat::ones(3, 3, CV_8UC1));
  cv::threshold(edges, edges, kEdge, 255, cv::THRESH_BINARY);
  cv::resize(paper, paper, page.size(), 0, 0, cv::INTER_LINEAR);
  cv::resize(edges, edges, page.size(), 0, 0, cv::INTER_NEAREST);

  cv::Mat contrast, room, result;
  cv::absdiff(page, paper, contrast);
  cv::bitwise_not(paper, low);
  cv::max(paper, low, room);
  cv::divide(contrast, room, result, 255);
  cv::bitwise_not(result, result);
  result.setTo(255, edges);
  return to_raster(result, grey.dpi);
}

Raster turned(const Raster& grey, int quarter_turns) {
  if (quarter_turns % 4 == 0) return grey;
  constexpr std::array kCodes{cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
  cv::Mat result;
  cv::rotate(view(grey), result, kCodes[quarter_turns % 4 - 1]);
  return to_raster(result, grey.dpi);
}

float find_skew(const Raster& grey) {
  struct Pass {
    double step;
    int reach;
  };
  constexpr std::array kPasses{Pass{1.0, 15}, Pass{0.25, 3}, Pass{0.0625, 3}};
  const Strips strips = strips_of(grey);
  const double unturned = sharpness(strips, 0);
  double best = 0, best_sharpness = unturned;
  for (const auto& [step, reach] : kPasses) {
    const double centre = best;
    for (int i = -reach; i <= reach; ++i) {
      const double degrees = centre + i * step;
      const double value = i == 0 ? best_sharpness : sharpness(strips, degrees);
      if (value > best_sharpness) best = degrees, best_sharpness = value;
    }
  }
  constexpr double kClear = 1.02, kLeast = 0.1;  // less is not worth softening the picture
  return best_sharpness > kClear * unturned && std::abs(best) > kLeast ? static_cast<float>(best) : 0.0F;
}

Raster rotated(const Raster& grey, float degrees) {
  const cv::Point2f middle(static_cast<float>(grey.width) / 2, static_cast<float>(grey.height) / 2);
  cv::Mat result;
  cv::warpAffine(view(grey), result, cv::getRotationMatrix2D(middle, -degrees, 1), {grey.width, grey.height},
                 cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::Scalar(255));
  return to_raster(result, grey.dpi);
}

Raster resampled(const Raster& grey, float dpi) {
  if (grey.dpi <= 0 || std::abs(dpi - grey.dpi) < 1) return grey;
  const double scale = dpi / grey.dpi;
  cv::Mat result;
  constexpr double kMuch = 0.8;  // less than that loses nothing by the cheap way
  const int way = scale < kMuch ? cv::INTER_AREA : scale < 1 ? cv::INTER_LINEAR : cv::INTER_CUBIC;
  cv::resize(view(grey), result, {}, scale, scale, way);
  return to_raster(result, dpi);
}

}  // namespace tamis::parsers
