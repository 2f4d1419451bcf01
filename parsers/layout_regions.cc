#include "parsers/layout_parts.hpp"
#include "parsers/layout_rails.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float narrowest_gutter = 7;   ///< points
constexpr std::size_t fewest_rows = 3;  ///< on each side of a gutter
constexpr float same_line = 2;          ///< points: how far parts of one line may stand apart
constexpr float mostly = 0.75F;         ///< of the steps: half of them go down where the order is by chance
constexpr float narrow_side = 0.42F;    ///< of the whole width: no wider is a column of labels

struct Extent {
  float left = 0, right = 0;
};

/// A white strip with rows on both sides, and the rows (by index, end excluded) that it parts.
struct Gutter {
  float x = 0;
  std::size_t first_row = 0, end_row = 0;
  std::size_t left_rows = 0, right_rows = 0;
  bool rail_on_left = false;  ///< of a gutter beside labels or dates: they stand left of it
};

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

struct SideRefs {
  SegmentRefs left, right;
};

SideRefs sides_of(std::span<const Row> rows, float x) {
  SideRefs sides;
  for (const Row& row : rows) {
    for (const Segment& segment : row) (is_left(segment, x) ? sides.left : sides.right).push_back(&segment);
  }
  return sides;
}

/// What the rows on both sides of a gutter have to do with each other.
struct Kinship {
  float aligned = 0;         ///< share of the sparser side's rows that stand on a row of the other side
  RailEvidence rail;         ///< what the narrower side says about itself as labels of the wider
  float narrow = 1;          ///< width of the narrower side, as a share of the whole
  bool ordered = false;      ///< the file has an order of its own
  bool descends = false;     ///< and that order mostly goes down the page, as somebody who writes row by row does
  std::size_t switches = 0;  ///< how often that order changes sides
  bool narrow_left = false;
  bool date_column = false;  ///< right of the gutter a column of dates comes first, then something else
};

/// Dates at the end of the lines of a column whose neighbour stands right of them all.
bool is_date_column(std::span<const Extent> dates, std::span<const Extent> others) {
  if (others.empty()) return false;
  const float neighbour = std::ranges::min_element(others, {}, &Extent::left)->left;
  const auto before = [&](const Extent& date) { return date.right < neighbour; };
  return std::ranges::count_if(dates, before) >= static_cast<std::ptrdiff_t>(fewest_rows);
}

Kinship compare_sides(std::span<const Row> rows, const Gutter& gutter) {
  Kinship kinship;
  struct Stop {
    std::int32_t position = 0;
    bool left = false;
    float baseline = 0;
  };
  std::vector<Stop> order;
  std::size_t both = 0;
  Extent left{1e9F, -1e9F}, right{1e9F, -1e9F};
  std::vector<Extent> right_dates, right_others;
  for (const Row& row : rows) {
    bool has_left = false, has_right = false;
    for (const Segment& segment : row) {
      const bool left_side = is_left(segment, gutter.x);
      (left_side ? has_left : has_right) = true;
      Extent& side = left_side ? left : right;
      side = {std::min(side.left, segment.box.left), std::max(side.right, segment.box.right)};
      if (!left_side) {
        const bool date = looks_like_date(text_of(segment));
        (date ? right_dates : right_others).push_back({segment.box.left, segment.box.right});
      }
      order.push_back({segment.position, left_side, segment.baseline});
    }
    both += has_left && has_right ? 1 : 0;
  }
  std::ranges::stable_sort(order, {}, &Stop::position);
  std::size_t down = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    kinship.switches += order[i].left != order[i - 1].left ? 1 : 0;
    down += order[i].baseline > order[i - 1].baseline - same_line ? 1 : 0;
  }
  kinship.ordered = order.front().position != order.back().position;
  kinship.descends = down > mostly * static_cast<float>(order.size() - 1);
  kinship.aligned = static_cast<float>(both) / static_cast<float>(std::min(gutter.left_rows, gutter.right_rows));
  kinship.narrow_left = left.right - left.left <= right.right - right.left;
  const Extent narrow = kinship.narrow_left ? left : right;
  kinship.narrow = (narrow.right - narrow.left) / std::max(1.0F, right.right - left.left);
  const SideRefs sides = sides_of(rows, gutter.x);
  kinship.rail =
      weigh(kinship.narrow_left ? find_labels(sides.left, sides.right) : find_labels(sides.right, sides.left));
  kinship.date_column = is_date_column(right_dates, right_others);
  return kinship;
}

