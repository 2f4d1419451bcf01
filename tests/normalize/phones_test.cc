#include "normalize/phones.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

std::vector<Phone> read_phones(std::string_view language, std::string_view line) {
  static const auto text = std::make_unique<ReadingText>();
  Phrases<bool> labels;
  for (const std::string_view label : {"tel", "mobil"}) labels.add(label, true);
  *text = read_lines(language, {line});
  return find_phones(whole_piece(*text), regions_of_language(language), labels);
}

struct Number {
  std::string language, text, e164;
};

TEST(Phones, BecomeInternationalNumbers) {
  const Number numbers[] = {
      {"fr", "06.12.34.56.78", "+33612345678"},       {"fr", "+33 (0)6 12 34 56 78", "+33612345678"},
      {"fr", "0033 6 12 34 56 78", "+33612345678"},   {"en", "07911 123456", "+447911123456"},
      {"en", "(020) 7946 0018", "+442079460018"},     {"de", "0171/2345678", "+491712345678"},
      {"de", "Tel. (030) 12345678", "+493012345678"}, {"es", "612 34 56 78", "+34612345678"},
      {"it", "(+39) 347.123.4567", "+393471234567"},  {"nl", "+31 6 1234 5678", "+31612345678"},
      {"pt", "912 345 678", "+351912345678"},         {"pl", "601-234-567", "+48601234567"},
      {"pl", "0048 601 234 567", "+48601234567"}};
  for (const auto& number : numbers) {
    SCOPED_TRACE(number.text);
    const auto phones = read_phones(number.language, number.text);
    ASSERT_EQ(phones.size(), 1U);
    EXPECT_EQ(shown(phones.front().value), number.e164);
  }
}

TEST(Phones, AreNotDatesIdentifiersOrAccounts) {
  for (const std::string_view line : {"12.03.1985", "2015 - 2019", "03/2015 - 04/2019", "BSN: 123456782",
                                      "PESEL: 85061712345", "IBAN DE02120300000000202051", "12345678Z"}) {
    EXPECT_TRUE(read_phones("nl", line).empty()) << line;
  }
}

TEST(Phones, TellTwoNumbersApart) {
  const auto phones = read_phones("de", "030 12345678 / 0171 2345678");
  ASSERT_EQ(phones.size(), 2U);
  EXPECT_EQ(phones[0].value.text, CandidateText("+493012345678"));
  EXPECT_EQ(phones[1].value.text, CandidateText("+491712345678"));
}

}  // namespace
}  // namespace tamis::normalize
