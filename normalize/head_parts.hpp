#pragma once

#include "normalize/head_evidence.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/piece.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tamis::normalize {

/// What stands before a part of a head.
enum class Joint : std::uint8_t {
  line,   ///< the start of a line
  comma,  ///< "," or ";"
  sign,   ///< " - ", " | ", " • ", " @ "
  at,     ///< a word that only an employer follows: "bei", "chez", "presso", "w firmie"
  in,     ///< a word that an employer may follow, or anything else: "in", "für", "pour"
};

/// A stretch of a head between two joints.
struct HeadPart {
  Piece piece;
  Joint before = Joint::line;
  std::size_t line = 0;
};

/// Cuts the lines at the head of an entry where names may meet. Immutable; safe between threads.
class HeadCutter {
 public:
  /// `evidence` must outlive this object.
  HeadCutter(const LanguagePacks& packs, const HeadEvidence& evidence);

  /// The parts of all lines, in their order; what only names a contract is left out. A legal form stays with its name.
  [[nodiscard]] std::vector<HeadPart> cut(const std::vector<Piece>& lines) const;

  /// The parts between signs and commas.
  [[nodiscard]] std::vector<Piece> at_signs(const Piece& line) const;

 private:
  [[nodiscard]] std::optional<Piece> where_in_brackets(const Piece& line) const;
  void cut_line(const Piece& line, std::size_t index, std::vector<HeadPart>& parts) const;
  void cut_at_words(HeadPart part, std::vector<HeadPart>& parts) const;

  const HeadEvidence& evidence_;
  [[nodiscard]] const Phrases<Joint>& in(const std::string& language) const;

  Phrases<Joint> at_, any_in_;                             ///< in any language
  std::map<std::string, Phrases<Joint>, std::less<>> in_;  ///< by language
};

}  // namespace tamis::normalize
