#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/sections.hpp"

#include <span>

namespace tamis::normalize {

/// Tells CVs from letters, invoices, job offers, articles, minutes and whatever else people upload by mistake.
///
/// For a CV speak its headings, its dated jobs and schools, and a person who can be reached; against it speak the
/// phrases that other documents are made of (the packs' [documents]). Immutable; safe between threads.
class LikenessReader {
 public:
  explicit LikenessReader(const LanguagePacks& packs);

  /// `profile` is what the sections were read as. Linear in the text.
  [[nodiscard]] bool is_cv(const ReadingText& text, std::span<const Section> sections, const Profile& profile) const;

 private:
  [[nodiscard]] int foreign_phrases(const ReadingText& text) const;
  [[nodiscard]] bool begins_with_own_title(const ReadingText& text) const;

  Phrases<int> phrases_;               ///< that CVs do not hold, numbered
  Phrases<bool> titles_, own_titles_;  ///< of other documents, of CVs
};

}  // namespace tamis::normalize
