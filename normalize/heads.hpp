#pragma once

#include "normalize/degrees.hpp"
#include "normalize/entries.hpp"
#include "normalize/places.hpp"

#include <functional>
#include <vector>

namespace tamis::normalize {

/// The names at the head of an entry, told apart: what somebody did (a position, a degree) and where.
struct Head {
  Piece what, where, place;
  std::vector<Piece> rest;  ///< further lines
  float confidence = 0;     ///< that `what` and `where` are not swapped, 0 to 1
};

/// Tells positions from employers and degrees from schools: by the words of the packs ([titles], [organisations]), by
/// legal forms, by places; and as one section writes all its entries alike, by the vote of all of them.
/// Immutable; safe between threads.
class HeadReader {
 public:
  /// The readers must outlive this object.
  HeadReader(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees);

  /// One head for each entry. Linear.
  [[nodiscard]] std::vector<Head> positions(const std::vector<Entry>& entries) const;
  [[nodiscard]] std::vector<Head> degrees(const std::vector<Entry>& entries) const;

  /// How far the folded words look like an organisation, or like what a person does; 0 = not at all.
  [[nodiscard]] float organisation(std::string_view words) const;
  [[nodiscard]] float school(std::string_view words) const;
  [[nodiscard]] float title(std::string_view words) const;

  /// Do the folded words name a time without work: a leave, a break?
  [[nodiscard]] bool is_absence(std::string_view words) const { return absences_.find_in(words) != nullptr; }

 private:
  using Balance = std::function<float(std::string_view)>;  // above 0: where; below 0: what

  [[nodiscard]] std::vector<Head> read(const std::vector<Entry>& entries, const Balance& balance) const;
  [[nodiscard]] Head read_lines(const std::vector<Piece>& lines, bool what_first, const Balance& balance) const;
  [[nodiscard]] Head read_inline(const Piece& line, bool what_first, const Balance& balance) const;
  [[nodiscard]] std::vector<Piece> segments(const Piece& line) const;
  void cut_place(Head& head, bool places_follow) const;
  [[nodiscard]] bool ends_with_place(const std::vector<Piece>& lines) const;
  [[nodiscard]] bool is_place(std::string_view words) const;
  [[nodiscard]] bool is_legal_form(std::string_view words) const;

  const PlaceReader& places_;
  const DegreeReader& degrees_;
  Phrases<bool> titles_, organisations_, schools_, legal_forms_, absences_;
  std::vector<std::string> title_suffixes_, organisation_suffixes_, school_suffixes_;
};

}  // namespace tamis::normalize
