#include "parsers/layout_parts.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float narrowest_gutter = 7;   ///< points
constexpr std::size_t fewest_rows = 3;  ///< on each side of a gutter
constexpr float narrow_side = 0.42F;    ///< of the whole width: no wider is a column of labels or dates

struct Extent {
  float left = 0, right = 0;
};

/// A white strip with rows on both sides, and the rows (by index, end excluded) that it parts.
struct Gutter {
  float x = 0;
  std::size_t first_row = 0, end_row = 0;
  std::size_t left_rows = 0, right_rows = 0;
};

Extent extent_of(std::span<const Row> rows) {
  Extent extent{1e9F, -1e9F};
  for (const Row& row : rows) {
    extent.left = std::min(extent.left, row.front().box.left);
    for (const Segment& segment : row) extent.right = std::max(extent.right, segment.box.right);
  }
  return extent;
}

bool crosses(const Row& row, float x) {
  constexpr float margin = narrowest_gutter / 2;
  return std::ranges::any_of(
      row, [&](const Segment& segment) { return segment.box.left < x + margin && segment.box.right > x - margin; });
}

bool is_left(const Segment& segment, float x) { return segment.box.right <= x; }

/// The longest stretch of rows that a strip at `x` parts.
Gutter stretch_at(std::span<const Row> rows, float x) {
  Gutter best{.x = x};
  Gutter now{.x = x};
  const auto rank = [](const Gutter& gutter) { return std::min(gutter.left_rows, gutter.right_rows); };
  for (std::size_t i = 0; i <= rows.size(); ++i) {
    if (i == rows.size() || crosses(rows[i], x)) {
      now.end_row = i;
      if (rank(now) > rank(best)) best = now;
      now = {.x = x, .first_row = i + 1};
      continue;
    }
    const auto lefts = std::ranges::count_if(rows[i], [&](const Segment& each) { return is_left(each, x); });
    now.left_rows += lefts > 0 ? 1 : 0;
    now.right_rows += static_cast<std::size_t>(lefts) < rows[i].size() ? 1 : 0;
  }
  return best;
}

struct Sides {
  std::vector<Segment> left, right;
};

Sides take_sides(std::span<Row> rows, float x) {
  Sides sides;
  for (Row& row : rows) {
    for (Segment& segment : row) (is_left(segment, x) ? sides.left : sides.right).push_back(std::move(segment));
  }
  return sides;
}

/// What the rows on both sides of a gutter have to do with each other.
struct Kinship {
  float aligned = 0;         ///< share of the sparser side's rows that stand on a row of the other side
  float dates = 0;           ///< share of the narrower side's segments that are dates
  float narrow = 1;          ///< width of the narrower side, as a share of the whole
  bool ordered = false;      ///< the file has an order of its own
  std::size_t switches = 0;  ///< how often that order changes sides
  bool narrow_left = false;
};

Kinship compare_sides(std::span<const Row> rows, const Gutter& gutter) {
  Kinship kinship;
  std::vector<std::pair<std::int32_t, bool>> order;
  std::size_t both = 0;
  Extent left{1e9F, -1e9F}, right{1e9F, -1e9F};
  std::size_t dates_left = 0, dates_right = 0, on_left = 0, on_right = 0;
  for (const Row& row : rows) {
    bool has_left = false, has_right = false;
    for (const Segment& segment : row) {
      const bool left_side = is_left(segment, gutter.x);
      (left_side ? has_left : has_right) = true;
      Extent& side = left_side ? left : right;
      side = {std::min(side.left, segment.box.left), std::max(side.right, segment.box.right)};
      ++(left_side ? on_left : on_right);
      (left_side ? dates_left : dates_right) += looks_like_date(text_of(segment)) ? 1 : 0;
      order.emplace_back(segment.position, left_side);
    }
    both += has_left && has_right ? 1 : 0;
  }
  std::ranges::sort(order);
  for (std::size_t i = 1; i < order.size(); ++i) kinship.switches += order[i].second != order[i - 1].second ? 1 : 0;
  kinship.ordered = order.front().first != order.back().first;
  kinship.aligned = static_cast<float>(both) / static_cast<float>(std::min(gutter.left_rows, gutter.right_rows));
  kinship.narrow_left = left.right - left.left <= right.right - right.left;
  const Extent narrow = kinship.narrow_left ? left : right;
  kinship.narrow = (narrow.right - narrow.left) / std::max(1.0F, right.right - left.left);
  const auto dates = static_cast<float>(kinship.narrow_left ? dates_left : dates_right);
  kinship.dates = dates / static_cast<float>(kinship.narrow_left ? on_left : on_right);
  return kinship;
}

