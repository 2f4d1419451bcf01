#include "parsers/layout_rails.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <utility>

namespace tamis::parsers::layout {
namespace {

constexpr float wrapped_gap = 1.65F;    ///< of the font size, from line to line: what was wrapped stands no wider apart
constexpr float letter_height = 0.7F;   ///< of the font size, above the baseline
constexpr float paragraph_gap = 1.25F;  ///< of the usual distance of lines

bool is_bold(const Segment& segment) {
  return std::ranges::all_of(segment.words, [](const PlacedWord& word) { return word.word.bold; });
}

/// How much of the lower one's letters stand beside the other's, 0 to 1.
float overlap(const Segment& one, const Segment& other) {
  const float top = std::max(one.baseline - letter_height * one.size, other.baseline - letter_height * other.size);
  const float bottom = std::min(one.baseline, other.baseline);
  return (bottom - top) / (letter_height * std::min(one.size, other.size));
}

/// The other column, and where its paragraphs begin.
class Neighbour {
 public:
  explicit Neighbour(const SegmentRefs& lines) : lines_(lines) {
    std::vector<float> gaps;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (!share_baseline(*lines[i - 1], *lines[i])) gaps.push_back(lines[i]->baseline - lines[i - 1]->baseline);
    }
    std::ranges::sort(gaps);
    if (!gaps.empty()) leading_ = gaps[gaps.size() / 4];
  }

  /// The index of the line that a segment stands beside; the number of lines if none.
  [[nodiscard]] std::size_t beside(const Segment& segment) const {
    std::size_t best = lines_.size();
    float most = 0.35F;
    for (std::size_t i = first_below(segment.baseline - 2 * segment.size); i < lines_.size(); ++i) {
      if (lines_[i]->baseline > segment.baseline + 2 * segment.size) break;
      const float shared = overlap(*lines_[i], segment);
      if (shared <= most) continue;
      most = shared;
      best = i;
    }
    return best;
  }

  [[nodiscard]] std::size_t first_below(float baseline) const {
    const auto below =
        std::ranges::partition_point(lines_, [&](const Segment* line) { return line->baseline < baseline; });
    return static_cast<std::size_t>(below - lines_.begin());
  }

  /// The first of the lines up to `line` that stand beside a segment.
  [[nodiscard]] std::size_t first_beside(std::size_t line, const Segment& segment) const {
    while (line > 0 && overlap(*lines_[line - 1], segment) > 0.35F) --line;
    return line;
  }

  [[nodiscard]] bool begins_paragraph(std::size_t line) const {
    if (line == 0 || line >= lines_.size()) return true;
    return gap_above(line) > paragraph_gap * leading_ || (is_bold(*lines_[line]) && !is_bold(*lines_[line - 1]));
  }

  /// The first line of the paragraph that `line` belongs to, if a label that reaches from one baseline to another is
  /// centred beside it; else `line`.
  [[nodiscard]] std::size_t start_of_centred(std::size_t line, const Segment& top, const Segment& bottom) const {
    std::size_t first = line, last = line;
    while (first > 0 && gap_above(first) <= paragraph_gap * leading_) --first;
    while (last + 1 < lines_.size() && gap_above(last + 1) <= paragraph_gap * leading_) ++last;
    const bool is_title = is_bold(*lines_[first]) && !is_bold(*lines_[line]);
    if (share_baseline(*lines_[line], top) && !is_title) return line;
    const float off = (lines_[first]->baseline + lines_[last]->baseline - top.baseline - bottom.baseline) / 2;
    return std::abs(off) < 0.5F * lines_[line]->size ? first : line;
  }

  [[nodiscard]] const Segment& line(std::size_t index) const { return *lines_[index]; }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

 private:
  [[nodiscard]] float gap_above(std::size_t line) const { return lines_[line]->baseline - lines_[line - 1]->baseline; }

  const SegmentRefs& lines_;
  float leading_ = 0;
};

std::string text_of(const Label& label) {
  std::string text;
  for (const Segment* line : label.lines) text += (text.empty() ? "" : " ") + text_of(*line);
  return text;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char byte) { return std::isdigit(byte) != 0; });
}

bool begins_small(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_lower(next_code_point(text, at));
}

bool is_open(std::string_view text) {
  static constexpr auto joints = std::to_array<std::string_view>({"-", "–", "—", "/", "&"});
  return std::ranges::any_of(joints, [&](std::string_view joint) { return text.ends_with(joint); });
}

bool ends_in_word(std::string_view text) { return std::isdigit(static_cast<unsigned char>(text.back())) == 0; }

/// Whether a line goes on with the date above it: one period has two ends at most.
bool continues_date(const std::string& before, const std::string& next) {
  if (count_dates(before) > 1 || count_dates(before + " " + next) > 2) return false;
  if (!looks_like_date(before) || !looks_like_date(next)) return true;
  return ends_in_word(before) || begins_small(next);
}

bool is_crooked(const Label& label) {
  if (!label.date || label.beside == nullptr) return false;
  return label.lines.size() > 1 || !share_baseline(*label.lines.front(), *label.beside);
}

