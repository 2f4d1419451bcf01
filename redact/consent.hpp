#pragma once

#include "core/error.hpp"
#include "core/reading_text.hpp"
#include "core/record.hpp"
#include "redact/shadow.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::redact {

/// A sentence in which the candidate allows a recruiter to process the CV. Metadata, and never a consent under
/// Art. 9(2)(a): it is addressed to nobody in particular, and who wrote it cannot take it back here.
struct ConsentClause {
  Span span;                          ///< bytes of the reading text
  std::string language;               ///< ISO 639-1
  std::vector<std::string> statutes;  ///< the laws that it cites, by their names in `consent.toml`
  bool stale = false;                 ///< it cites laws, and none that governs today
  bool special = false;               ///< it speaks of special categories of data
};

/// Finds consent clauses. Immutable, safe between threads; linear in the text.
class ConsentClauses {
 public:
  /// From `consent.toml`; `pack_invalid` if it does not hold.
  [[nodiscard]] static Result<ConsentClauses> read(std::string_view toml, const TextFolder& folder);
  ~ConsentClauses();
  ConsentClauses(ConsentClauses&&) noexcept;
  ConsentClauses& operator=(ConsentClauses&&) noexcept;

  /// Sorted by place; they do not overlap.
  [[nodiscard]] std::vector<ConsentClause> find_in(const Shadow& shadow) const;

 private:
  struct Patterns;
  explicit ConsentClauses(std::unique_ptr<const Patterns> patterns);
  std::unique_ptr<const Patterns> patterns_;
};

/// As the record of the full view tells them.
[[nodiscard]] std::vector<RecordConsentClause> to_record(const std::vector<ConsentClause>& clauses,
                                                         const ReadingText& text);

}  // namespace tamis::redact
