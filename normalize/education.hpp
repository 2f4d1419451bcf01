#pragma once

#include "core/profile.hpp"
#include "normalize/degrees.hpp"
#include "normalize/entries.hpp"
#include "normalize/heads.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads schools and degrees. Immutable; safe between threads.
class EducationReader {
 public:
  /// The readers must outlive this object.
  EducationReader(const LanguagePacks& packs, const EntryReader& entries, const HeadReader& heads,
                  const DegreeReader& degrees);

  /// In the order of the text. One date alone is the end: the year of the degree.
  [[nodiscard]] std::vector<Education> read(const ReadingText& text, const Section& section) const;

 private:
  [[nodiscard]] bool is_score(std::string_view words) const;
  [[nodiscard]] Piece without_score(const Piece& what, Piece& score) const;

  const EntryReader& entries_;
  const HeadReader& heads_;
  const DegreeReader& degrees_;
  Phrases<bool> scores_;
};

}  // namespace tamis::normalize
