#include "parsers/layout_parts.hpp"
#include "parsers/text_repair.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float heading_size = 1.12F;     ///< of the body's size: larger is a heading
constexpr std::size_t heading_words = 9;  ///< no heading is longer
constexpr float paragraph_gap = 1.3F;     ///< of the usual distance of lines: a wider one ends a paragraph
constexpr float same_edge = 4;            ///< points: edges closer than that are one

std::string_view text_of(const PlacedWord& word) { return word.word.text.reveal(Purpose::extraction); }

bool is_bold(const Segment& segment) {
  return std::ranges::all_of(segment.words, [](const PlacedWord& word) { return word.word.bold; });
}

bool is_capitals(const Segment& segment) {
  int capitals = 0;
  for (const PlacedWord& word : segment.words) {
    std::string_view text = text_of(word);
    while (!text.empty()) {
      const char32_t letter = take_code_point(text);
      const bool upper = (letter >= U'A' && letter <= U'Z') || (letter >= 0xC0 && letter <= 0xDE);
      if ((letter >= U'a' && letter <= U'z') || (letter >= 0xDF && letter <= 0xFF)) return false;
      capitals += upper ? 1 : 0;
    }
  }
  return capitals >= 3;
}

/// A line drawn close below, or an area that holds this segment alone: how designers set a heading apart.
bool is_set_apart(const Segment& segment, std::span<const DrawnBox> drawings) {
  return std::ranges::any_of(drawings, [&](const DrawnBox& drawing) {
    const Box& box = drawing.box;
    const bool beside = box.left < segment.box.right && box.right > segment.box.left + same_edge;
    if (!beside || box.width() < 3 * segment.size) return false;
    const float below = box.top - segment.baseline;
    const bool underlines =
        box.height() < 3 && below > -1 && below < 0.9F * segment.size && box.width() > 1.3F * segment.box.width();
    const bool holds = box.height() < 2.6F * segment.size && box.top <= segment.box.top + 2 &&
                       box.bottom >= segment.baseline && box.height() >= segment.size;
    return underlines || holds;
  });
}

class BlockMaker {
 public:
  BlockMaker(const Region& region, const PageStyle& style, std::int32_t& next_row, std::vector<Block>& blocks)
      : column_(region.column), row_(region.row), style_(style), next_row_(next_row), blocks_(blocks) {}

  void add(std::vector<Row> rows) {
    measure(rows);
    float above = -1e6F;
    for (Row& row : rows) {
      const float gap = row.front().baseline - above;
      above = row.front().baseline;
      if (row.size() == 1) {
        add_line(row.front(), gap);
      } else {
        add_row(row);
      }
    }
    finish();
  }

 private:
  void measure(std::span<const Row> rows) {
    std::vector<float> gaps;
    for (std::size_t i = 1; i < rows.size(); ++i)
      gaps.push_back(rows[i].front().baseline - rows[i - 1].front().baseline);
    std::ranges::sort(gaps);
    leading_ = gaps.empty() ? 1.4F * style_.body_size : gaps[gaps.size() / 4];
    leading_ = std::clamp(leading_, style_.body_size, 1.8F * style_.body_size);
    for (const Row& row : rows) {
      for (const Segment& segment : row) {
        if (!segment.item) continue;
        const float left = segment.mark_left;
        const auto near = [&](float known) { return std::abs(known - left) < same_edge; };
        if (std::ranges::none_of(indents_, near)) indents_.push_back(left);
      }
    }
    std::ranges::sort(indents_);
  }

  /// 0 = no heading.
  [[nodiscard]] std::int32_t heading_level(const Segment& segment, float gap) const {
    if (segment.words.size() > heading_words || segment.item) return 0;
    if (looks_like_date(layout::text_of(segment))) return 0;
    if (segment.size > 1.5F * style_.body_size) return 1;
    if (segment.size > heading_size * style_.body_size) return 2;
    // Fonts made of bitmaps do not say that they are bold.
    if (segment.size > 1.04F * style_.body_size && gap > paragraph_gap * leading_) return 3;
    const bool bold = is_bold(segment) && !style_.body_bold;
    const bool capitals = is_capitals(segment);
    const bool coloured = segment.words.front().word.colour != style_.body_colour;
    if ((bold || capitals || coloured) && is_set_apart(segment, style_.drawings)) return 2;
    if (segment.size < 0.95F * style_.body_size) return 0;
    if (capitals && (bold || coloured || gap > paragraph_gap * leading_)) return 2;
    if ((bold || coloured) && gap > paragraph_gap * leading_) return 3;
    return 0;
  }

  void add_line(Segment& segment, float gap) {
    const std::int32_t level = heading_level(segment, gap);
    if (continues_title(segment, level, gap)) {
      blocks_[*title_].lines.push_back(take_line(segment));
      return;
    }
    title_.reset();
    if (level > 0) {
      if (block_.role != BlockRole::heading || block_.level != level || gap > 1.5F * segment.size ||
          is_bold(segment) != bold_) {
        finish();
        block_.role = BlockRole::heading;
        block_.level = level;
      }
    } else if (segment.item) {
      finish();
      block_.role = BlockRole::list_item;
      block_.level = indent_of(segment.mark_left);
      text_left_ = segment.box.left;
    } else if (!continues(segment, gap)) {
      finish();
      block_.role = BlockRole::body;
    }
    take(segment);
  }

