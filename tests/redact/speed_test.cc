#include "tests/redact/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

/// Screening is linear: a hundred times the text costs about a hundred times as much.
namespace tamis::redact {
namespace {

constexpr std::size_t small = 10'000, large = 1'000'000;
constexpr double most = 120;  // times the time of a hundredth of the text
constexpr int repeats = 5;

std::string filled(const std::string& unit, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  return text;
}

/// Sentences that are found and sentences that are not, in all languages.
std::string sentences() {
  std::string text;
  for (const std::string& language : testing::languages()) {
    const auto cases = testing::cases_of(language);
    for (std::size_t i = 0; i < cases.size(); i += 9) text += cases[i].words + "\n";
  }
  return text;
}

/// Processor time of this thread, since the machine may do other things besides.
double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double cost(const std::string& words, int times) {
  const Document document = testing::document_of(words);
  const ReadingText text = testing::normalizer().read(document);
  double least = 1e9;
  for (int i = 0; i < times; ++i) {
    const double start = seconds();
    (void)testing::screener().find(document, text, Profile());
    least = std::min(least, seconds() - start);
  }
  return least;
}

class Screening : public ::testing::TestWithParam<std::pair<const char*, std::string>> {};

TEST_P(Screening, CostsAsMuchAsTheTextIsLong) {
  const std::string& unit = GetParam().second;
  EXPECT_LE(cost(filled(unit, large), 1), most * cost(filled(unit, small), repeats));
}

INSTANTIATE_TEST_SUITE_P(Texts, Screening,
                         ::testing::Values(std::pair("Sentences", sentences()),
                                           std::pair("WordsWithoutAnEnd", std::string("member of the union and ")),
                                           std::pair("Digits", std::string("12345 67890 ")),
                                           std::pair("Commas", std::string("RQTH, diabetes, "))),
                         [](const auto& each) { return std::string(each.param.first); });

}  // namespace
}  // namespace tamis::redact
