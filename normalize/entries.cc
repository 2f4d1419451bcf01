#include "normalize/entries.hpp"

#include "normalize/edge_date.hpp"
#include "normalize/text_folder.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace tamis::normalize {
namespace {

/// One line, list item or date of a section: what an entry is made of.
struct Unit {
  Piece piece;
  const TextLine* line = nullptr;
  bool bullet = false;
  std::optional<Period> period;  ///< one that stands at an edge
  std::vector<Piece> rest;       ///< the words without it
  std::optional<EntryReader::Label> label;
};

using Units = std::vector<Unit>;

/// More lines than these do not stand above the date of an entry.
constexpr std::size_t most_above = 3;

bool begins_with_bullet(std::string_view words) {
  return words.starts_with("•") || words.starts_with("- ") || words.starts_with("* ") || words.starts_with("·");
}

bool same_row(const TextLine& a, const TextLine& b) {
  return a.row >= 0 && a.row == b.row && a.table == b.table && a.page == b.page;
}

/// Do dates stand in a column of their own beside these lines?
bool beside(const TextLine& date, const TextLine& line) {
  const bool apart = !date.box.empty() && !line.box.empty() && line.box.bottom <= date.box.top + 1;
  return !apart && same_row(date, line) &&
         (date.role == BlockRole::date || date.role == BlockRole::label || date.column != line.column);
}

bool same_look(const TextLine& a, const TextLine& b) {
  return a.bold == b.bold && a.italic == b.italic && a.font_size == b.font_size;
}

/// Is the second line the next one of a column, at the distance of lines that belong together?
bool stands_right_below(const TextLine& above, const TextLine& line) {
  if (above.box.empty() || line.box.empty() || above.page != line.page || above.region != line.region) return false;
  const float gap = line.box.top - above.box.bottom;
  return &line == &above + 1 && std::abs(line.box.left - above.box.left) < 2 && gap >= -2 &&
         gap < line.box.height() / 2;
}

/// Keeps a period that stands at an edge of its unit, and what remains without it.
void keep_period(Unit& unit, const std::vector<Period>& periods) {
  auto found = date_at_edge(unit.piece, periods);
  if (!found) return;
  unit.period = std::move(found->period);
  unit.rest = std::move(found->rest);
}

class Splitter {
 public:
  Splitter(const EntryReader& reader, const DateReader& dates, const ReadingText& text, const Section& section)
      : reader_(reader), dates_(dates), text_(text) {
    collect(section);
    order_rows();
    join_broken_dates();
    read_labels();
  }

  std::vector<Entry> split() {
    const auto starts = entry_starts();
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < starts.size(); ++i) {
      entries.push_back(make(starts[i], i + 1 < starts.size() ? starts[i + 1] : units_.size()));
    }
    return entries;
  }

 private:
  void collect(const Section& section) {
    const auto& lines = section.lines;
    right_ = right_side(lines);
    for (std::size_t i = 0; i < lines.size();) {
      std::size_t end = i + 1;
      while (end < lines.size() && lines[end] == lines[end - 1] + 1 &&
             text_.lines[lines[end]].block == text_.lines[lines[i]].block) {
        ++end;
      }
      collect_block({lines.data() + i, end - i});
      i = end;
    }
  }

  /// Where the column of the lines ends: what its longest line reaches.
  [[nodiscard]] float right_side(const std::vector<std::size_t>& lines) const {
    float right = 0;
    for (const auto& line : text_.lines) {
      const bool in_column = !lines.empty() && line.page == text_.lines[lines.front()].page &&
                             line.region == text_.lines[lines.front()].region;
      if (in_column) right = std::max(right, line.box.right);
    }
    return right;
  }

  void collect_block(std::span<const std::size_t> lines) {
    const auto& first = text_.lines[lines.front()];
    const Piece whole = piece_of(text_, Span{first.span.start, text_.lines[lines.back()].span.end});
    if (first.role == BlockRole::list_item) {
      if (give_date(whole)) return;
      units_.push_back({whole.trimmed(), &first, true, {}, {}, {}});
      return;
    }
    const bool goes_on_above = !units_.empty() && !units_.back().bullet &&
                               stands_right_below(*units_.back().line, first) &&
                               date_crosses(units_.back().piece, whole);
    if (lines.size() <= 3 && !goes_on_above) {
      if (auto period = dates_.whole(whole)) {
        units_.push_back({whole.trimmed(), &first, false, std::move(period), {}, {}});
        return;
      }
    }
    for (std::size_t i = 0; i < lines.size(); ++i) add_line(text_.lines[lines[i]], i > 0);
  }

  /// A date that a dash made look like a list item belongs to the line above.
  bool give_date(const Piece& piece) {
    auto period = dates_.whole(piece);
    if (!period || units_.empty() || units_.back().bullet || units_.back().period) return false;
    auto& last = units_.back();
    last.rest.push_back(last.piece);
    last.period = std::move(period);
    return true;
  }

