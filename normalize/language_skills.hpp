#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/sections.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads the languages that a person speaks, with their levels. Immutable; safe between threads.
class LanguageSkillReader {
 public:
  explicit LanguageSkillReader(const LanguagePacks& packs);
  [[nodiscard]] std::vector<Language> read(const ReadingText& text, const Section& section) const;
};

}  // namespace tamis::normalize