/// Columns are read one after the other, rows across. A column of dates or labels beside its entries is not a column.
bool are_columns(const Kinship& kinship, const Gutter& gutter) {
  if (kinship.dates > 0.6F && kinship.aligned > 0.6F) return false;
  const std::size_t sparser = std::min(gutter.left_rows, gutter.right_rows);
  if (kinship.ordered) {
    if (kinship.switches <= 1 + sparser / 8) return true;
    if (kinship.switches >= sparser / 2) return kinship.aligned < 0.5F;
  }
  return kinship.aligned < 0.8F;
}

class Cutter {
 public:
  explicit Cutter(std::span<const DrawnBox> drawings) : drawings_(drawings) {}

  void cut(std::vector<Segment> segments) { cut_rows(find_rows(std::move(segments)), 0); }

  std::vector<Region> take() { return std::move(regions_); }

 private:
  static constexpr int deepest = 8;

  void cut_rows(std::vector<Row> rows, int depth) {
    if (rows.empty()) return;
    const auto gutter = depth < deepest ? find_columns(rows) : std::nullopt;
    if (!gutter) return add_flow(std::move(rows));
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(gutter->first_row);
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(gutter->end_row);
    cut_rows({std::make_move_iterator(rows.begin()), std::make_move_iterator(first)}, depth + 1);
    Sides sides = take_sides({first, end}, gutter->x);
    const bool left_first = reads_left_first(sides);
    cut_rows(find_rows(std::move(left_first ? sides.left : sides.right)), depth + 1);
    cut_rows(find_rows(std::move(left_first ? sides.right : sides.left)), depth + 1);
    cut_rows({std::make_move_iterator(end), std::make_move_iterator(rows.end())}, depth + 1);
  }

  /// A reader begins on the left; so does the text, whatever the order of drawing.
  static bool reads_left_first(const Sides&) { return true; }

