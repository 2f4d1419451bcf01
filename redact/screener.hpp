#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "core/screened.hpp"

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
  [[nodiscard]] static Result<Screener> load(const TextFolder& folder);

  ~Screener();
  Screener(Screener&&) noexcept;
  Screener& operator=(Screener&&) noexcept;

  /// Every sensitive place, sorted by place: linear in the text. Photos come from the document's images.
  [[nodiscard]] std::vector<Finding> find(const Document& document, const ReadingText& text,
                                          const Profile& profile) const;

  /// Findings, evidence, clearance and the three views in one. `about` is what the record says about the file (name,
  /// digest, size); the rest of it is filled in here. `with_text` keeps the reading text in the full view.
  [[nodiscard]] Screened screen(const Document& document, const ReadingText& text, const Profile& profile,
                                RecordDocument about, bool with_text = false) const;

  /// A short hash of everything that decides the result.
  [[nodiscard]] const std::string& version() const;

 private:
  struct Rules;
  explicit Screener(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace tamis::redact
