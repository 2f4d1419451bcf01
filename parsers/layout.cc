#include "parsers/layout.hpp"

#include "parsers/layout_parts.hpp"

#include <algorithm>
#include <utility>

namespace tamis::parsers {

std::vector<Block> lay_out(PlacedPage page) {
  std::vector<layout::Segment> segments = layout::find_segments(std::move(page.words), page.drawings);
  const layout::PageStyle style = layout::measure_style(segments, page.drawings);
  std::vector<layout::Region> regions = layout::find_regions(std::move(segments), page.drawings);
  std::int32_t next_row = 0;
  for (const layout::Region& region : regions) next_row = std::max(next_row, region.row + 1);
  std::vector<Block> blocks;
  for (layout::Region& region : regions) layout::append_blocks(std::move(region), style, next_row, blocks);
  return blocks;
}

}  // namespace tamis::parsers
