#pragma once

#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/piece.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::normalize {

/// A degree as somebody writes it, in its two parts; the area is empty if the words name none.
struct DegreeParts {
  Piece degree, area;
};

/// Knows degrees and diplomas and their level, from the packs' [degrees]: `level1` to `level8` as the countries of a
/// language referenced their frameworks to the European one, and `words` for qualifications of no fixed level.
/// Immutable; safe between threads.
class DegreeReader {
 public:
  explicit DegreeReader(const LanguagePacks& packs);

  /// The European Qualifications Framework level of a degree in folded words: by the given language (ISO 639-1; may be
  /// empty), else by any other; nothing if unknown. Of several degrees the first counts.
  [[nodiscard]] std::optional<std::int32_t> eqf(std::string_view study_type, std::string_view language) const;

  /// Do the folded words name a degree, diploma, certificate of a school, or another qualification?
  [[nodiscard]] bool is_degree(std::string_view words) const;

  /// Where the degree ends and its area begins: at a sign ("Master - Informatique"), at a word that leads to the area
  /// (`area_in`; after a university's degree also `area_of`: "Licence de droit"), or where other words follow a
  /// known degree ("CAP Cuisine", "Bachelor informatica"), unless its name needs the words after it (`complemented`:
  /// "Técnico en Cocina"). The degree may stand behind its area: "Informatik (B.Sc.)", "History, BA". Linear.
  [[nodiscard]] DegreeParts split(const Piece& words) const;

 private:
  struct Qualification {
    std::int32_t level = 0;  ///< 0: not fixed
    bool complemented = false;
  };

  struct Name {
    std::size_t start = 0, end = 0;  ///< bytes of the words
    Qualification kind;
  };

  [[nodiscard]] std::optional<Name> find_name(const Piece& piece) const;
  [[nodiscard]] std::size_t end_of_name(const Piece& piece, std::size_t end) const;
  [[nodiscard]] Piece without_label(const Piece& area) const;
  [[nodiscard]] std::optional<std::size_t> area_start(const Piece& words, const Name& name) const;

  std::map<std::string, Phrases<std::int32_t>, std::less<>> levels_;  ///< by language
  Phrases<Qualification> qualifications_;
  Phrases<bool> area_in_, area_of_, links_;
};

}  // namespace tamis::normalize
