#include "core/json.hpp"

#include "core/finding.hpp"
#include "core/limits.hpp"
#include "core/record.hpp"
#include "tests/core/invented.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace tamis {
namespace {

Value said(const char* words) { return {CandidateText(words), {}, 0}; }

/// Through the printed text, so that printing and parsing are held to it too.
template <class T>
void expect_round_trip(const T& noun) {
  for (const JsonStyle style : {JsonStyle::line, JsonStyle::indented}) {
    const auto parsed = parse_json(print_json(to_json(noun), style));
    ASSERT_TRUE(parsed);
    const Result<T> read = from_json<T>(*parsed);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, noun);
  }
}

Profile invented_profile() {
  Profile profile;
  profile.basics.name = said("Imogen \"Immy\" Garside\n");
  profile.basics.location.city = said("Llanfairpwllgwyngyll");
  profile.basics.profiles = {{Derived("GitHub"), said("immy"), said("https://github.com/immy")}};
  profile.work = {{.name = said("Quayside"),
                   .position = {},
                   .location = {},
                   .start_date = said("2019-03"),
                   .end_date = {},
                   .summary = {},
                   .highlights = {said("a"), said("b")},
                   .occupation = {}}};
  profile.education = {Education{}};
  profile.education[0].eqf = 6;
  profile.languages = {{said("Welsh"), said("native"), Derived("cy"), Derived("C2"), true}};
  profile.meta.experience_months = 0;
  return profile;
}

std::string printed(double number) { return print_json(boost::json::value(number)); }

}  // namespace

TEST(Json, BringsEveryNounBack) {
  expect_round_trip(invented_document());
  expect_round_trip(invented_text());
  expect_round_trip(invented_profile());
  expect_round_trip(Profile{});
  expect_round_trip(Limits{});
  expect_round_trip(Error{ErrorCode::too_large, Stage::admit, {.page = 2, .byte = 9}, {{Measure::bytes, 1LL << 40}}});
  expect_round_trip(to_record(Error{ErrorCode::encrypted, Stage::extract, {}, {}}));
  const Finding finding{Category::health, Span{3, 9},          0, {}, "/interests/0/name", 0.875F, "en.health",
                        "says so",        Disclosure::revealed};
  expect_round_trip(finding);
  expect_round_trip(std::vector<Finding>{finding, Finding{}});
  expect_round_trip(std::vector<Evidence>{{"/basics/email", 1, Box{1, 2, 3, 4}, 5, 6, 0.25F}});
  Record record;
  record.document.name = CandidateText("cv.pdf");
  record.profile = invented_profile();
  record.evidence.emplace();
  record.text = CandidateText("words");
  expect_round_trip(record);
}

TEST(Json, LeavesOutWhatIsNotSaid) {
  EXPECT_EQ(print_json(to_json(Limits{}).at("pages")), "50");
  EXPECT_EQ(print_json(to_json(Profile{})), "{}");
}

TEST(Json, PrintsNumbersInPlainDecimals) {
  EXPECT_EQ(printed(0.99F), "0.99");
  EXPECT_EQ(printed(0.9996), "1");
  EXPECT_EQ(printed(72), "72");
  EXPECT_EQ(printed(-0.0001), "0");
  EXPECT_EQ(printed(1.0 / 3), "0.333");
  EXPECT_EQ(printed(-12.5), "-12.5");
  EXPECT_EQ(printed(1e15), "1000000000000000");
  EXPECT_EQ(printed(std::numeric_limits<double>::infinity()), "0");
  const std::string largest = printed(std::numeric_limits<double>::max());
  EXPECT_EQ(largest.size(), 309U);
  EXPECT_EQ(std::stod(largest), std::numeric_limits<double>::max());
}

TEST(Json, TellsTheByteWhereItStopsBeingJson) {
  const auto byte_of = [](std::string_view text) { return parse_json(text).error().place.byte; };
  EXPECT_EQ(byte_of("{\"a\": x}"), 6);
  EXPECT_EQ(byte_of("[1, 2"), 5);
  EXPECT_EQ(byte_of("{} {}"), 3);
  EXPECT_EQ(parse_json("").error().code, ErrorCode::bad_request);
}

TEST(Json, RefusesToNestDeeperThan64) {
  const auto nested = [](int depth) {
    return parse_json(std::string(static_cast<std::size_t>(depth), '[') +
                      std::string(static_cast<std::size_t>(depth), ']'));
  };
  EXPECT_TRUE(nested(64));
  EXPECT_FALSE(nested(65));
  EXPECT_FALSE(nested(100'000));
}

TEST(Json, RefusesOtherTypesAndUnknownWords) {
  for (const char* text : {R"({"pages": "50"})", R"({"pages": 1.5})", R"({"pages": 99999999999})", "[]", "7"}) {
    const auto read = from_json<Limits>(*parse_json(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::bad_request);
  }
  EXPECT_FALSE(from_json<Error>(*parse_json(R"({"code": "no_such_code"})")));
  EXPECT_TRUE(from_json<Limits>(*parse_json(R"({"unknown": [1, 2]})")));
}

}  // namespace tamis
