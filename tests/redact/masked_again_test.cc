#include "redact/lens.hpp"
#include "tests/redact/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>

/// What a copy shows of a sentence must not be found again: otherwise the label that stays says what the mask hides,
/// and no copy of the document is released.
namespace tamis::redact {
namespace {

using testing::Case;
using testing::Read;

/// The document's lines, each run of hidden words as the mark of a copy; headings as the test's documents write them.
std::string shown(const Read& read) {
  const Masks masks = testing::screener().masks(read.document, read.text, read.profile, View::client);
  std::string text;
  for (const TextLine& line : read.text.lines) {
    if (line.role == BlockRole::heading) text += "# ";
    bool in_hidden = false;
    for (const TextWord& word : read.text.words) {
      if (!line.span.contains(word.span)) continue;
      const bool hidden = masks.hide(word.span);
      if (hidden && in_hidden) continue;
      text += hidden ? "[…]" : std::string(read.text.slice(word.span, Purpose::screening));
      text += ' ';
      in_hidden = hidden;
    }
    text += '\n';
  }
  return text;
}

bool has_letters(const std::string& words) {
  return std::ranges::any_of(words, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool shows_nothing(const Case& each, const std::string& language, std::string& found) {
  const std::string copy = shown(Read(testing::document_around(language, each.section, each.words)));
  const Read again(copy);
  const Lens lens(View::client, testing::screener().policy(), no_choice, again.text);
  for (const Finding& finding : lens.hidden(again.findings())) {
    if (!finding.span || !has_letters(again.words(finding))) continue;
    found += language + ".tsv:" + std::to_string(each.line) + ": " + finding.rule + ": " + again.words(finding) + "\n";
    return false;
  }
  return true;
}

class MaskedAgain : public ::testing::TestWithParam<std::string> {};

TEST_P(MaskedAgain, IsWithoutFindings) {
  std::string found;
  for (const Case& each : testing::cases_of(GetParam())) shows_nothing(each, GetParam(), found);
  EXPECT_TRUE(found.empty()) << found;
}

INSTANTIATE_TEST_SUITE_P(Languages, MaskedAgain, ::testing::ValuesIn(testing::languages()),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace tamis::redact
