#pragma once

#include "parsers/image.hpp"

#include <opencv2/imgproc.hpp>

#include <string>
#include <vector>

/// Draws pages for the tests of OCR, 200 dots an inch.
namespace tamis::parsers {

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
