#include "tests/parsers/document_text.hpp"
#include "tests/parsers/picture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace tamis::parsers {
namespace {

void append(std::string& bytes, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

void append_entry(std::string& bytes, std::uint32_t tag, std::uint32_t value) {
  constexpr std::uint32_t kLong = 4;
  append(bytes, tag, 2);
  append(bytes, kLong, 2);
  append(bytes, 1, 4);
  append(bytes, value, 4);
}

/// A TIFF of grey pages without compression.
std::string tiff_of(const std::vector<Raster>& pages) {
  constexpr std::uint32_t kEntries = 7, kDirectory = 2 + 12 * kEntries + 4;
  std::string bytes("II*\0\x08\0\0\0", 8);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto size = static_cast<std::uint32_t>(pages[i].pixels.size());
    const auto pixels = static_cast<std::uint32_t>(bytes.size()) + kDirectory;
    append(bytes, kEntries, 2);
    append_entry(bytes, 256, static_cast<std::uint32_t>(pages[i].width));
    append_entry(bytes, 257, static_cast<std::uint32_t>(pages[i].height));
    append_entry(bytes, 258, 8);
    append_entry(bytes, 262, 1);
    append_entry(bytes, 273, pixels);
    append_entry(bytes, 278, static_cast<std::uint32_t>(pages[i].height));
    append_entry(bytes, 279, size);
    append(bytes, i + 1 < pages.size() ? pixels + size : 0, 4);
    bytes.append(pages[i].pixels.begin(), pages[i].pixels.end());
  }
  return bytes;
}

const std::vector<std::string> kFirst{"Bound and restored the books of the town library"};
const std::vector<std::string> kSecond{"Taught two apprentices the sewing of signatures"};

TEST(ImageFormat, ReadsEveryPageOfATiff) {
  const auto document = test::read(tiff_of(
      {Picture().write(kFirst, 200, 400).raster(), Picture().raster(), Picture().write(kSecond, 200, 400).raster()}));
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->media_type, "image/tiff");
  ASSERT_EQ(document->pages.size(), 3);
  EXPECT_THAT(test::lines_of(document->pages[0].blocks), testing::ElementsAre(kFirst[0]));
  EXPECT_TRUE(document->pages[1].blocks.empty());
  EXPECT_THAT(test::lines_of(document->pages[2].blocks), testing::ElementsAre(kSecond[0]));
  EXPECT_EQ(document->pages[2].origin, Origin::ocr);
}

TEST(ImageFormat, SkipsPagesAboveTheLimit) {
  Limits limits;
  limits.pages = 1;
  const auto document = test::read(tiff_of({Picture().write(kFirst, 200, 400).raster(), Picture().raster()}), limits);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->pages.size(), 1);
  EXPECT_THAT(document->warnings, testing::Contains(Warning{WarningCode::pages_skipped, 2}));
}

TEST(ImageFormat, SaysThatABlankPictureHasNoText) {
  const auto document = test::read(tiff_of({Picture().raster()}));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::no_text);
}

TEST(ImageFormat, CallsFilesDamagedThatEndInTheirHeader) {
  for (const std::string_view start :
       {std::string_view("II*\0\x08\0\0\0\7\0", 10), std::string_view("\xff\xd8\xff\xe0", 4),
        std::string_view("RIFF\x10\0\0\0WEBPVP8 ", 16),
        std::string_view("\0\0\0\x18"
                         "ftypheic\0\0\0\0mif1heic",
                         24)}) {
    const auto document = test::read(start);
    ASSERT_FALSE(document.has_value());
    EXPECT_EQ(document.error().code, ErrorCode::damaged);
  }
}

}  // namespace
}  // namespace tamis::parsers
