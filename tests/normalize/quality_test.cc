#include "normalize/quality.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tamis::normalize {
namespace {

Value said(std::string_view words) { return {CandidateText(words), std::nullopt, 1}; }

Work job(std::string_view start, std::string_view end) {
  Work job;
  job.position = said("Cleaner");
  job.start_date = said(start);
  job.end_date = said(end);
  return job;
}

Profile profile_of(std::vector<Work> jobs) {
  Profile profile;
  profile.basics.email = said("ada@example.org");
  profile.work = std::move(jobs);
  return profile;
}

std::vector<WarningCode> codes_of(const Profile& profile) {
  std::vector<WarningCode> codes;
  for (const auto& each : find_shortcomings(profile, ReadingText{}, {2024, 6, 0})) codes.push_back(each.code);
  return codes;
}

using Codes = std::vector<WarningCode>;

TEST(Quality, HasNothingToSayAboutASoundProfile) {
  EXPECT_EQ(codes_of(profile_of({job("2019-03", ""), job("2015", "2019-02")})), Codes{});
}

TEST(Quality, MissesContactAndDates) {
  auto profile = profile_of({job("", "")});
  profile.basics.email = {};
  EXPECT_EQ(codes_of(profile), (Codes{WarningCode::missing_contact, WarningCode::missing_dates}));
}

TEST(Quality, SeesAGapOfMoreThanAYear) {
  EXPECT_EQ(codes_of(profile_of({job("2020-06", ""), job("2015-01", "2019-01")})), Codes{WarningCode::employment_gap});
  EXPECT_EQ(codes_of(profile_of({job("2020-01", ""), job("2015-01", "2019-01")})), Codes{});
}

TEST(Quality, CountsStudyAsNoGap) {
  auto profile = profile_of({job("2021", ""), job("2015", "2017")});
  Education school;
  school.start_date = said("2018");
  school.end_date = said("2020");
  profile.education.push_back(school);
  EXPECT_EQ(codes_of(profile), Codes{});
}

TEST(Quality, SeesThreeJobsAtATime) {
  EXPECT_EQ(codes_of(profile_of({job("2020", ""), job("2021", ""), job("2022", "")})),
            Codes{WarningCode::overlapping_jobs});
  EXPECT_EQ(codes_of(profile_of({job("2020", ""), job("2021", "")})), Codes{});
}

TEST(Quality, SeesDatesThatCannotBe) {
  EXPECT_EQ(codes_of(profile_of({job("2030-01", "2031-01")})), Codes{WarningCode::future_date});
  EXPECT_EQ(codes_of(profile_of({job("2020-01", "2018-01")})), Codes{WarningCode::future_date});
}

TEST(Quality, SaysOfAnEmptyProfileThatItIsProbablyNoCv) {
  EXPECT_EQ(codes_of({}), Codes{WarningCode::probably_not_a_cv});
}

}  // namespace
}  // namespace tamis::normalize
