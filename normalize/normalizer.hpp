#pragma once

#include "core/clock.hpp"
#include "core/document.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "normalize/calibration.hpp"
#include "normalize/language_pack.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tamis::normalize {

/// Turns a document into a reading text, and that into a profile, with the language packs that are built in.
///
/// Immutable once loaded and safe between threads. Loading compiles every pattern: keep one for the program's life.
class Normalizer {
 public:
  /// `pack_invalid` if a pack does not hold; `place.byte` is then the offending line.
  [[nodiscard]] static Result<Normalizer> load();

  /// With these packs instead, each read with `read_pack`, and this calibration.
  [[nodiscard]] static Normalizer with(const LanguagePacks& packs, Calibration calibration = {});

  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;
  Normalizer& operator=(Normalizer&&) noexcept;

  /// The document as one NFC text in reading order, folded, with its languages. Linear in the document.
  [[nodiscard]] ReadingText read(const Document& document) const;

  /// What the text says about a person; only what it says, and nothing if the document does not look like a CV. `today`
  /// is what "present" is read against where the document does not know when it was written (`written_on`, ISO date,
  /// may be empty).
  [[nodiscard]] Profile profile(const ReadingText& text, const std::string& written_on, TimePoint today) const;

  /// What the operator and the candidate should know about a profile that this text gave: `probably_not_a_cv`, missing
  /// contact or dates, gaps, overlaps. Linear in the jobs but for overlaps.
  [[nodiscard]] std::vector<Warning> review(const ReadingText& text, const Profile& profile,
                                            const std::string& written_on, TimePoint today) const;

  /// Folds terms as the reading text was folded. Lives as long as this object.
  [[nodiscard]] const TextFolder& folder() const;

  /// A short hash of everything that decides the result: packs and rules.
  [[nodiscard]] const std::string& version() const;

 private:
  struct Parts;
  explicit Normalizer(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace tamis::normalize
