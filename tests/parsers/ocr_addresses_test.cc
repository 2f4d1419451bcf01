#include "parsers/ocr_addresses.hpp"

#include "tests/parsers/picture.hpp"

#include <gtest/gtest.h>

namespace tamis::parsers {
namespace {

TEST(OcrAddresses, AreSoughtInWordsThatEndLikeAHost) {
  EXPECT_TRUE(ends_like_host("marta.soler@correo.example.org"));
  EXPECT_TRUE(ends_like_host("marta.solerGcorreo.example.org"));
  EXPECT_TRUE(ends_like_host("correo.example.org"));
  EXPECT_FALSE(ends_like_host("www.example.org"));
  EXPECT_FALSE(ends_like_host("example.org/marta"));
  EXPECT_FALSE(ends_like_host("12.2019"));
  EXPECT_FALSE(ends_like_host("etc."));
}

TEST(OcrAddresses, KeepTheirSignInALanguageWhoseModelHasNone) {
  const Raster page = Picture().write({"marta.soler@example.org"}, 200, 400).raster();
  std::vector<ReadWord> words{
      {.text = CandidateText("marta.solerG"), .box = {200, 372, 398, 408}, .row_height = 34, .confidence = 0.9F},
      {.text = CandidateText("example.org"), .box = {402, 372, 590, 408}, .row_height = 34, .confidence = 0.9F}};
  ASSERT_TRUE(read_addresses_again(page, words).has_value());
  ASSERT_EQ(words.size(), 1);
  EXPECT_EQ(words[0].text, CandidateText("marta.soler@example.org"));
}

}  // namespace
}  // namespace tamis::parsers
