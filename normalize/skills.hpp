#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/piece.hpp"
#include "normalize/sections.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads skills, in their groups. Immutable; safe between threads.
class SkillReader {
 public:
  explicit SkillReader(const LanguagePacks& packs);

  /// The skills of a section in their order. "Group: a, b" and a short line above a list are groups, whatever stands
  /// alone is a skill by its name. What says how well ("80 %", stars, "advanced") is not part of a skill. Linear.
  [[nodiscard]] std::vector<Skill> read(const ReadingText& text, const Section& section) const;

 private:
  struct Row;

  [[nodiscard]] std::vector<Row> read_rows(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool names_group(const ReadingText& text, const Section& section, std::size_t index) const;
  [[nodiscard]] std::vector<Piece> items_of(const Piece& list) const;
  [[nodiscard]] Piece without_level(Piece item) const;
  [[nodiscard]] bool is_level(std::string_view words) const;

  Phrases<bool> levels_, connectors_;
};

}  // namespace tamis::normalize