class LabelFinder {
 public:
  LabelFinder(const SegmentRefs& narrow, const SegmentRefs& wide) : wide_(wide) {
    for (const Segment* line : narrow) {
      if (!labels_.empty() && continues(labels_.back(), *line)) {
        labels_.back().lines.push_back(line);
      } else {
        labels_.emplace_back().lines.push_back(line);
      }
    }
    join_headings();
  }

  std::vector<Label> take() {
    float above = -1e6F;
    for (Label& label : labels_) {
      place(label, above);
      above = label.lines.back()->baseline;
    }
    return std::move(labels_);
  }

 private:
  [[nodiscard]] bool continues(const Label& label, const Segment& next) const {
    const Segment& last = *label.lines.back();
    if (share_baseline(last, next)) return true;
    if (next.baseline - last.baseline > wrapped_gap * std::max(last.size, next.size)) return false;
    if (std::abs(last.size - next.size) > 0.15F * last.size || is_bold(last) != is_bold(next)) return false;
    const bool has_value = wide_.beside(next) < wide_.size();
    if (has_value && wide_.beside(last) == wide_.size()) return false;
    const std::string before = text_of(label), following = text_of(next);
    const std::string joined = before + " " + following;
    if (looks_like_date(joined) || may_be_half_a_period(joined)) return continues_date(before, following);
    if (looks_like_date(before) || looks_like_date(following)) return false;
    return is_open(before) || !has_value || begins_small(following);
  }

  /// What stands beside a label. `above` is the baseline of the label before.
  void place(Label& label, float above) const {
    label.date = looks_like_date(text_of(label));
    const Segment& first = *label.lines.front();
    std::size_t line = wide_.size();
    for (const Segment* each : label.lines) line = std::min(line, wide_.beside(*each));
    if (line == wide_.size()) {
      const std::size_t below = wide_.first_below(first.baseline);
      label.inside = below > 0 && below < wide_.size();
      label.fits = label.inside && wide_.begins_paragraph(below);
      label.from = first.baseline;
      return;
    }
    const std::size_t start = wide_.start_of_centred(line, first, *label.lines.back());
    if (wide_.line(start).baseline > above + first.size) line = start;
    label.beside = &wide_.line(line);
    label.inside = line > 0;
    label.fits = wide_.begins_paragraph(line) || (label.date && share_baseline(first, *label.beside));
    label.from = std::min(wide_.line(wide_.first_beside(line, first)).baseline, first.baseline);
  }

  /// Bold labels of which few stand close below each other: those few are one, in two lines.
  void join_headings() {
    const auto is_close = [&](std::size_t i) {
      const Segment &above = *labels_[i - 1].lines.back(), &below = *labels_[i].lines.front();
      return below.baseline - above.baseline <= wrapped_gap * std::max(above.size, below.size) &&
             std::abs(above.size - below.size) < 0.05F * above.size && is_bold(above) && is_bold(below) &&
             wide_.beside(above) < wide_.size();
    };
    std::size_t close = 0;
    for (std::size_t i = 1; i < labels_.size(); ++i) close += is_close(i) ? 1 : 0;
    if (close == 0 || 2 * close >= labels_.size()) return;
    for (std::size_t i = labels_.size() - 1; i > 0; --i) {
      if (!is_close(i)) continue;
      std::ranges::move(labels_[i].lines, std::back_inserter(labels_[i - 1].lines));
      labels_.erase(labels_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  Neighbour wide_;
  std::vector<Label> labels_;
};

}  // namespace

std::vector<Label> find_labels(const SegmentRefs& narrow, const SegmentRefs& wide) {
  return LabelFinder(narrow, wide).take();
}

RailEvidence weigh(std::span<const Label> labels) {
  std::size_t beside = 0, dates = 0, level = 0, facts = 0, fits = 0;
  RailEvidence evidence;
  for (const Label& label : labels) {
    evidence.inside += label.inside ? 1 : 0;
    fits += label.inside && label.fits ? 1 : 0;
    if (label.beside == nullptr) continue;
    ++beside;
    dates += label.date ? 1 : 0;
    level += share_baseline(*label.lines.front(), *label.beside) ? 1 : 0;
    facts += !label.date && has_digit(text_of(label)) ? 1 : 0;
    evidence.crooked = evidence.crooked || is_crooked(label);
  }
  const auto share = [](std::size_t part, std::size_t all) {
    return all == 0 ? 0 : static_cast<float>(part) / static_cast<float>(all);
  };
  evidence.beside = beside;
  evidence.dates = share(dates, beside);
  evidence.level = share(level, beside);
  evidence.facts = share(facts, beside);
  evidence.fits = share(fits, evidence.inside);
  return evidence;
}

std::vector<Segment> straighten(const Label& label) {
  std::vector<Segment> lines;
  for (const Segment* line : label.lines) lines.push_back(*line);
  if (!is_crooked(label)) return lines;
  Segment whole = std::move(lines.front());
  whole.baseline = label.beside->baseline;
  for (Segment& line : std::span(lines).subspan(1)) {
    std::ranges::move(line.words, std::back_inserter(whole.words));
    whole.box = whole.box.united(line.box);
  }
  return {std::move(whole)};
}

}  // namespace tamis::parsers::layout
