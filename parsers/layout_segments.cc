#include "parsers/layout_parts.hpp"
#include "parsers/text_repair.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float segment_gap = 1.15F;  ///< of the font size: justified text stays below, tabs and columns do not
constexpr float stop_gap = 0.42F;     ///< of the font size: where lines begin below each other, this is enough
constexpr float ocr_stop_gap = 0.8F;  ///< the same for OCR, whose boxes and sizes waver
constexpr float piece_gap = 0.06F;    ///< of the font size: pieces of one word that were drawn apart

float size_of(const PlacedWord& word) {
  return word.word.font_size > 0 ? word.word.font_size : std::max(1.0F, word.word.box.height());
}

std::string_view text_of(const PlacedWord& word) { return word.word.text.reveal(Purpose::extraction); }

/// Where a word stands whose box is tight around its ink, as OCR gives it: its letters tell how far it reaches above
/// and below the line. Reckoned from the middle, where errors of the box's edges cancel out.
float baseline_from_letters(const PlacedWord& word) {
  constexpr float small_height = 0.5F, full_height = 0.72F, depth = 0.2F, mark_middle = 0.3F;  // of the font size
  static constexpr std::u32string_view small = U"acemnorsuvwxzgpqyı", deep = U"gjpqyQçęąşţ()[]{}|;@";
  bool has_letter = false, is_tall = false, is_deep = false;
  for (std::string_view text = text_of(word); !text.empty();) {
    const char32_t letter = take_code_point(text);
    const bool stands = letter >= 0xC0 || (letter < 0x80 && std::isalnum(static_cast<int>(letter)) != 0);
    has_letter = has_letter || stands;
    is_tall = is_tall || (stands && !small.contains(letter));
    is_deep = is_deep || deep.contains(letter);
  }
  const float middle = (word.word.box.top + word.word.box.bottom) / 2;
  if (!has_letter) return middle + mark_middle * size_of(word);
  return middle + ((is_tall ? full_height : small_height) - (is_deep ? depth : 0)) / 2 * size_of(word);
}

/// OCR reads a bullet as one of these, too.
bool is_misread_bullet(const PlacedWord& word) {
  static constexpr auto misread =
      std::to_array<std::string_view>({"+", "+»", "«", "=", "¢", "©", "®", "°", "e", ".", "»e", "eo", "\u201A"});
  return word.word.origin == Origin::ocr && std::ranges::find(misread, text_of(word)) != misread.end();
}

bool is_bullet_word(const PlacedWord& word) { return is_bullet(text_of(word)) || is_misread_bullet(word); }

void add(Segment& segment, PlacedWord word) {
  if (segment.words.empty()) segment.position = word.position;
  segment.position = std::min(segment.position, word.position);
  segment.box = segment.box.united(word.word.box);
  if (size_of(word) > segment.size) {
    segment.size = size_of(word);
    segment.baseline = word.baseline;
  }
  segment.words.push_back(std::move(word));
}

/// A date that reaches as far as the title beside it.
bool begins_anew(std::string_view before, std::string_view next) {
  return std::isdigit(static_cast<unsigned char>(before.back())) != 0 && next.size() > 2 &&
         std::isupper(static_cast<unsigned char>(next.front())) != 0;
}

bool is_piece_of(const PlacedWord& before, const PlacedWord& next) {
  const float gap = next.word.box.left - before.word.box.right;
  const float size = std::min(size_of(before), size_of(next));
  return before.word.origin == Origin::text_layer && gap < piece_gap * size && gap > -0.3F * size &&
         std::abs(size_of(before) - size_of(next)) < 0.5F && before.word.bold == next.word.bold &&
         !is_bullet(text_of(before)) && !begins_anew(text_of(before), text_of(next));
}

void join(PlacedWord& word, const PlacedWord& piece) {
  word.word.text = CandidateText(std::string(text_of(word)) + std::string(text_of(piece)));
  word.word.box = word.word.box.united(piece.word.box);
  if (word.link.empty()) word.link = piece.link;
}

using Words = std::vector<PlacedWord>;

/// Words that follow each other on a baseline, each at most a few letters from the one before.
class LineFinder {
 public:
  explicit LineFinder(Words words) {
    std::ranges::stable_sort(words, {}, [](const PlacedWord& word) { return word.word.box.left; });
    for (PlacedWord& word : words) add(std::move(word));
  }

