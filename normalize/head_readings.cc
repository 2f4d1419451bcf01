#include "normalize/head_readings.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace tamis::normalize {
namespace {

/// What one kind of evidence can add at most: so that no single word decides alone.
constexpr float most = 4;
/// A head that names only one of the two says less, the more so the more parts it has.
constexpr float only_one = -2;
/// Names have places and departments behind them.
constexpr float more_of_where = -0.25F;
/// Words that show nothing, behind the comma of a name, are a place rather than a title.
constexpr float unknown_title = -4;
constexpr float skipped_line = -1.5F;
/// A school that repeats its degree is named for it: "MAVO", "MAVO Zuid".
constexpr float named_for_what = 8;
/// More lines than these are no head.
constexpr std::size_t head_lines = 3;

class Weigher {
 public:
  Weigher(const std::vector<HeadPart>& parts, const HeadEvidence& evidence, const HeadKind& kind)
      : parts_(parts), kind_(kind) {
    for (const auto& part : parts) {
      balances_.push_back(std::clamp(kind.balance(part.piece), -most, most));
      places_.push_back(evidence.is_place(part.piece.words()));
    }
  }

  std::vector<HeadReading> readings() {
    const auto lines = parts_.empty() ? 0 : std::min(parts_.back().line + 1, head_lines);
    for (std::size_t line = 0; line < lines; ++line) {
      add_single(line);
      add_one_line(line);
      for (std::size_t other = 0; other < lines; ++other) {
        if (other != line) add_lines(line, other);
      }
    }
    return std::move(readings_);
  }

 private:
  [[nodiscard]] PartRange range_of(std::size_t line) const {
    const auto in_line = std::ranges::equal_range(parts_, line, {}, &HeadPart::line);
    return {static_cast<std::size_t>(in_line.begin() - parts_.begin()),
            static_cast<std::size_t>(in_line.end() - parts_.begin())};
  }

  /// Without the places at both ends.
  [[nodiscard]] PartRange names(PartRange range) const {
    while (!range.empty() && places_[range.last - 1]) --range.last;
    while (!range.empty() && places_[range.first]) ++range.first;
    return range;
  }

  /// Does the range look like where (`sign` 1) or like what (-1)? Parts that look like the opposite count against it,
  /// and it begins with the word that says what it is.
  [[nodiscard]] float weigh(PartRange range, float sign) {
    const auto named = names(range);
    if (named.empty()) return -most;
    const auto whole = named.last - named.first == 1 ? balances_[named.first] : balance_of(named);
    float score = std::clamp(sign * whole, -most, most) + sign * balances_[named.first] / 2;
    if (named.last - named.first == 1) return score;
    for (auto i = named.first; i < named.last; ++i) score += std::min(0.0F, sign * balances_[i]) / 2;
    const auto more = static_cast<float>(std::ranges::count_if(
        parts_.begin() + static_cast<std::ptrdiff_t>(named.first) + 1,
        parts_.begin() + static_cast<std::ptrdiff_t>(named.last),
        [](const HeadPart& part) { return part.before == Joint::comma || part.before == Joint::sign; }));
    return score + (sign < 0 ? kind_.more_of_what : more_of_where) * more;
  }

  /// Of several parts as one: readings share them.
  [[nodiscard]] float balance_of(PartRange range) {
    const auto [at, added] = joined_.try_emplace({range.first, range.last}, 0.0F);
    if (added) at->second = kind_.balance(piece_of(parts_, range));
    return at->second;
  }

  void add(HeadShape shape, PartRange what, PartRange where, float joint) {
    readings_.push_back({shape, what, where, weigh(where, 1) + weigh(what, -1) + joint});
  }

  /// Lines above that no reading uses must be places.
  [[nodiscard]] float cost_of_skipping(std::size_t until, std::size_t used) const {
    float cost = 0;
    for (std::size_t line = 0; line < until; ++line) {
      if (line != used && !names(range_of(line)).empty()) cost += skipped_line;
    }
    return cost;
  }

  void add_single(std::size_t line) {
    const auto range = names(range_of(line));
    if (range.empty()) return;
    const auto cost = only_one - static_cast<float>(range.last - range.first - 1) + cost_of_skipping(line, line);
    const auto at = static_cast<std::uint8_t>(line);
    readings_.push_back({{HeadShape::Layout::single, true, at, 0}, range, {}, weigh(range, -1) + cost});
    readings_.push_back({{HeadShape::Layout::single, false, at, 0}, {}, range, weigh(range, 1) + cost});
  }

  void add_one_line(std::size_t line) {
    const auto range = range_of(line);
    const auto at = static_cast<std::uint8_t>(line);
    for (auto i = range.first + 1; i < range.last; ++i) {
      const PartRange left{range.first, i}, right{i, range.last};
      const auto cost = cost_of_skipping(line, line);
      const auto before = parts_[i].before;
      if (before == Joint::in && (balances_[i] <= 0 || is_outweighed(i, range.last))) continue;
      add({HeadShape::Layout::one_line, true, at, 0}, left, right, cost + weight_of(before));
      if (before == Joint::comma || before == Joint::sign) {
        const auto unknown = before == Joint::comma && balances_[i] >= 0 ? unknown_title : 0.0F;
        add({HeadShape::Layout::one_line, false, at, 0}, right, left, cost + weight_of(before) + unknown);
      }
    }
  }

  /// Does a name that looks more like where follow behind a sign? "Kauffrau im Einzelhandel, Berufsschule Nord"
  [[nodiscard]] bool is_outweighed(std::size_t part, std::size_t last) const {
    for (auto i = part + 1; i < last; ++i) {
      const bool apart = parts_[i].before == Joint::comma || parts_[i].before == Joint::sign;
      if (apart && !places_[i] && balances_[i] > balances_[part]) return true;
    }
    return false;
  }

  void add_lines(std::size_t what, std::size_t where) {
    const auto first = std::min(what, where), second = std::max(what, where);
    const auto joint = weight_of(Joint::line) + (repeats(where, what) ? named_for_what : 0.0F);
    add({HeadShape::Layout::lines, what < where, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)},
        range_of(what), range_of(where), joint + cost_of_skipping(second, first));
  }

  /// Does a line hold all the words of another, and more?
  [[nodiscard]] bool repeats(std::size_t line, std::size_t other) const {
    const auto whole = range_of(line), part = range_of(other);
    if (whole.empty() || part.empty()) return false;
    const auto words = " " + std::string(piece_of(parts_, whole).words()) + " ";
    const auto repeated = " " + std::string(piece_of(parts_, part).words()) + " ";
    return words.size() > repeated.size() && words.find(repeated) != std::string::npos;
  }

  /// How likely what and where meet at such a joint.
  static float weight_of(Joint joint) {
    switch (joint) {
      case Joint::at:
        return 3;
      case Joint::line:
      case Joint::sign:
        return 0.5F;
      case Joint::in:
        return -0.5F;
      case Joint::comma:
        return 0;
    }
    return 0;
  }

  const std::vector<HeadPart>& parts_;
  const HeadKind& kind_;
  std::vector<float> balances_;
  std::vector<bool> places_;
  std::map<std::pair<std::size_t, std::size_t>, float> joined_;
  std::vector<HeadReading> readings_;
};

}  // namespace

std::vector<HeadReading> head_readings(const std::vector<HeadPart>& parts, const HeadEvidence& evidence,
                                       const HeadKind& kind) {
  return Weigher(parts, evidence, kind).readings();
}

}  // namespace tamis::normalize
