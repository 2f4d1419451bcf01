#pragma once

#include "normalize/language_pack.hpp"
#include "normalize/piece.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::normalize {

/// Where somebody lives, as a text says it. Pieces that it does not say are empty.
struct Place {
  Piece address, postal_code, city, region;
  std::string country;       ///< ISO 3166-1 alpha-2, only where the text names the country
  std::string code_country;  ///< the only country whose postal codes look like this one; else empty
  float confidence = 0;
};

/// Knows towns (gazetteers/cities.tsv), postal codes (gazetteers/postal_codes.tsv) and countries (ICU, and the packs'
/// [places.countries] for what people call them besides). Immutable; safe between threads.
class PlaceReader {
 public:
  explicit PlaceReader(const LanguagePacks& packs);
  ~PlaceReader();

  /// Are the folded words a place as people write it after an employer ("leipzig", "milano (mi)", "lyon, france")?
  [[nodiscard]] bool is_place(std::string_view words) const;

  /// ISO 3166-1 alpha-2 of a country's name in folded words; empty if it is none.
  [[nodiscard]] std::string_view country(std::string_view words) const;

  /// The country of a known town in folded words; of several the first of the table. Empty if unknown.
  [[nodiscard]] std::string_view country_of_town(std::string_view words) const;

  /// The first postal address in a piece of one or more lines: a postal code with its town, what stands around them.
  [[nodiscard]] std::optional<Place> find_address(const Piece& piece) const;

  /// The piece as a town without postal code: "Kiel", "London, United Kingdom", "Genova (GE)", "Dublin 8", "5 Park Row,
  /// Leeds". Only known towns, unless a label said that a place follows.
  [[nodiscard]] std::optional<Place> read_town(const Piece& piece, bool labelled = false) const;

 private:
  [[nodiscard]] Piece without_district(const Piece& element) const;

  struct Facts;
  std::unique_ptr<const Facts> facts_;
};

}  // namespace tamis::normalize
