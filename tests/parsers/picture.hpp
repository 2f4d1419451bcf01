#pragma once

#include "parsers/image.hpp"

#include <opencv2/imgproc.hpp>

#include <string>
#include <vector>

/// Draws pages for the tests of OCR, 200 dots an inch.
namespace tamis::parsers {

/// A drawn head and shoulders, 200 by 260 pixels.
inline cv::Mat draw_head() {
  cv::Mat mat(260, 200, CV_8UC1, cv::Scalar(170));
  cv::ellipse(mat, {100, 270}, {95, 70}, 0, 0, 360, cv::Scalar(60), cv::FILLED, cv::LINE_AA);
  cv::ellipse(mat, {100, 115}, {66, 86}, 0, 0, 360, cv::Scalar(55), cv::FILLED, cv::LINE_AA);
  cv::ellipse(mat, {100, 130}, {54, 72}, 0, 0, 360, cv::Scalar(215), cv::FILLED, cv::LINE_AA);
  for (const int x : {78, 122}) {
    cv::ellipse(mat, {x, 104}, {15, 4}, 0, 180, 360, cv::Scalar(80), 4, cv::LINE_AA);
    cv::ellipse(mat, {x, 118}, {13, 8}, 0, 0, 360, cv::Scalar(130), cv::FILLED, cv::LINE_AA);
    cv::circle(mat, {x, 118}, 6, cv::Scalar(25), cv::FILLED, cv::LINE_AA);
  }
  cv::line(mat, {100, 120}, {94, 148}, cv::Scalar(180), 3, cv::LINE_AA);
  cv::line(mat, {90, 150}, {110, 150}, cv::Scalar(140), 3, cv::LINE_AA);
  cv::ellipse(mat, {100, 174}, {20, 6}, 0, 0, 360, cv::Scalar(120), cv::FILLED, cv::LINE_AA);
  cv::GaussianBlur(mat, mat, {0, 0}, 2);
  return mat;
}

class Picture {
 public:
  Picture() : mat_(2339, 1654, CV_8UC1, cv::Scalar(255)) {}

  /// Lines of text from a place downwards.
  Picture& write(const std::vector<std::string>& lines, int x, int y, int grey = 0) {
    for (const auto& line : lines) {
      cv::putText(mat_, line, {x, y}, cv::FONT_HERSHEY_DUPLEX, 0.9, cv::Scalar(grey), 1, cv::LINE_AA);
      y += 44;
    }
    return *this;
  }
  Picture& fill(const cv::Rect& area, int grey) {
    mat_(area) = grey;
    return *this;
  }
  Picture& paste(const cv::Mat& image, const cv::Rect& area) {
    image.copyTo(mat_(area));
    return *this;
  }
  Picture& skew(double degrees) {
    const cv::Mat turn = cv::getRotationMatrix2D({827, 1170}, -degrees, 1);
    cv::warpAffine(mat_, mat_, turn, mat_.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    return *this;
  }
  /// A scrawl from side to side that no one can read.
  Picture& wave(int y) {
    for (int x = 150; x < 1450; x += 7) {
      cv::line(mat_, {x, y + (x * 31 % 37) - 18}, {x + 7, y + ((x + 7) * 31 % 37) - 18}, cv::Scalar(0), 3, cv::LINE_AA);
    }
    return *this;
  }
  Picture& blur(double strength) {
    cv::GaussianBlur(mat_, mat_, {}, strength);
    return *this;
  }
  Picture& turn(cv::RotateFlags how) {
    cv::rotate(mat_, mat_, how);
    return *this;
  }
  [[nodiscard]] Raster raster() const {
    return {.width = mat_.cols,
            .height = mat_.rows,
            .channels = 1,
            .dpi = 200,
            .pixels = std::vector<std::uint8_t>(mat_.datastart, mat_.dataend)};
  }

 private:
  cv::Mat mat_;
};

}  // namespace tamis::parsers
