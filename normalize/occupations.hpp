#pragma once

#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "normalize/language_pack.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tamis::normalize {

/// Knows which group of the International Standard Classification of Occupations (ISCO-08, International Labour
/// Office) a job title belongs to, from gazetteers/occupations/CODE.tsv of each pack's language, which need not exist.
///
/// A title is its head noun ("nurse", "Pfleger", "infirmière") and what stands beside it. Of the rows whose head is the
/// title's head and whose other words all stand beside it, the one with most words decides. Immutable; safe between
/// threads.
class OccupationReader {
 public:
  /// `folder` must outlive this object.
  OccupationReader(const LanguagePacks& packs, const TextFolder& folder);

  /// The code of a title as written, one to four digits, as the first of the given languages (ISO 639-1) means it that
  /// knows its head; empty if that decides nothing. Of several jobs in one title the first counts. Linear in the title.
  [[nodiscard]] std::string_view code(std::string_view title, std::span<const std::string_view> languages) const;

  /// Is the head of a title in folded words one that the language (ISO 639-1) or English knows, whatever its code?
  [[nodiscard]] bool knows(std::string_view folded, std::string_view language) const;

  /// Sets the codes of the label and of each job: by the languages of the text, largest share first, then by English,
  /// whose titles people use everywhere.
  void read(const ReadingText& text, Profile& profile) const;

 private:
  struct Table;
  const TextFolder& folder_;
  std::map<std::string, std::shared_ptr<const Table>, std::less<>> tables_;  ///< by language
};

}  // namespace tamis::normalize
