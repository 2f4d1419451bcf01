#pragma once

#include "normalize/degrees.hpp"
#include "normalize/entries.hpp"
#include "normalize/head_evidence.hpp"
#include "normalize/head_parts.hpp"
#include "normalize/head_readings.hpp"
#include "normalize/places.hpp"

#include <vector>

namespace tamis::normalize {

/// The names at the head of an entry, told apart: what somebody did (a position, a degree) and where.
struct Head {
  Piece what, where, place;
  std::vector<Piece> rest;  ///< further lines
  float confidence = 0;     ///< that `what` and `where` are not swapped, 0 to 1
};

/// Tells positions from employers and degrees from schools. Every way to read a head is weighed: the evidence of its
/// words, the joint where what and where meet; and as one section writes all its entries alike, how well the same
/// shape reads the others. Immutable; safe between threads.
class HeadReader {
 public:
  /// The readers must outlive this object.
  HeadReader(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees,
             const OccupationReader& occupations);

  /// One head for each entry. Linear.
  [[nodiscard]] std::vector<Head> positions(const std::vector<Entry>& entries) const;
  /// The same where there is no room for a place, which stays with the name: "Greens, Norwich South".
  [[nodiscard]] std::vector<Head> engagements(const std::vector<Entry>& entries) const;
  [[nodiscard]] std::vector<Head> degrees(const std::vector<Entry>& entries) const;

  /// How far the folded words look like an organisation, a school, or what a person does; 0 = not at all.
  [[nodiscard]] float organisation(std::string_view words) const { return evidence_.organisation(words); }
  [[nodiscard]] float school(std::string_view words) const { return evidence_.school(words); }
  [[nodiscard]] float title(std::string_view words) const { return evidence_.title(words); }

  /// Do the folded words name a time without work: a leave, a break?
  [[nodiscard]] bool is_absence(std::string_view words) const { return evidence_.is_absence(words); }

 private:
  [[nodiscard]] std::vector<Head> read(const std::vector<Entry>& entries, const HeadKind& kind) const;
  [[nodiscard]] bool ends_with_place(const std::vector<Piece>& lines) const;
  void cut_place(Head& head, bool places_follow, bool towns) const;
  void cut_bracket(Head& head) const;

  HeadEvidence evidence_;
  HeadCutter cutter_;
};

}  // namespace tamis::normalize
