#pragma once

#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::normalize {

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

 private:
  std::map<std::string, Phrases<std::int32_t>, std::less<>> levels_;  ///< by language
  Phrases<bool> qualifications_;
};

}  // namespace tamis::normalize