  void add_line(const TextLine& line, bool inside_block) {
    const Piece raw = piece_of(text_, line.span);
    const Piece piece = raw.trimmed();
    if (piece.empty()) return;
    const bool bullet = begins_with_bullet(raw.words()) && !dates_.whole(piece);
    const bool near = inside_block || (!units_.empty() && stands_right_below(*units_.back().line, line));
    if (near && !bullet && !units_.empty() && goes_on(units_.back(), line, piece, inside_block)) {
      return join(units_.back(), piece);
    }
    Unit unit{piece, &line, bullet, {}, {}, {}};
    if (!bullet) keep_period(unit, dates_.find(piece));
    units_.push_back(std::move(unit));
  }

  void join(Unit& last, const Piece& piece) const {
    const bool crossed = !last.bullet && (!last.period || date_crosses(last.piece, piece));
    last.piece = last.piece.joined(piece);
    if (crossed) {
      last.period.reset();
      last.rest.clear();
      keep_period(last, dates_.find(last.piece));
    } else if (last.period && !last.rest.empty()) {
      last.rest.back() = last.rest.back().joined(piece);
    }
  }

  /// Is the line the second part of one that was too long?
  [[nodiscard]] bool goes_on(const Unit& last, const TextLine& line, const Piece& piece, bool inside_block) const {
    if (last.bullet) return inside_block && !begins_with_bullet(piece.words()) && !dates_.whole(piece);
    if ((!last.period || last.period->single) && date_crosses(last.piece, piece)) return true;
    if (!same_look(*last.line, line)) return false;
    const bool ends_with_date =
        last.period && (last.rest.empty() || last.rest.back().folded.end < last.piece.folded.end);
    if (ends_with_date || (last.period && !dates_.find(piece).empty())) return false;
    if (reader_.is_open(last.piece.words()) || ends_with_comma(last)) return true;
    return inside_block && !begins_upper_case(piece.text()) && !is_digit(piece.words().front()) &&
           has_no_room(*last.line, line, piece);
  }

  /// A comma behind the trimmed words.
  [[nodiscard]] bool ends_with_comma(const Unit& unit) const {
    return std::string_view(text_.folded.text).substr(unit.piece.folded.end).starts_with(',');
  }

  /// Would the first word of the next line not have fitted behind the line?
  [[nodiscard]] bool has_no_room(const TextLine& line, const TextLine& next, const Piece& piece) const {
    if (line.box.empty() || next.box.empty()) return false;
    const auto words = piece.words();
    const auto first = static_cast<float>(std::min(words.find(' '), words.size()) + 1);
    return line.box.right + next.box.width() * first / static_cast<float>(words.size()) > right_;
  }

  [[nodiscard]] bool date_crosses(const Piece& first, const Piece& second) const {
    return std::ranges::any_of(dates_.find(first.joined(second)), [&](const Period& period) {
      return period.where.folded.start < first.folded.end && period.where.folded.end > second.folded.start;
    });
  }

  /// Dates in a margin come in one block for a row of several lines: puts each before the line beside it.
  void order_rows() {
    for (std::size_t i = 0; i < units_.size();) {
      auto end = i + 1;
      while (end < units_.size() && same_row(*units_[i].line, *units_[end].line)) ++end;
      const std::span row(units_.data() + i, end - i);
      const bool placed = std::ranges::none_of(row, [](const Unit& unit) { return unit.line->box.empty(); });
      if (placed && std::ranges::count_if(row, in_margin) >= 2) {
        std::ranges::stable_sort(row, {}, &Splitter::depth);
      }
      i = end;
    }
  }

  /// How far down the page a unit stands; a date comes before the words on its height.
  static float depth(const Unit& unit) {
    constexpr float margin_first = 2;  // points; less than half a line
    return (unit.line->box.top + unit.line->box.bottom) / 2 - (in_margin(unit) ? margin_first : 0);
  }

  static bool in_margin(const Unit& unit) {
    return unit.line->role == BlockRole::date || unit.line->role == BlockRole::label;
  }

  /// Nothing but a date, in the column of another above it.
  static bool is_date_below(const Unit& above, const Unit& unit) {
    const auto &a = above.line->box, &b = unit.line->box;
    return unit.period && unit.rest.empty() && !b.empty() && a.bottom <= b.top + 1 && b.left < a.right &&
           a.left < b.right && above.line->page == unit.line->page;
  }