bool is_date_rail(const Kinship& kinship) {
  return kinship.rail.beside >= 2 && kinship.rail.dates > 0.6F && kinship.rail.fits > 0.7F;
}

/// Labels on the left, each level with what it stands beside and where paragraphs begin: a sidebar's lines are not.
bool is_label_rail(const Kinship& kinship) {
  const RailEvidence& rail = kinship.rail;
  if (!kinship.narrow_left || rail.level < 0.95F) return false;
  return rail.dates >= 0.3F ? rail.beside >= 3 && rail.fits > 0.6F : rail.beside >= 6 && rail.fits > 0.8F;
}

/// Whether the narrower side is a column of labels or dates. On the right, only dates that need straightening matter.
bool is_rail(const Kinship& kinship, const Gutter& gutter) {
  if (is_date_rail(kinship)) return kinship.narrow_left || kinship.rail.crooked;
  return kinship.narrow_left && kinship.narrow <= narrow_side && kinship.rail.facts <= 0.3F &&
         gutter.left_rows <= gutter.right_rows;
}

/// A wrapped date beside an entry, between lines that run across both.
bool is_piece_of_rail(const Kinship& kinship, const Gutter& /*gutter*/) {
  return kinship.rail.beside >= 1 && kinship.rail.dates == 1 && kinship.rail.crooked;
}

/// Columns are read one after the other, rows across. A column of dates or labels beside its entries is not a column.
bool are_columns(const Kinship& kinship, const Gutter& gutter) {
  if (kinship.date_column || is_date_rail(kinship)) return false;
  const std::size_t sparser = std::min(gutter.left_rows, gutter.right_rows);
  if (kinship.ordered && kinship.switches <= 1 + sparser / 8) return true;
  if (is_label_rail(kinship)) return false;
  if (kinship.ordered && kinship.descends && kinship.switches >= sparser / 2) return kinship.aligned < 0.5F;
  // Lines of equal distance meet by chance; on the right, what stands beside no label and is no date is a sidebar.
  return kinship.aligned < (kinship.narrow_left ? 0.8F : 0.9F);
}

class Cutter {
 public:
  explicit Cutter(std::span<const DrawnBox> drawings) : drawings_(drawings) {}

  void cut(std::vector<Segment> segments) {
    std::vector<Row> rows = find_rows(std::move(segments));
    const Gutter head = find_head(rows);
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(head.end_row);
    Sides sides = take_sides({rows.begin(), end}, head.x);
    if (!sides.left.empty()) cut_rows(find_rows(std::move(sides.left)), deepest);
    if (!sides.right.empty()) cut_rows(find_rows(std::move(sides.right)), deepest);
    cut_rows({std::make_move_iterator(end), std::make_move_iterator(rows.end())}, 0);
  }

  std::vector<Region> take() { return std::move(regions_); }

 private:
  static constexpr int deepest = 8;

  /// A name in large letters with small lines beside it, the first of them higher than the name: they are read after
  /// it. Parts no row if the page has no such head.
  static Gutter find_head(std::span<const Row> rows) {
    constexpr float large = 1.5F;  // times the letters beside it
    for (std::size_t i = 1; i < std::min<std::size_t>(rows.size(), 4); ++i) {
      const Segment& name = rows[i].front();
      const auto is_beside = [&](const Row& row) {
        return row.back().box.left > name.box.right + narrowest_gutter && large * row.back().size < name.size;
      };
      if (!is_beside(rows[0]) || rows[0].size() > 1 || rows[0].front().box.bottom < name.box.top - name.size) continue;
      Gutter head{.x = rows[0].front().box.left - narrowest_gutter / 2, .end_row = i + 1};
      while (head.end_row < rows.size() && rows[head.end_row].size() == 1 && is_beside(rows[head.end_row]) &&
             rows[head.end_row].front().box.left >= head.x) {
        ++head.end_row;
      }
      if (std::ranges::none_of(rows.first(head.end_row), [&](const Row& row) { return crosses(row, head.x); }))
        return head;
    }
    return {};
  }

