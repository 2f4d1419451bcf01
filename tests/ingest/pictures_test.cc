#include "ingest/sheets.hpp"
#include "renditions/pdf.hpp"
#include "tests/ingest/engines.hpp"
#include "tests/parsers/picture.hpp"

#include <gtest/gtest.h>
#include <opencv2/objdetect.hpp>

#include <span>

/// What no word tells: portraits, and codes that a machine reads.
namespace tamis::ingest {
namespace {

using renditions::Sheet;
using testing::pipeline;

const cv::Rect head{1300, 150, 200, 260}, code{200, 1700, 210, 210};

cv::Mat draw_code() {
  cv::Mat modules, squares;
  cv::QRCodeEncoder::create()->encode("https://example.org/robin", modules);
  cv::resize(modules, squares, code.size(), 0, 0, cv::INTER_NEAREST);
  return squares;
}

/// A scanned page with a portrait at the top and a QR code at the bottom.
Upload scan() {
  const parsers::Raster page = parsers::Picture()
                                   .write({"Robin Muster", "robin.muster@example.org", "", "Experience",
                                           "2019 - 2023 Bus driver, Example Buses Ltd, Leeds",
                                           "Drove regional lines and trained new colleagues."},
                                          200, 200)
                                   .paste(parsers::draw_head(), head)
                                   .paste(draw_code(), code)
                                   .raster();
  Sheet sheet;
  sheet.scan = true;
  sheet.picture.width = page.width;
  sheet.picture.height = page.height;
  sheet.picture.dpi = 200;
  for (const std::uint8_t grey : page.pixels) sheet.picture.pixels.append(3, static_cast<char>(grey));
  sheet.width = static_cast<float>(page.width) * 72 / 200;
  sheet.height = static_cast<float>(page.height) * 72 / 200;
  const std::string pdf = renditions::write_pdf({sheet}).value();
  const auto bytes = std::as_bytes(std::span(pdf));
  return {CandidateText("scan.pdf"), {bytes.begin(), bytes.end()}};
}

Sheet shown_to(View view) {
  const Upload upload = scan();
  const Reading reading = pipeline().normalize(pipeline().extract(upload).value()).value();
  const auto masks = pipeline().screener().masks(reading.document, reading.text, reading.profile, view);
  return draw_sheets(pipeline(), upload, reading, masks).value().front();
}

/// How much of an area of the drawn page (200 dots an inch) has one colour, from 0 to 1.
double evenness(const Sheet& sheet, const cv::Rect& area) {
  const Picture& picture = sheet.picture;
  const float scale = picture.dpi / 200;
  const auto at = [&](int x, int y) {
    const auto column = static_cast<std::size_t>(static_cast<float>(x) * scale);
    const auto row = static_cast<std::size_t>(static_cast<float>(y) * scale);
    return picture.pixels.substr((row * static_cast<std::size_t>(picture.width) + column) * 3, 3);
  };
  const std::string middle = at(area.x + area.width / 2, area.y + area.height / 2);
  int same = 0, all = 0;
  for (int y = area.y; y < area.y + area.height; y += 5) {
    for (int x = area.x; x < area.x + area.width; x += 5, ++all) same += at(x, y) == middle ? 1 : 0;
  }
  return static_cast<double>(same) / all;
}

/// The code within its white edge.
cv::Rect symbol() { return {code.x + 20, code.y + 20, code.width - 40, code.height - 40}; }

/// The face in the portrait's middle; its edge is background.
cv::Rect face() { return {head.x + 50, head.y + 50, 100, 150}; }

TEST(PicturesOfAPage, AreAllPaintedForAnUnnamedClient) {
  const Sheet sheet = shown_to(View::anonymous);
  EXPECT_EQ(evenness(sheet, face()), 1);
  EXPECT_EQ(evenness(sheet, symbol()), 1);
}

TEST(PicturesOfAPage, KeepTheCodeAndLoseThePortraitForANamedClient) {
  const Sheet sheet = shown_to(View::client);
  EXPECT_EQ(evenness(sheet, face()), 1);
  EXPECT_LT(evenness(sheet, symbol()), 0.9);
}

TEST(PicturesOfAPage, ShowBeforeTheyArePainted) {
  const Upload upload = scan();
  Sheet bare;
  bare.picture = pipeline().picture(upload, 0, true, "en").value();
  EXPECT_EQ(bare.picture.codes.size(), 1U);
  EXPECT_LT(evenness(bare, face()), 0.9);
  EXPECT_LT(evenness(bare, symbol()), 0.9);
}

}  // namespace
}  // namespace tamis::ingest
