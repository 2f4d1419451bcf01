#pragma once

#include "parsers/layout.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The steps behind `lay_out`, in their order: words become segments, segments regions, regions blocks.
namespace tamis::parsers::layout {

/// Words that stand side by side without a gap wider than a space. `words` are in reading order.
struct Segment {
  std::vector<PlacedWord> words;
  Box box;
  float baseline = 0;
  float size = 0;             ///< of the font, in points; the largest of its words
  std::int32_t position = 0;  ///< of its first word in the file
  bool item = false;          ///< a bullet stands before it, which is not among the words
  float mark_left = 0;        ///< of that bullet
};

/// Segments that share a baseline, from left to right.
using Row = std::vector<Segment>;

/// Whether two segments stand on one line of the page.
[[nodiscard]] bool share_baseline(const Segment& one, const Segment& other);

[[nodiscard]] std::vector<Segment> find_segments(std::vector<PlacedWord> words, std::span<const DrawnBox> drawings);
/// From top to bottom.
[[nodiscard]] std::vector<Row> find_rows(std::vector<Segment> segments);

/// A part of the page that is read from top to bottom before the next one.
struct Region {
  enum class Part : std::uint8_t { flow, label, value } part = Part::flow;
  std::int32_t column = 0;  ///< counts columns, sidebars and bands in reading order
  std::int32_t row = -1;    ///< shared by the label and the value of one row
  bool ruled = false;       ///< the row is that of a table with drawn lines
  std::vector<Segment> segments;
};

/// Cuts a page into regions, in reading order.
[[nodiscard]] std::vector<Region> find_regions(std::vector<Segment> segments, std::span<const DrawnBox> drawings);

/// What all regions of a page have in common.
struct PageStyle {
  float body_size = 10;  ///< points, of most letters
  bool body_bold = false;
  std::uint32_t body_colour = 0;
  std::span<const DrawnBox> drawings;
};

[[nodiscard]] PageStyle measure_style(std::span<const Segment> segments, std::span<const DrawnBox> drawings);

/// Appends the blocks of a region. `next_row` numbers the visual rows of the page.
void append_blocks(Region region, const PageStyle& style, std::int32_t& next_row, std::vector<Block>& blocks);

[[nodiscard]] std::string text_of(const Segment& segment);
/// A day, month, year or period, in any language: digits that make one, and little else.
[[nodiscard]] bool looks_like_date(std::string_view text);
/// Words about a date, as they stand in a line that does not hold the whole period: "since September 2011 until".
[[nodiscard]] bool may_be_half_a_period(std::string_view text);
/// How many days, months or years a text that looks like a date names.
[[nodiscard]] std::size_t count_dates(std::string_view text);
/// A mark that stands before an item of a list.
[[nodiscard]] bool is_bullet(std::string_view word);

}  // namespace tamis::parsers::layout