  void cut_rows(std::vector<Row> rows, int depth) {
    if (rows.empty()) return;
    const auto gutter = depth < deepest ? find_columns(rows) : std::nullopt;
    if (!gutter) {
      date_strips_ = find_strips(rows);
      if (const auto strip = find_strip_of_dates(rows)) date_strips_.push_back(*strip);
      return add_flow(rows, next_column_++);
    }
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(gutter->first_row);
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(gutter->end_row);
    cut_rows({std::make_move_iterator(rows.begin()), std::make_move_iterator(first)}, depth + 1);
    Sides sides = take_sides({first, end}, gutter->x);
    cut_rows(find_rows(std::move(sides.left)), depth + 1);
    cut_rows(find_rows(std::move(sides.right)), depth + 1);
    cut_rows({std::make_move_iterator(end), std::make_move_iterator(rows.end())}, depth + 1);
  }

  /// Where a gutter may be: left of each edge at which several segments begin below each other.
  static std::vector<float> find_strips(std::span<const Row> rows) {
    constexpr std::size_t enough = 3;
    constexpr float same_edge = 2;
    std::vector<float> edges;
    for (const Row& row : rows) {
      for (const Segment& segment : row) edges.push_back(segment.item ? segment.mark_left : segment.box.left);
    }
    std::ranges::sort(edges);
    std::vector<float> strips;
    for (std::size_t i = 0; i < edges.size();) {
      std::size_t end = i + 1;
      while (end < edges.size() && edges[end] - edges[i] < same_edge) ++end;
      if (end - i >= enough && i > 0) strips.push_back(edges[i] - narrowest_gutter / 2 - 0.1F);
      i = end;
    }
    return strips;
  }

