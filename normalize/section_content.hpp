#pragma once

#include "normalize/degrees.hpp"
#include "normalize/entries.hpp"
#include "normalize/heads.hpp"
#include "normalize/language_skills.hpp"
#include "normalize/sections.hpp"

#include <optional>
#include <span>
#include <vector>

namespace tamis::normalize {

/// Tells what a part of a CV is about from what stands in it, where no heading says so: dated jobs, dated degrees,
/// languages, pastimes ([interests] of the packs), skills, sentences. Immutable; safe between threads.
class SectionContent {
 public:
  /// The readers must outlive this object.
  SectionContent(const LanguagePacks& packs, const SectionReader& sections, const EntryReader& entries,
                 const HeadReader& heads, const DegreeReader& degrees, const LanguageSkillReader& languages,
                 const DateReader& dates);

  /// Gives sections under headings that no pack knows, or whose heading can mean a list as well ("Qualifications",
  /// "Activities"), the kind of their content, and, in a CV without jobs, takes the
  /// jobs, schools and lists out of what stands before the first heading. Keeps every line. Linear.
  [[nodiscard]] std::vector<Section> complete(const ReadingText& text, std::vector<Section> sections) const;

 private:
  [[nodiscard]] std::optional<SectionKind> kind_of(const ReadingText& text, const Section& section,
                                                   std::span<const Section> others) const;
  [[nodiscard]] std::optional<SectionKind> kind_of_entries(const std::vector<Entry>& entries) const;
  [[nodiscard]] std::optional<SectionKind> kind_of_list(const ReadingText& text, const Section& section,
                                                        std::span<const Section> others) const;
  [[nodiscard]] std::vector<Piece> items_of(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::optional<SectionKind> kind_of_heading(const SectionReader::Leaning& leaning) const;
  [[nodiscard]] bool is_dated(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool lists_no_school(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool lists_schools(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool is_run_in(const ReadingText& text, std::size_t line, SectionKind kind) const;
  void take_out_run_ins(const ReadingText& text, std::vector<Section>& sections) const;
  void take_out_signature(const ReadingText& text, std::vector<Section>& sections) const;
  [[nodiscard]] std::optional<SectionKind> kind_of_bare_list(const ReadingText& text, const Section& block,
                                                             std::span<const Section> others) const;
  [[nodiscard]] bool lists_pastimes(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool is_unknown(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Section> take_apart(const ReadingText& text, const Section& header) const;
  [[nodiscard]] std::optional<SectionKind> kind_of_block(const ReadingText& text, const Section& block) const;

  const SectionReader& sections_;
  const EntryReader& entries_;
  const HeadReader& heads_;
  const DegreeReader& degrees_;
  const LanguageSkillReader& languages_;
  const DateReader& dates_;
  Phrases<bool> pastimes_;
};

}  // namespace tamis::normalize