  /// A date that a narrow column broke: its second half stands beside the next line.
  void join_broken_dates() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (!in_margin(units_[i]) || units_[i].bullet) continue;
      for (auto next = i + 1; next < units_.size() && next <= i + 4; ++next) {
        if (!in_margin(units_[next]) && !is_date_below(units_[i], units_[next])) continue;
        if (auto period = dates_.joined(piece_of(text_, units_[i].line->span), units_[next].piece)) {
          units_[i].period = std::move(period);
          units_[i].rest.clear();
          units_.erase(units_.begin() + static_cast<std::ptrdiff_t>(next));
        }
        break;
      }
    }
  }

  /// "Employer: X" on a line, or "Employer" on the line before X.
  void read_labels() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      auto& unit = units_[i];
      if (unit.bullet) continue;
      const auto words = unit.piece.words();
      const auto colon = words.find(':');
      if (colon != std::string_view::npos && colon + 1 < words.size()) {
        read_label_before(unit, colon);
      } else if (const auto label = reader_.label(trimmed(words, ":"), text_.language(), true);
                 label && i + 1 < units_.size()) {
        units_[i + 1].label = label;
        units_.erase(units_.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }

  void read_label_before(Unit& unit, std::size_t colon) {
    const auto label = reader_.label(trimmed(unit.piece.words().substr(0, colon)), text_.language(), false);
    if (!label) return;
    unit.label = label;
    unit.piece = unit.piece.from(colon + 1).trimmed();
    unit.rest.clear();
    unit.period.reset();
    keep_period(unit, dates_.find(unit.piece));
  }

  /// The first unit of the row that a date stands in: a table's cells, or words with their date at the right.
  [[nodiscard]] std::size_t row_start(std::size_t date, std::size_t floor) const {
    auto start = date;
    while (start > floor && beside(*units_[date].line, *units_[start - 1].line)) --start;
    return start;
  }

  [[nodiscard]] bool may_head(const Unit& unit) const { return !unit.bullet && !reads_as_prose(unit.piece.words()); }

  /// A degree and its school may be as long as a sentence.
  [[nodiscard]] bool reads_as_prose(std::string_view words) const {
    return is_prose(words) && (words.ends_with('.') || !reader_.begins_with_degree(words));
  }

  /// How many lines stand above the date of an entry: what most entries agree on.
  [[nodiscard]] std::size_t lines_above() const {
    std::vector<std::size_t> counts;
    std::size_t floor = 0;
    bool open = true;  // may the lines since the last date belong to the next entry?
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].period) {
        const auto start = row_start(i, floor);
        auto first = start;
        while (first > floor && may_head(units_[first - 1])) --first;
        if (open || first > floor) counts.push_back(start - first);
        floor = i + 1;
        open = false;
      }
    }
    if (counts.empty()) return 0;
    std::ranges::sort(counts);
    return std::min<std::size_t>(counts[counts.size() / 2], most_above);
  }

  /// Is each entry a block whose last line is its date?
  [[nodiscard]] bool dates_end_blocks() const {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].period) continue;
      const auto block = units_[i].line->block;
      const bool last = i + 1 == units_.size() || units_[i + 1].line->block != block;
      if (!last || i == 0 || units_[i - 1].line->block != block) return false;
    }
    return true;
  }

  /// The first line of the block in which the row stands, if that holds one entry: all of it belongs together.
  [[nodiscard]] std::size_t block_start(std::size_t row, std::size_t floor) const {
    const auto block = units_[row].line->block;
    auto first = row;
    while (first > floor && units_[first - 1].line->block == block && may_head(units_[first - 1])) --first;
    const bool whole_block = first == 0 || units_[first - 1].line->block != block;
    return whole_block && row - first <= most_above ? first : row;
  }

  /// Do the lists of this section stand right below the dates, so that all heads stand above them?
  [[nodiscard]] bool lists_follow_dates() const {
    std::size_t lists = 0, below_dates = 0;
    for (std::size_t i = 1; i < units_.size(); ++i) {
      if (!units_[i].bullet || units_[i - 1].bullet) continue;
      ++lists;
      below_dates += units_[i - 1].period ? 1 : 0;
    }
    return lists > 0 && lists == below_dates;
  }

  /// Is the line above the first one of an entry set apart from it, as the employer of several positions is?
  static bool begins_group(const Unit& above, const Unit& first) {
    const auto strong = [](const TextLine& line) { return line.bold || line.role == BlockRole::heading; };
    return !first.period && strong(*above.line) && !strong(*first.line) && above.line->block != first.line->block;
  }

  /// The first line of the entry whose date this is. Between a list and a date there may be a line more than usual.
  [[nodiscard]] std::size_t start_of(std::size_t date, std::size_t floor, std::size_t above) const {
    const auto row = row_start(date, floor);
    auto first = row;
    while (first > floor && row - first <= above && may_head(units_[first - 1])) --first;
    const bool after_list = first > floor && !may_head(units_[first - 1]);
    const bool stands_out = units_[first].line->bold || units_[first].line->role == BlockRole::heading;
    if (after_list && (above > 0 || stands_out)) return first;
    auto usual = std::max(first, row - std::min(row, above));
    if (dates_end_blocks()) usual = std::min(usual, block_start(row, floor));
    return usual > first && lists_follow_dates() && begins_group(units_[usual - 1], units_[usual]) ? usual - 1 : usual;
  }

  /// Of the first entry: what stands above it belongs to nothing else, such as the employer of several positions.
  [[nodiscard]] std::size_t first_start(std::size_t date, std::size_t above) const {
    const auto row = row_start(date, 0);
    const bool heads = row <= most_above && std::ranges::all_of(std::span(units_).first(row),
                                                                [&](const Unit& unit) { return may_head(unit); });
    return heads ? 0 : start_of(date, 0, above);
  }

  [[nodiscard]] std::vector<std::size_t> entry_starts() const {
    std::vector<std::size_t> starts;
    const auto above = lines_above();
    std::size_t floor = 0;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].period) continue;
      starts.push_back(starts.empty() ? first_start(i, above) : start_of(i, floor, above));
      floor = i + 1;
    }
    if (starts.empty()) return block_starts();
    return starts;
  }

  /// Without any date each block that is not a list begins an entry.
  [[nodiscard]] std::vector<std::size_t> block_starts() const {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const bool begins = i == 0 || units_[i].line->block != units_[i - 1].line->block;
      if (begins && may_head(units_[i])) starts.push_back(i);
    }
    return starts;
  }

  /// The part of an entry that the unit's label names, if it is still free.
  static Piece* named_part(Entry& entry, const Unit& unit) {
    using Label = EntryReader::Label;
    auto* part = unit.label == Label::what    ? &entry.what
                 : unit.label == Label::where ? &entry.where
                 : unit.label == Label::place ? &entry.place
                                              : nullptr;
    return part && part->empty() ? part : nullptr;
  }

  [[nodiscard]] Entry make(std::size_t from, std::size_t to) const {
    Entry entry;
    bool head = true;
    for (auto i = from; i < to; ++i) {
      const auto& unit = units_[i];
      if (auto* named = named_part(entry, unit)) {
        *named = unit.piece;
      } else if (unit.period && !entry.period) {
        entry.period = unit.period;
        entry.head.insert(entry.head.end(), unit.rest.begin(), unit.rest.end());
      } else if (unit.bullet) {
        entry.bullets.push_back(unit.piece);
        head = false;
      } else if (head && !unit.label && !reads_as_prose(unit.piece.words())) {
        entry.head.push_back(unit.piece);
      } else {
        entry.prose.push_back(unit.piece);
        head = false;
      }
    }
    return entry;
  }

  const EntryReader& reader_;
  const DateReader& dates_;
  const ReadingText& text_;
  float right_ = 0;  // of the section's lines
  Units units_;
};

}  // namespace

