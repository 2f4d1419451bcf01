#pragma once

#include "normalize/language_pack.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tamis::normalize {

/// Knows degrees and diplomas and their level. Immutable; safe between threads.
class DegreeReader {
 public:
  explicit DegreeReader(const LanguagePacks& packs);

  /// The European Qualifications Framework level of a degree in folded words, in the given language's country of use
  /// (ISO 639-1; may be empty); nothing if unknown.
  [[nodiscard]] std::optional<std::int32_t> eqf(std::string_view study_type, std::string_view language) const;

  /// Do the folded words name a degree, diploma, certificate of a school, or another qualification?
  [[nodiscard]] bool is_degree(std::string_view words) const;
};

}  // namespace tamis::normalize
