#include "parsers/image.hpp"

#include "parsers/image_exif.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tamis::parsers {
namespace {

using namespace std::literals;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// A JPEG's start with nothing but an EXIF segment that states an orientation.
std::string exif_saying(char orientation) {
  return "\xff\xd8\xff\xe1\x00\x22"
         "Exif\0\0"
         "MM\0*\0\0\0\x08"
         "\0\x01"
         "\x01\x12\0\x03\0\0\0\x01\0"s +
         orientation + "\0\0\0\0\0\0"s;
}

/// Two pixels: black, then white.
constexpr auto kTwoPixels =
    "\x49\x49\x2a\x00\x0a\x00\x00\x00\x00\xff\x08\x00"
    "\x00\x01\x03\x00\x01\x00\x00\x00\x02\x00\x00\x00"
    "\x01\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"
    "\x02\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00"
    "\x03\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"
    "\x06\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"
    "\x11\x01\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00"
    "\x15\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"
    "\x17\x01\x04\x00\x01\x00\x00\x00\x02\x00\x00\x00"
    "\x00\x00\x00\x00"sv;

TEST(Image, DecodesThePixelsOfATiff) {
  EXPECT_EQ(count_images(bytes_of(kTwoPixels)), 1);
  const auto image = decode_image(bytes_of(kTwoPixels), 0, Limits{});
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->width, 2);
  EXPECT_EQ(image->height, 1);
  EXPECT_EQ(image->pixels, (std::vector<std::uint8_t>{0, 255}));
}

TEST(Image, RefusesTooManyPixelsByTheHeaderAlone) {
  Limits limits;
  limits.pixels = 1;
  const auto image = decode_image(bytes_of(kTwoPixels), 0, limits);
  ASSERT_FALSE(image.has_value());
  EXPECT_EQ(image.error().code, ErrorCode::too_many_pixels);
}

TEST(Image, CallsGarbageDamaged) {
  const auto image = decode_image(bytes_of("\x89PNG\r\n\x1a\n and then nothing of it"sv), 0, Limits{});
  ASSERT_FALSE(image.has_value());
  EXPECT_EQ(image.error().code, ErrorCode::damaged);
}

TEST(Image, ReadsTheOrientationOfExif) {
  EXPECT_EQ(exif_orientation(bytes_of(exif_saying(6))), 6);
  EXPECT_EQ(exif_orientation(bytes_of(exif_saying(3))), 3);
}

TEST(Image, TakesAnOrientationThatDoesNotExistForUpright) {
  EXPECT_EQ(exif_orientation(bytes_of(exif_saying(9))), 1);
  EXPECT_EQ(exif_orientation(bytes_of("\xff\xd8\xff\xe1"sv)), 1);
  EXPECT_EQ(exif_orientation({}), 1);
}

}  // namespace
}  // namespace tamis::parsers
