#pragma once

#include "core/choice.hpp"
#include "core/document.hpp"
#include "core/error.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "core/screened.hpp"
#include "redact/masks.hpp"
#include "redact/policy.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tamis::redact {

/// Finds sensitive content and makes the only thing that may be stored.
///
/// Immutable once loaded and safe between threads. Loading compiles every rule: keep one for the program's life.
class Screener {
 public:
  /// `pack_invalid` if a category file does not hold. The folder is used while loading only.
  [[nodiscard]] static Result<Screener> load(const TextFolder& folder, Policy policy = Policy::standard());

  ~Screener();
  Screener(Screener&&) noexcept;
  Screener& operator=(Screener&&) noexcept;

  /// Every sensitive place, sorted by place: linear in the text. Photos come from the document's images.
  [[nodiscard]] std::vector<Finding> find(const Document& document, const ReadingText& text,
                                          const Profile& profile) const;

  /// Findings, evidence, clearance and the three views in one. `about` is what the record says about the file (name,
  /// digest, size); the rest of it is filled in here. `with_text` keeps the reading text in the full view. The choices
  /// are those of the candidate.
  [[nodiscard]] Screened screen(const Document& document, const ReadingText& text, const Profile& profile,
                                RecordDocument about, bool with_text = false, const Choices& choices = no_choice) const;

  /// What a view hides of the document itself.
  [[nodiscard]] Masks masks(const Document& document, const ReadingText& text, const Profile& profile, View view,
                            const Choices& choices = no_choice) const;

  /// A short hash of everything that decides the result, such as "rules 1a2b3c4d policy 5e6f7a8b".
  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const Policy& policy() const;

 private:
  struct Rules;
  explicit Screener(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace tamis::redact
