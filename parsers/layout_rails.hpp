#pragma once

#include "parsers/layout_parts.hpp"

#include <cstddef>
#include <span>
#include <vector>

/// Narrow columns of dates or labels, each of which belongs to what stands beside it: timelines, margin headings,
/// forms.
namespace tamis::parsers::layout {

using SegmentRefs = std::vector<const Segment*>;

/// One label or date of such a column.
struct Label {
  SegmentRefs lines;                ///< the first, and those that its words were wrapped into
  bool date = false;                ///< its lines together are a date or a period
  const Segment* beside = nullptr;  ///< what its first line stands beside in the other column; null = white
  bool inside = false;              ///< the other column has lines above and below
  bool fits = false;                ///< a paragraph begins there, or nothing runs through
  float from = 0;                   ///< baseline (points) from which on the other column belongs to it
};

/// The labels of `narrow` beside `wide`, from top to bottom. Both are sorted by baseline.
[[nodiscard]] std::vector<Label> find_labels(const SegmentRefs& narrow, const SegmentRefs& wide);

/// What the labels of a column say about it.
struct RailEvidence {
  std::size_t beside = 0;  ///< labels beside something
  float dates = 0;         ///< share of those that are dates
  float level = 0;         ///< share of those that share a baseline with it
  float facts = 0;         ///< share of those that have digits and are no dates: hardly labels
  std::size_t inside = 0;  ///< labels inside the other column's height
  float fits = 0;          ///< share of those that fit
  bool crooked = false;    ///< a date was wrapped, or stands higher or lower than what it stands beside
};

[[nodiscard]] RailEvidence weigh(std::span<const Label> labels);

/// The segments of a label; a date's are made one, at the height of what it stands beside.
[[nodiscard]] std::vector<Segment> straighten(const Label& label);

}  // namespace tamis::parsers::layout
