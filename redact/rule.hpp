#pragma once

#include "core/embedded.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"
#include "core/reading_text.hpp"

#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

/// The rules as data: what `categories/*.toml` and `context.toml` say, read and checked.
///
/// Patterns in the files are RE2 expressions in ordinary spelling; they are folded as the text is. On top of RE2:
/// a space stands for a space or a line end; `{name}` stands for a list of the file, whose entries are patterns too;
/// a list entry that begins with `=` is an acronym, which counts only where the document writes it in capitals; every
/// pattern begins and ends at a word's edge. Class escapes in capitals (`\S`, `\W`, `\D`, `\B`) do not survive folding
/// and are refused.
namespace tamis::redact {

/// The part of a CV in which something stands.
enum class Section : std::uint8_t {
  unknown,
  personal,
  summary,
  work,
  education,
  skills,
  languages,
  certificates,
  volunteer,
  interests,
  other,
  references,
  projects,
  publications,
  awards,
};
constexpr std::size_t section_count = 15;
using SectionSet = std::bitset<section_count>;

/// How far the finding reaches from what the pattern matched.
enum class Extent : std::uint8_t {
  match,   ///< the match itself; of a labelled field its value
  clause,  ///< to the commas around
  entry,   ///< among voluntary commitments the whole entry, elsewhere the clause
};

/// One way in which a candidate discloses something.
struct Rule {
  std::string id;  ///< language.category.what
  Category category{};
  Disclosure disclosure = Disclosure::stated;
  Extent extent = Extent::clause;
  float confidence = 0;
  std::string reason;
  std::vector<std::string> patterns;    ///< ready for RE2; a group named `value` is the finding's core
  SectionSet within;                    ///< where it applies
  std::optional<std::uint32_t> lead;    ///< words of the clause before the match, at most
  std::optional<std::uint32_t> length;  ///< words of the clause, at most
  std::optional<std::string> language;  ///< applies only to documents mostly in it
  bool labelled = false;                ///< a field: must open its clause unless a colon follows the label; among
                                        ///< personal data the label may also have a line of its own
  std::vector<std::uint32_t> vetoes;    ///< into `RuleBook::vetoes`
};

/// How a checked number is recognised.
struct NumberRule {
  std::string id;
  Category category{};
  float confidence = 0;
  std::string reason;
  std::string shape;  ///< '9' a digit, 'a' a letter, '*' either; separators are passed over; an IBAN's goes on
  std::string check;  ///< of `identifiers.hpp`; empty = shape only
  std::string label;  ///< pattern of the words beside it; empty = needs none
  bool needs_label = true;
};

/// A reason not to believe a match. Words that the match itself holds are none: no rule can veto what it looks for.
struct Veto {
  std::string name;
  std::vector<std::string> patterns;
  bool wide = false;  ///< looked for in the whole statement, not only up to a little behind the match
};

struct RuleBook {
  std::vector<Rule> rules;
  std::vector<NumberRule> numbers;
  std::vector<Veto> vetoes;
  std::map<std::string, Section> headings;  ///< folded heading → section
  std::vector<std::string> date_words;      ///< folded and sorted; they do not count as words before a match
  std::set<std::string> languages;          ///< ISO 639-1 of the rules: what can be screened
};

/// Reads and checks every file. `pack_invalid`, with the line as a fact, for what does not hold.
[[nodiscard]] Result<RuleBook> read_rules(std::span<const EmbeddedFile> files, const TextFolder& folder);

}  // namespace tamis::redact

template <>
struct tamis::Names<tamis::redact::Section> {
  static constexpr std::array<std::string_view, tamis::redact::section_count> value{
      "unknown",   "personal",  "summary", "work",       "education", "skills",       "languages", "certificates",
      "volunteer", "interests", "other",   "references", "projects",  "publications", "awards"};
};

template <>
struct tamis::Names<tamis::redact::Extent> {
  static constexpr std::array<std::string_view, 3> value{"match", "clause", "entry"};
};