  /// Left of dates that end at one edge.
  static std::optional<float> find_strip_of_dates(std::span<const Row> rows) {
    std::vector<Extent> dates;
    for (const Row& row : rows) {
      if (row.size() > 1 && looks_like_date(text_of(row.back())))
        dates.push_back({row.back().box.left, row.back().box.right});
    }
    if (dates.size() < 2) return {};
    const auto [shortest, longest] = std::ranges::minmax(dates, {}, &Extent::right);
    if (longest.right - shortest.right > same_line) return {};
    return std::ranges::min_element(dates, {}, &Extent::left)->left - narrowest_gutter / 2 - 0.1F;
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

  /// One column: read row by row, but for stretches with labels or dates in a column of their own.
  void add_flow(std::span<Row> rows, std::int32_t column, bool straightened = false) {
    const auto rail = find_rail(rows, straightened);
    if (!rail) return add_region(rows, column);
    const auto parted = rows.subspan(rail->first_row, rail->end_row - rail->first_row);
    add_flow(rows.first(rail->first_row), column);
    if (rail->rail_on_left) {
      add_cells(parted, rail->x, column);
    } else {
      add_straightened(parted, rail->x, column);
    }
    add_flow(rows.subspan(rail->end_row), column);
  }

  std::optional<Gutter> find_rail(std::span<const Row> rows, bool only_left = false) const {
    const std::vector<float> strips = find_strips(rows);
    std::optional<Gutter> best;
    const auto consider = [&](float x, std::size_t fewest, auto accepts) {
      Gutter gutter = stretch_at(rows, x);
      if (std::min(gutter.left_rows, gutter.right_rows) < fewest) return;
      const auto parted = rows.subspan(gutter.first_row, gutter.end_row - gutter.first_row);
      const Kinship kinship = compare_sides(parted, gutter);
      if ((only_left && !kinship.narrow_left) || !accepts(kinship, gutter)) return;
      if (best && parted.size() <= best->end_row - best->first_row) return;
      gutter.rail_on_left = kinship.narrow_left;
      best = gutter;
    };
    for (const float x : strips) consider(x, 2, is_rail);
    for (const float x : date_strips_) consider(x, 1, is_piece_of_rail);
    return best;
  }

  /// Dates in a column on the right are read with the line that each stands beside.
  void add_straightened(std::span<Row> rows, float x, std::int32_t column) {
    const SideRefs refs = sides_of(rows, x);
    std::vector<Segment> segments;
    for (const Label& date : find_labels(refs.right, refs.left)) {
      std::ranges::move(straighten(date), std::back_inserter(segments));
    }
    std::ranges::move(take_sides(rows, x).left, std::back_inserter(segments));
    std::vector<Row> straight = find_rows(std::move(segments));
    add_flow(straight, column, true);
  }

  void add_region(std::span<Row> rows, std::int32_t column) {
    Region region;
    region.column = column;
    for (Row& row : rows) std::ranges::move(row, std::back_inserter(region.segments));
    if (!region.segments.empty()) regions_.push_back(std::move(region));
  }

  /// The cells of a table are what stands between drawn lines; without any, each label begins one.
  void add_cells(std::span<Row> rows, float x, std::int32_t column) {
    const std::vector<float> rules = rules_across(rows, x);
    std::size_t first = 0;
    for (std::size_t i = 1; i <= rows.size(); ++i) {
      const auto parts = [&](float rule) {
        return rule > rows[i - 1].front().baseline && rule < rows[i].front().baseline;
      };
      if (i < rows.size() && std::ranges::none_of(rules, parts)) continue;
      add_labels(rows.subspan(first, i - first), x, column, !rules.empty());
      first = i;
    }
  }

  /// Drawn lines may part sections rather than rows: then several labels stand between two of them.
  static bool are_several(std::span<const Label> labels) {
    const auto beside = std::ranges::count_if(labels, [](const Label& label) { return label.beside != nullptr; });
    const auto dates =
        std::ranges::count_if(labels, [](const Label& label) { return label.date && label.beside != nullptr; });
    return beside >= 3 || dates >= 2;
  }

  /// Each label with what stands beside it, until the next label; all as one cell between two lines of a table.
  void add_labels(std::span<Row> rows, float x, std::int32_t column, bool ruled) {
    const SideRefs refs = sides_of(rows, x);
    const std::vector<Label> labels = find_labels(refs.left, refs.right);
    if (ruled && !are_several(labels)) return add_cell(take_sides(rows, x), column, true);
    std::vector<Sides> cells(1);  // the first is what stands above all labels
    for (const Label& label : labels) cells.push_back({straighten(label), {}});
    std::size_t cell = 0;
    for (Segment& segment : take_sides(rows, x).right) {
      while (cell < labels.size() && labels[cell].from < segment.baseline + same_line / 2) ++cell;
      cells[cell].right.push_back(std::move(segment));
    }
    for (Sides& each : cells) add_cell(std::move(each), column, false);
  }

  /// Whether the line that is drawn below a row underlines a heading rather than parts a table.
  static bool is_heading(std::span<const Row> rows, std::size_t at, float x) {
    const Segment& title = rows[at].front();
    const bool alone = rows[at].size() == 1 && is_left(title, x);
    const bool bold = std::ranges::all_of(title.words, [](const PlacedWord& word) { return word.word.bold; });
    // In a table, the rest of the label or its value stands close above.
    const bool apart = at == 0 || title.baseline - rows[at - 1].front().baseline > 1.6F * title.size;
    return alone && bold && apart;
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
      if (!level || !across || !inside) continue;
      const auto below = std::ranges::find_if(rows, [&](const Row& row) { return row.front().baseline > box.top; });
      const auto above = static_cast<std::size_t>(below - rows.begin());
      if (above == 0 || !is_heading(rows, above - 1, x)) rules.push_back(box.top);
    }
    return rules;
  }

  void add_cell(Sides cell, std::int32_t column, bool ruled) {
    const bool paired = !cell.left.empty() && !cell.right.empty();
    const std::int32_t row = paired ? next_row_++ : -1;
    using enum Region::Part;
    if (!cell.left.empty()) regions_.push_back({paired ? label : flow, column, row, ruled, std::move(cell.left)});
    if (cell.right.empty()) return;
    std::vector<Row> inner = find_rows(std::move(cell.right));
    if (find_rail(inner)) return add_flow(inner, column);
    add_region(inner, column);
    regions_.back().part = paired ? value : flow;
    regions_.back().row = row;
    regions_.back().ruled = ruled;
  }

  std::span<const DrawnBox> drawings_;
  std::vector<Region> regions_;
  std::vector<float> date_strips_;  ///< where dates may be parted from their entries in the column that is read now
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
