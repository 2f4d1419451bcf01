#include "core/wire.hpp"

#include "core/limits.hpp"
#include "tests/core/invented.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tamis {
namespace {

/// What came back is `helper_protocol`, or a noun whose bytes are exactly those that were read.
void expect_read_or_refused(const std::string& bytes) {
  const Result<Document> read = decode<Document>(bytes);
  if (read) {
    EXPECT_EQ(encode(*read), bytes);
  } else {
    EXPECT_EQ(read.error().code, ErrorCode::helper_protocol);
  }
}

}  // namespace

TEST(Wire, BringsEveryNounBack) {
  EXPECT_EQ(decode<Document>(encode(invented_document())), invented_document());
  EXPECT_EQ(decode<Document>(encode(Document{})), Document{});
  Limits limits;
  limits.pages = 7;
  EXPECT_EQ(decode<Limits>(encode(limits)), limits);
  const Error error{ErrorCode::damaged, Stage::extract, {.page = 3, .byte = {}}, {{Measure::bytes, -1}}};
  EXPECT_EQ(decode<Error>(encode(error)), error);
}

TEST(Wire, RefusesEveryTruncation) {
  const std::string bytes = encode(invented_document());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const Result<Document> read = decode<Document>(bytes.substr(0, length));
    ASSERT_FALSE(read) << length;
    EXPECT_EQ(read.error().code, ErrorCode::helper_protocol) << length;
  }
}

TEST(Wire, RefusesBytesAfterTheEnd) {
  const Result<Limits> read = decode<Limits>(encode(Limits{}) + '\0');
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::helper_protocol);
}

TEST(Wire, SurvivesMutatedBytes) {
  std::mt19937 random(20250310);
  const std::string original = encode(invented_document());
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = original;
    for (std::uint32_t change = random() % 4; change < 4; ++change) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    expect_read_or_refused(bytes);
  }
}

TEST(Wire, RefusesCountsAndNamesThatCannotBe) {
  const std::string four_billion_words(4, '\xFF');
  EXPECT_FALSE(decode<Document>(four_billion_words));
  Error error{ErrorCode::damaged, Stage::extract, {}, {}};
  std::string bytes = encode(error);
  bytes[0] = '\xFE';
  EXPECT_FALSE(decode<Error>(bytes));
}

}  // namespace tamis
