#pragma once

#include "core/profile.hpp"
#include "normalize/entries.hpp"
#include "normalize/heads.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads jobs. Immutable; safe between threads.
class WorkReader {
 public:
  /// The readers must outlive this object.
  WorkReader(const EntryReader& entries, const HeadReader& heads) : entries_(entries), heads_(heads) {}

  /// In the order of the text. A position without employer of its own has that of the one above it.
  [[nodiscard]] std::vector<Work> read(const ReadingText& text, const Section& section) const;

 private:
  const EntryReader& entries_;
  const HeadReader& heads_;
};

/// The newest first: what goes on, then by end, then by start; what has no date keeps its place.
void sort_newest_first(std::vector<Work>& work);
void sort_newest_first(std::vector<Education>& education);

/// Months of work from the union of the jobs' periods. What goes on ends in `present` (ISO date); a year without month
/// counts from January to December. Nothing if no job has a start.
[[nodiscard]] std::optional<std::int32_t> experience_months(const std::vector<Work>& work, std::string_view present);

}  // namespace tamis::normalize
