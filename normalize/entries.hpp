#pragma once

#include "normalize/dates.hpp"
#include "normalize/piece.hpp"
#include "normalize/sections.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tamis::normalize {

/// One job, school, engagement or publication of a section, before its words are told apart.
struct Entry {
  std::optional<Period> period;
  Piece what, where, place;    ///< as labels name them: "Position: …", "Employer" beside the words
  std::vector<Piece> head;     ///< what stands with the date, a line each, without the date
  std::vector<Piece> bullets;  ///< list items, each whole
  std::vector<Piece> prose;    ///< running text, a line each
};

/// Splits a section into its entries: one for each date that stands at the edge of a line, in a column of its own or
/// on a line of its own, above, beside or below the words that it belongs to. Immutable; safe between threads.
class EntryReader {
 public:
  EntryReader(const LanguagePacks& packs, const DateReader& dates);

  /// Linear in the section. `dates` must outlive this object.
  [[nodiscard]] std::vector<Entry> read(const ReadingText& text, const Section& section) const;

  /// Does the line go on with the next one: does it end with a preposition, a comma, an open bracket?
  [[nodiscard]] bool is_open(std::string_view words) const;

  /// Do the folded words begin with a degree of a known level?
  [[nodiscard]] bool begins_with_degree(std::string_view words) const;

  /// What folded words announce, in a language (ISO 639-1), as the label of a line or of a table's row; `alone`: they
  /// have a line to themselves, so that "Diploma" is a label and "Diploma: welding" is not.
  enum class Label : std::uint8_t { period, what, where, place, tasks, other };
  [[nodiscard]] std::optional<Label> label(std::string_view words, std::string_view language, bool alone) const;

 private:
  const DateReader& dates_;
  Phrases<bool> links_, degrees_;
  std::map<std::string, Phrases<Label>, std::less<>> labels_, alone_;  ///< by language
};

}  // namespace tamis::normalize
