#pragma once

#include "normalize/degrees.hpp"
#include "normalize/occupations.hpp"
#include "normalize/piece.hpp"
#include "normalize/places.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tamis::normalize {

/// Weighs the words at the head of an entry: do they look like what somebody did or like where? By the words of the
/// packs ([titles], [organisations]) and the table of occupations, by legal forms, by places and by the casing of
/// names. Immutable; safe between threads.
class HeadEvidence {
 public:
  /// The readers must outlive this object.
  HeadEvidence(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees,
               const OccupationReader& occupations);

  /// How far folded words look like an organisation, a school, or what a person does; 0 = not at all.
  [[nodiscard]] float organisation(std::string_view words) const;
  [[nodiscard]] float school(std::string_view words) const;
  [[nodiscard]] float title(std::string_view words) const;

  /// Above 0 for an employer, below 0 for a position.
  [[nodiscard]] float employer_balance(const Piece& piece) const;
  /// Above 0 for a school, below 0 for a degree.
  [[nodiscard]] float school_balance(const Piece& piece) const;

  [[nodiscard]] bool is_place(std::string_view words) const;
  [[nodiscard]] bool is_legal_form(std::string_view words) const;
  /// A time without work: a leave, a break.
  [[nodiscard]] bool is_absence(std::string_view words) const { return absences_.find_in(words) != nullptr; }
  /// What kind of contract it was, and nothing else: "CDI", "Vollzeit", "part-time".
  [[nodiscard]] bool is_contract(std::string_view words) const { return contracts_.find(words) != nullptr; }

 private:
  const PlaceReader& places_;
  const DegreeReader& degrees_;
  const OccupationReader& occupations_;
  Phrases<bool> titles_, contracts_, organisations_, schools_, legal_forms_, self_, absences_;
  std::vector<std::string> title_suffixes_, organisation_suffixes_, school_suffixes_;
};

}  // namespace tamis::normalize
