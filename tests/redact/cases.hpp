#pragma once

#include "core/finding.hpp"
#include "tests/redact/support.hpp"

#include <string>
#include <vector>

/// The sentences that the rules are held to: `cases/<language>.tsv`, written from the law and the language.
///
/// A line has three fields: the category that must be found, or "none" for what must not alarm; the section of a CV in
/// which it stands; and the words. "|" is a line's end, and braces mark words that the finding must reach.
namespace tamis::redact::testing {

struct Case {
  std::string category;
  std::string section;
  std::string words;   ///< without braces, with line ends
  std::string marked;  ///< the words in braces; empty if there are none
  int line = 0;

  [[nodiscard]] bool is_negative() const { return category == "none"; }
};

[[nodiscard]] const std::vector<std::string>& languages();
[[nodiscard]] std::vector<Case> cases_of(const std::string& language);
/// A small CV of the language with these words in that section, by a person without a story.
[[nodiscard]] std::string document_around(const std::string& language, const std::string& section,
                                          const std::string& words);
/// The case's category was found, or, of a negative, nothing of basis gdpr-9, gdpr-10 or identifier.
[[nodiscard]] bool holds(const Case& each, const Read& read);
/// The same of the case as it stands in the file.
[[nodiscard]] bool holds(const Case& each, const std::string& language);

}  // namespace tamis::redact::testing