  /// From top to bottom.
  std::vector<Words> take() {
    std::ranges::stable_sort(lines_, {}, [](const Words& line) { return line.front().baseline; });
    return std::move(lines_);
  }

 private:
  static constexpr float band_height = 8;        ///< points: lines are looked for in bands of the page
  static constexpr std::size_t most_tries = 24;  ///< lines of a band; only text piled on one place has more

  static std::int32_t band_of(float baseline) { return static_cast<std::int32_t>(std::floor(baseline / band_height)); }

  void add(PlacedWord word) {
    const std::int32_t band = band_of(word.baseline);
    std::size_t* best = nullptr;
    float nearest = 5;  // times the font size
    for (std::int32_t near = band - 1; near <= band + 1; ++near) {
      const auto found = bands_.find(near);
      if (found == bands_.end()) continue;
      std::vector<std::size_t>& candidates = found->second;
      for (std::size_t i = candidates.size(); i-- > 0 && candidates.size() - i <= most_tries;) {
        const PlacedWord& last = lines_[candidates[i]].back();
        const float size = std::min(size_of(last), size_of(word));
        const float gap = (word.word.box.left - last.word.box.right) / size;
        if (gap < -0.6F || gap >= nearest || std::abs(last.baseline - word.baseline) > 0.32F * size) continue;
        nearest = gap;
        best = &candidates[i];
      }
    }
    if (best != nullptr) {
      lines_[*best].push_back(std::move(word));
    } else {
      bands_[band].push_back(lines_.size());
      lines_.emplace_back().push_back(std::move(word));
    }
  }

  std::vector<Words> lines_;
  std::unordered_map<std::int32_t, std::vector<std::size_t>> bands_;
};

/// Puts words together again that were drawn in pieces.
void join_pieces(Words& row) {
  std::size_t kept = 0;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (is_piece_of(row[kept], row[i])) {
      join(row[kept], row[i]);
    } else if (++kept != i) {
      row[kept] = std::move(row[i]);
    }
  }
  row.resize(std::min(row.size(), kept + 1));
}

float gap_between(const PlacedWord& before, const PlacedWord& next) {
  return (next.word.box.left - before.word.box.right) / std::min(size_of(before), size_of(next));
}

/// Left edges, in half points, at which several lines begin.
using TabStops = std::vector<std::int32_t>;

std::int32_t stop_of(const PlacedWord& word) { return static_cast<std::int32_t>(std::lround(word.word.box.left * 2)); }

TabStops find_tab_stops(const std::vector<Words>& rows) {
  constexpr std::ptrdiff_t enough = 3;
  std::vector<std::int32_t> edges;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == 0 || gap_between(row[i - 1], row[i]) > segment_gap) edges.push_back(stop_of(row[i]));
    }
  }
  std::ranges::sort(edges);
  TabStops stops;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto end = std::ranges::upper_bound(edges, edges[i] + 1);
    if (end - (edges.begin() + static_cast<std::ptrdiff_t>(i)) >= enough) stops.push_back(edges[i]);
  }
  return stops;
}

bool is_stop(const TabStops& stops, const PlacedWord& word) {
  const auto found = std::ranges::lower_bound(stops, stop_of(word) - 1);
  return found != stops.end() && *found <= stop_of(word) + 1;
}

/// Whether a gap is wider than a space. Where other lines begin at the gap's end, a small one is enough.
bool parts(const PlacedWord& before, const PlacedWord& next, bool before_is_first, const TabStops& stops) {
  const float gap = gap_between(before, next);
  if (before_is_first && is_bullet_word(before) && gap < 4) return false;
  const float least = next.word.origin == Origin::ocr ? ocr_stop_gap : stop_gap;
  return gap > segment_gap || (gap > least && is_stop(stops, next));
}

void take_bullet(Segment& segment) {
  if (segment.words.size() < 2 || !is_bullet_word(segment.words.front())) return;
  segment.item = true;
  segment.mark_left = segment.words.front().word.box.left;
  segment.words.erase(segment.words.begin());
  segment.box = {};
  for (const PlacedWord& word : segment.words) segment.box = segment.box.united(word.word.box);
}

/// Browsers draw a list's bullets as shapes, not as letters.
void find_drawn_bullet(Segment& segment, std::span<const DrawnBox> drawings) {
  const float least = 0.15F * segment.size, most = 0.55F * segment.size;
  for (const DrawnBox& drawing : drawings) {
    const Box& box = drawing.box;
    const bool round = box.width() > least && box.width() < most && box.height() > least && box.height() < most;
    const float middle = (box.top + box.bottom) / 2;
    const bool on_line = middle < segment.baseline && middle > segment.baseline - 0.8F * segment.size;
    const float gap = segment.box.left - box.right;
    if (!round || !on_line || gap < 0 || gap > 2.5F * segment.size) continue;
    segment.item = true;
    segment.mark_left = box.left;
    return;
  }
}

