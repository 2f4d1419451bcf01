#include "normalize/language_tests.hpp"

#include "normalize/gazetteer.hpp"
#include "normalize/phrases.hpp"

#include <re2/re2.h>

#include <charconv>
#include <vector>

namespace tamis::normalize {
namespace {

/// A level and the least score that proves it; 0 where the test itself does.
struct Proof {
  double score = 0;
  std::string_view level;
};

double number_of(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

const Phrases<std::vector<Proof>>& tests() {
  static const Phrases<std::vector<Proof>> known = [] {
    Phrases<std::vector<Proof>> read;
    std::vector<Proof> proofs;
    std::string_view test;
    const auto keep = [&] {
      if (!proofs.empty()) read.add(test, std::move(proofs));
      proofs = {};
    };
    for (const auto& row : gazetteer("language_tests.tsv")) {
      if (row[0] != test) keep();
      test = row[0];
      proofs.push_back({number_of(row[1]), row[2]});
    }
    keep();
    return read;
  }();
  return known;
}

/// The first number in the words: "7,5" and "7.5".
std::optional<double> score_in(std::string_view words) {
  static const re2::RE2 number(R"((?:^|[^\d.,])(\d{1,3})(?:[.,](\d))?(?:[^\d.,]|[.,]$|$))");
  std::string whole, tenth;
  if (!re2::RE2::PartialMatch(words, number, &whole, &tenth)) return std::nullopt;
  return number_of(tenth.empty() ? whole : whole + "." + tenth);
}

}  // namespace

std::optional<std::string> level_of_test(std::string_view words) {
  std::optional<std::string> level;
  tests().for_each_match(words, [&](std::size_t start, const auto& match) {
    if (level) return;
    const auto score = score_in(words.substr(start + match.size));
    for (const auto& proof : *match.meaning) {
      if (proof.score == 0 || (score && *score >= proof.score)) level = proof.level;
    }
  });
  return level;
}

}  // namespace tamis::normalize