  /// The middles of the strips that few rows cross.
  static std::vector<float> find_strips(std::span<const Row> rows) {
    const Extent extent = extent_of(rows);
    constexpr float step = 2;
    const auto bins = static_cast<std::size_t>(std::max(0.0F, (extent.right - extent.left) / step)) + 1;
    std::vector<int> ink(std::min<std::size_t>(bins, 10'000));
    for (const Row& row : rows) {
      for (const Segment& segment : row) {
        const auto bin = [&](float x) {
          return std::min(ink.size() - 1, static_cast<std::size_t>(std::max(0.0F, (x - extent.left) / step)));
        };
        for (std::size_t i = bin(segment.box.left); i <= bin(segment.box.right); ++i) ++ink[i];
      }
    }
    // A local minimum of ink is a strip, however many rows of a wide header cross it.
    std::vector<float> strips;
    for (std::size_t i = 1; i + 1 < ink.size();) {
      std::size_t end = i + 1;
      while (end < ink.size() && ink[end] == ink[i]) ++end;
      if (end < ink.size() && ink[i] < ink[i - 1] && ink[i] < ink[end] && static_cast<float>(end - i) * step >= narrowest_gutter - step) {
        strips.push_back(extent.left + static_cast<float>(i + end) * step / 2);
      }
      i = end;
    }
    return strips;
  }

  [[nodiscard]] std::optional<Gutter> find_columns(std::span<const Row> rows) const {
    std::optional<Gutter> best;
    std::size_t most = 0;
    for (const float x : find_strips(rows)) {
      const Gutter gutter = stretch_at(rows, x);
      if (std::min(gutter.left_rows, gutter.right_rows) < fewest_rows) continue;
      const auto parted = rows.subspan(gutter.first_row, gutter.end_row - gutter.first_row);
      if (!are_columns(compare_sides(parted, gutter), gutter) || !rules_across(parted, x).empty()) continue;
      const std::size_t rank = std::min(gutter.left_rows, gutter.right_rows) * 2 + parted.size();
      if (rank > most) {
        most = rank;
        best = gutter;
      }
    }
    return best;
  }

  /// One column: read row by row, but for stretches with labels or dates in a column of their own on the left.
  void add_flow(std::vector<Row> rows) {
    const std::int32_t column = next_column_++;
    const auto rail = find_rail(rows);
    if (!rail) return add_region(std::span(rows), column);
    add_region(std::span(rows).first(rail->first_row), column);
    add_cells(std::span(rows).subspan(rail->first_row, rail->end_row - rail->first_row), rail->x, column);
    std::vector<Row> rest(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(rail->end_row)),
                          std::make_move_iterator(rows.end()));
    if (!rest.empty()) add_flow(std::move(rest));
  }

  static std::optional<Gutter> find_rail(std::span<const Row> rows) {
    std::optional<Gutter> best;
    for (const float x : find_strips(rows)) {
      const Gutter gutter = stretch_at(rows, x);
      if (std::min(gutter.left_rows, gutter.right_rows) < 2) continue;
      const auto parted = rows.subspan(gutter.first_row, gutter.end_row - gutter.first_row);
      const Kinship kinship = compare_sides(parted, gutter);
      if (!kinship.narrow_left || kinship.narrow > narrow_side || gutter.left_rows > gutter.right_rows) continue;
      if (!best || gutter.left_rows > best->left_rows) best = gutter;
    }
    return best;
  }

  void add_region(std::span<Row> rows, std::int32_t column) {
    Region region;
    region.column = column;
    for (Row& row : rows) std::ranges::move(row, std::back_inserter(region.segments));
    if (!region.segments.empty()) regions_.push_back(std::move(region));
  }

  /// Each label with what stands beside it, until the next label.
  void add_cells(std::span<Row> rows, float x, std::int32_t column) {
    const std::vector<float> rules = rules_across(rows, x);
    Sides cell;
    const Segment* last_label = nullptr;
    Segment label_copy;
    float top = -1e9F;
    const auto flush = [&] {
      add_cell(std::move(cell), column, !rules.empty());
      cell = {};
      last_label = nullptr;
    };
    for (Row& row : rows) {
      const bool has_label = is_left(row.front(), x);
      const bool has_value = !is_left(row.back(), x);
      if (!rules.empty()) {
        const float bottom = row.front().baseline;
        if (std::ranges::any_of(rules, [&](float rule) { return rule > top && rule < bottom; })) flush();
        top = bottom;
      } else if (has_label && !(last_label != nullptr && continues_label(*last_label, row.front(), has_value))) {
        flush();
      }
      if (has_label) {
        label_copy = row.front();
        last_label = &label_copy;
      }
      for (Segment& segment : row) (is_left(segment, x) ? cell.left : cell.right).push_back(std::move(segment));
    }
    flush();
  }

  /// A label that was too long for its column goes on in the next line.
  static bool continues_label(const Segment& label, const Segment& next, bool has_value) {
    if (next.baseline - label.baseline > 1.6F * label.size) return false;
    const std::string text = text_of(label);
    const bool is_open = text.ends_with("-") || text.ends_with("–") || text.ends_with("—") || text.ends_with("/") ||
                         text.ends_with("&");
    const std::string following = text_of(next);
    return is_open || !has_value || std::islower(static_cast<unsigned char>(following.front())) != 0;
  }

  /// Where drawn lines part the rows of a table.
  [[nodiscard]] std::vector<float> rules_across(std::span<const Row> rows, float x) const {
    std::vector<float> rules;
    const float top = rows.front().front().box.top, bottom = rows.back().front().box.bottom;
    for (const DrawnBox& drawing : drawings_) {
      const Box& box = drawing.box;
      const bool level = box.height() < 3 && box.width() > 20;
      const bool across = box.left < x && box.right > x;
      const bool inside = box.top > top && box.top < bottom;
      if (level && across && inside) rules.push_back(box.top);
    }
    return rules;
  }

  void add_cell(Sides cell, std::int32_t column, bool ruled) {
    const bool paired = !cell.left.empty() && !cell.right.empty();
    const std::int32_t row = paired ? next_row_++ : -1;
    using enum Region::Part;
    if (!cell.left.empty()) {
      regions_.push_back({paired ? label : flow, column, row, ruled, std::move(cell.left)});
    }
    if (!cell.right.empty()) {
      regions_.push_back({paired ? value : flow, column, row, ruled, std::move(cell.right)});
    }
  }

  std::span<const DrawnBox> drawings_;
  std::vector<Region> regions_;
  std::int32_t next_column_ = 0;
  std::int32_t next_row_ = 0;
};

}  // namespace

std::vector<Region> find_regions(std::vector<Segment> segments, std::span<const DrawnBox> drawings) {
  Cutter cutter(drawings);
  cutter.cut(std::move(segments));
  return cutter.take();
}

}  // namespace tamis::parsers::layout