EntryReader::EntryReader(const LanguagePacks& packs, const DateReader& dates) : dates_(dates) {
  for_each_term(packs, "grammar",
                [&](const std::string&, const std::string& term, const LanguagePack&) { links_.add(term, true); });
  for_each_term(packs, "degrees", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key.starts_with("level")) degrees_.add(term, true);
  });
  static constexpr auto names =
      std::to_array<std::string_view>({"period", "what", "where", "place", "tasks", "other"});  // in their order
  for_each_term(packs, "labels", [&](const std::string& key, const std::string& term, const LanguagePack& pack) {
    const auto name = std::ranges::find(names, key);
    if (key == "what_alone") alone_[pack.code].add(term, Label::what);
    if (name != names.end()) labels_[pack.code].add(term, static_cast<Label>(name - names.begin()));
  });
}

std::optional<EntryReader::Label> EntryReader::label(std::string_view words, std::string_view language,
                                                     bool alone) const {
  const auto look = [&](const auto& tables) -> const Label* {
    const auto own = tables.find(language);
    return own == tables.end() ? nullptr : own->second.find(words);
  };
  const auto* label = look(labels_);
  if (!label && alone) label = look(alone_);
  return label ? std::optional(*label) : std::nullopt;
}

std::vector<Entry> EntryReader::read(const ReadingText& text, const Section& section) const {
  return Splitter(*this, dates_, text, section).split();
}

bool EntryReader::begins_with_degree(std::string_view words) const { return degrees_.match_at(words, 0).has_value(); }

bool EntryReader::is_open(std::string_view words) const {
  words = trimmed(words);
  if (words.empty()) return false;
  if (std::string_view(",-/&(:").find(words.back()) != std::string_view::npos) return true;
  if (std::ranges::count(words, '(') > std::ranges::count(words, ')')) return true;
  return links_.find(words.substr(words.find_last_of(" \n") + 1)) != nullptr;
}

}  // namespace tamis::normalize
