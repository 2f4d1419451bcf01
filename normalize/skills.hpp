#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/sections.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads skills, in their groups. Immutable; safe between threads.
class SkillReader {
 public:
  explicit SkillReader(const LanguagePacks& packs);
  [[nodiscard]] std::vector<Skill> read(const ReadingText& text, const Section& section) const;
};

}  // namespace tamis::normalize