  [[nodiscard]] bool continues(const Segment& segment, float gap) const {
    if (block_.lines.empty() || gap > paragraph_gap * leading_) return false;
    if (block_.role == BlockRole::heading || block_.role == BlockRole::date) return false;
    if (block_.role == BlockRole::list_item) return segment.box.left > text_left_ - same_edge;
    return std::abs(segment.size - size_) < 0.06F * size_ && is_bold(segment) == bold_;
  }

  /// A bold title with its date beside it may need a second line, below the date.
  [[nodiscard]] bool continues_title(const Segment& segment, std::int32_t level, float gap) const {
    return title_ && blocks_[*title_].level == level && !segment.item && is_bold(segment) &&
           gap <= paragraph_gap * leading_ &&
           std::abs(segment.box.left - blocks_[*title_].lines.back().words.front().box.left) < same_edge;
  }

  [[nodiscard]] std::int32_t indent_of(float left) const {
    const auto found = std::ranges::find_if(indents_, [&](float known) { return std::abs(known - left) < same_edge; });
    return static_cast<std::int32_t>(found - indents_.begin());
  }

  /// Segments side by side: a title and its date, an address in two halves. Each is a block, all share the row.
  void add_row(Row& row) {
    finish();
    const std::int32_t shared = next_row_++;
    title_.reset();
    if (is_bold(row.front()) && looks_like_date(layout::text_of(row.back()))) title_ = blocks_.size();
    for (Segment& segment : row) {
      if (segment.item) {
        block_.role = BlockRole::list_item;
        block_.level = indent_of(segment.mark_left);
      } else if (looks_like_date(layout::text_of(segment))) {
        block_.role = BlockRole::date;
      } else if (const std::int32_t level = heading_level(segment, 0); level > 0) {
        block_.role = BlockRole::heading;
        block_.level = level;
      }
      block_.row = shared;
      take(segment);
      finish();
    }
  }

  void take(Segment& segment) {
    size_ = segment.size;
    bold_ = is_bold(segment);
    block_.lines.push_back(take_line(segment));
  }

  static Line take_line(Segment& segment) {
    Line line;
    for (PlacedWord& word : segment.words) {
      if (line.link.empty()) line.link = std::move(word.link);
      line.words.push_back(std::move(word.word));
    }
    return line;
  }

  void finish() {
    if (!block_.lines.empty()) {
      block_.region = column_;
      if (block_.row < 0) block_.row = row_;
      blocks_.push_back(std::move(block_));
    }
    block_ = {};
  }

  std::int32_t column_, row_;
  const PageStyle& style_;
  std::int32_t& next_row_;
  std::vector<Block>& blocks_;
  Block block_;
  float leading_ = 0;
  std::optional<std::size_t> title_;  ///< in `blocks_`: a title that shared the last row with a date
  std::vector<float> indents_;        ///< left edges of bullets, outermost first
  float size_ = 0, text_left_ = 0;
  bool bold_ = false;
};

std::string text_of(const Block& block) {
  std::string text;
  for (const Line& line : block.lines) {
    for (const Word& word : line.words) {
      if (!text.empty()) text += ' ';
      text += word.text.reveal(Purpose::extraction);
    }
  }
  return text;
}

}  // namespace

PageStyle measure_style(std::span<const Segment> segments, std::span<const DrawnBox> drawings) {
  std::map<int, std::size_t> sizes;  // in tenths of a point
  std::map<std::uint32_t, std::size_t> colours;
  std::size_t all = 0, bold = 0;
  for (const Segment& segment : segments) {
    for (const PlacedWord& word : segment.words) {
      const std::size_t letters = word.word.text.size();
      sizes[static_cast<int>(std::lround(segment.size * 10))] += letters;
      colours[word.word.colour] += letters;
      all += letters;
      bold += word.word.bold ? letters : 0;
    }
  }
  PageStyle style{.drawings = drawings};
  if (all == 0) return style;
  const auto by_count = [](const auto& one, const auto& other) { return one.second < other.second; };
  style.body_size = static_cast<float>(std::ranges::max_element(sizes, by_count)->first) / 10;
  style.body_colour = std::ranges::max_element(colours, by_count)->first;
  style.body_bold = bold > 2 * all / 3;
  return style;
}

void append_blocks(Region region, const PageStyle& style, std::int32_t& next_row, std::vector<Block>& blocks) {
  const std::size_t first = blocks.size();
  BlockMaker maker(region, style, next_row, blocks);
  maker.add(find_rows(std::move(region.segments)));
  const std::span made = std::span(blocks).subspan(first);
  if (region.part == Region::Part::label) {
    for (Block& block : made) block.role = looks_like_date(text_of(block)) ? BlockRole::date : BlockRole::label;
  }
  if (region.part == Region::Part::value && made.size() == 1 && made[0].role == BlockRole::body) {
    made[0].role = BlockRole::value;
  }
}

}  // namespace tamis::parsers::layout