struct DateMarks {
  std::size_t words = 0, years = 0;
  std::size_t days = 0;      ///< or months in digits: a short number with another behind it, as in 03/2020
  bool long_number = false;  ///< longer than a year
};

DateMarks find_date_marks(std::string_view text) {
  DateMarks marks;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::size_t end = i + 1;
    if (std::isdigit(byte) != 0) {
      while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
      const std::string_view digits = text.substr(i, end - i);
      if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) ++marks.years;
      marks.long_number = marks.long_number || digits.size() > 4;
      const bool joint_follows = end + 1 < text.size() && (text[end] == '/' || text[end] == '.' || text[end] == '-');
      if (digits.size() <= 2 && joint_follows && std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0)
        ++marks.days;
    } else if (std::isalpha(byte) != 0 || byte >= 0xC3) {
      while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) != 0 ||
                                   static_cast<unsigned char>(text[end]) >= 0x80)) {
        ++end;
      }
      ++marks.words;
    }
    i = end;
  }
  return marks;
}

}  // namespace

bool share_baseline(const Segment& one, const Segment& other) {
  return std::abs(one.baseline - other.baseline) < 0.35F * std::min(one.size, other.size);
}

std::vector<Segment> find_segments(std::vector<PlacedWord> words, std::span<const DrawnBox> drawings) {
  for (PlacedWord& word : words) {
    if (word.baseline <= 0) word.baseline = baseline_from_letters(word);
  }
  std::vector<Words> rows = LineFinder(std::move(words)).take();
  for (auto& row : rows) join_pieces(row);
  const TabStops stops = find_tab_stops(rows);
  std::vector<Segment> segments;
  for (auto& row : rows) {
    const std::size_t first = segments.size();
    const PlacedWord* before = nullptr;
    for (PlacedWord& word : row) {
      if (before == nullptr || parts(*before, word, segments.back().words.size() == 1, stops)) segments.emplace_back();
      add(segments.back(), std::move(word));
      before = &segments.back().words.back();
    }
    for (std::size_t i = first; i < segments.size(); ++i) take_bullet(segments[i]);
  }
  for (Segment& segment : segments) find_drawn_bullet(segment, drawings);
  return segments;
}

std::vector<Row> find_rows(std::vector<Segment> segments) {
  std::ranges::stable_sort(segments, {}, &Segment::baseline);
  std::vector<Row> rows;
  for (Segment& segment : segments) {
    if (rows.empty() || !share_baseline(rows.back().front(), segment)) rows.emplace_back();
    rows.back().push_back(std::move(segment));
  }
  for (Row& row : rows) std::ranges::stable_sort(row, {}, [](const Segment& each) { return each.box.left; });
  return rows;
}

std::string text_of(const Segment& segment) {
  std::string text;
  for (const PlacedWord& word : segment.words) {
    if (!text.empty()) text += ' ';
    text += text_of(word);
  }
  return text;
}

bool is_bullet(std::string_view word) {
  static constexpr auto bullets = std::to_array<std::string_view>(
      {"•", "·", "∙", "●", "○", "◦", "▪", "▫", "■", "□", "◆", "◇", "►", "▶", "▸", "▹", "➢", "➤",
       "➔", "→", "✓", "✔", "❖", "‣", "⁃", "-", "–", "—", "*", "»", "›", "★", "☆", "✦", "o"});
  return std::ranges::find(bullets, word) != bullets.end();
}

bool looks_like_date(std::string_view text) {
  constexpr std::size_t longest = 45;
  if (text.size() > longest) return false;
  const DateMarks marks = find_date_marks(text);
  return marks.years + marks.days > 0 && !marks.long_number && marks.words <= 2 + marks.years + marks.days;
}

bool may_be_half_a_period(std::string_view text) {
  const DateMarks marks = find_date_marks(text);
  return marks.years + marks.days > 0 && !marks.long_number && marks.words <= 4;
}

std::size_t count_dates(std::string_view text) {
  const DateMarks marks = find_date_marks(text);
  return std::max(marks.years, marks.days);
}

}  // namespace tamis::parsers::layout
