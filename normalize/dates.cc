#include "normalize/dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace tamis::normalize {
namespace {

constexpr int first_year = 1930, last_year = 2079;

bool is_gap(char c) { return c == ' ' || c == '\n'; }

std::size_t skip_gaps(std::string_view text, std::size_t at) {
  while (at < text.size() && is_gap(text[at])) ++at;
  return at;
}

bool starts_word(std::string_view text, std::size_t at) { return at == 0 || !is_word_byte(text[at - 1]); }
bool ends_word(std::string_view text, std::size_t at) { return at >= text.size() || !is_word_byte(text[at]); }

/// A digit, or a letter that OCR takes for one; -1 for neither.
int digit_of(char c) {
  if (is_digit(c)) return c - '0';
  return c == 'o' ? 0 : c == 'l' || c == 'i' || c == '|' ? 1 : -1;
}

struct Number {
  int value = 0;
  std::size_t digits = 0, end = 0;
};

/// The number at `at`, at most `most` digits long and not a part of a longer one; at least half of its signs must be
/// digits.
std::optional<Number> number(std::string_view text, std::size_t at, std::size_t most) {
  Number result{0, 0, at};
  std::size_t real = 0;
  for (; result.end < text.size() && digit_of(text[result.end]) >= 0; ++result.end) {
    if (++result.digits > most) return std::nullopt;
    result.value = result.value * 10 + digit_of(text[result.end]);
    real += is_digit(text[result.end]) ? 1 : 0;
  }
  if (result.digits == 0 || real * 2 < result.digits || real == 0) return std::nullopt;
  return result;
}

bool is_year(const Number& number) {
  return number.digits == 4 && number.value >= first_year && number.value <= last_year;
}

/// Two digits as people write them: '98 is 1998, '17 is 2017.
int full_year(int two_digits) { return two_digits + (two_digits < 50 ? 2000 : 1900); }

std::optional<Number> year_at(std::string_view text, std::size_t at) {
  const auto found = number(text, at, 4);
  if (!found || !is_year(*found) || !ends_word(text, found->end)) return std::nullopt;
  return found;
}

std::optional<Number> short_year_at(std::string_view text, std::size_t at) {
  auto found = number(text, at, 2);
  if (!found || found->digits != 2 || !ends_word(text, found->end)) return std::nullopt;
  found->value = full_year(found->value);
  return found;
}

/// Does a number that ends here count something, as in "12.º ano"?
bool is_ordinal(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && text[end] == '.' && !is_gap(text[end + 1]);
}

/// A month as a Roman numeral, as Poles and Italians write it.
std::optional<Number> roman_month(std::string_view text, std::size_t at) {
  static constexpr auto numerals =
      std::to_array<std::string_view>({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"});
  auto end = at;
  while (end < text.size() && (text[end] == 'i' || text[end] == 'v' || text[end] == 'x')) ++end;
  if (!ends_word(text, end)) return std::nullopt;
  const auto found = std::ranges::find(numerals, text.substr(at, end - at));
  if (found == numerals.end()) return std::nullopt;
  return Number{static_cast<int>(found - numerals.begin()) + 1, 2, end};
}

bool is_month(int value) { return value >= 1 && value <= 12; }
bool is_day(int value) { return value >= 1 && value <= 31; }

/// A sign between the numbers of one date.
std::optional<std::size_t> joint(std::string_view text, std::size_t at) {
  const auto start = skip_gaps(text, at);
  if (start >= text.size() || std::string_view("./-").find(text[start]) == std::string_view::npos) return std::nullopt;
  if (start > at && text[start] == '-') return std::nullopt;  // " - " stands between two dates
  return skip_gaps(text, start + 1);
}

/// Does a number run on into this place, as in 13/25/2019?
bool is_tail_of_number(std::string_view text, std::size_t at) {
  return at >= 2 && is_digit(text[at - 2]) && std::string_view("./-").find(text[at - 1]) != std::string_view::npos;
}

/// The end of "(2 years)" or ", 3 months" behind a period.
template <class IsUnit>
std::size_t skip_duration(std::string_view text, std::size_t at, IsUnit&& is_unit) {
  auto end = skip_gaps(text, at);
  while (end < text.size() && (text[end] == '(' || text[end] == ',' || text[end] == ':' || is_gap(text[end]))) ++end;
  bool any = false;
  for (auto count = number(text, end, 2); count; count = number(text, skip_gaps(text, end), 2)) {
    const auto unit = skip_gaps(text, count->end);
    const auto size = is_unit(text, unit);
    if (!size) break;
    end = unit + *size;
    any = true;
    while (end < text.size() && (text[end] == '.' || text[end] == ')' || is_gap(text[end]))) ++end;
  }
  return any ? end : at;
}

/// Numbers only: 15.03.2019, 2019-03-15, 03/2019, 2019-03, 05/17, IX 2015, 2019.
std::optional<std::pair<Date, std::size_t>> numeric(std::string_view text, std::size_t at) {
  if (const auto roman = roman_month(text, at)) {
    const auto next = joint(text, roman->end).value_or(skip_gaps(text, roman->end));
    if (const auto year = next > roman->end ? year_at(text, next) : std::nullopt) {
      return std::pair{Date{year->value, roman->value, 0}, year->end};
    }
    return std::nullopt;
  }
  const auto first = number(text, at, 4);
  if (!first) return std::nullopt;
  const auto next = joint(text, first->end);
  const auto second = next ? number(text, *next, 4).value_or(Number{}) : Number{};
  const auto then = second.digits ? joint(text, second.end) : std::nullopt;
  const auto third = then ? number(text, *then, 4).value_or(Number{}) : Number{};
  if (is_year(*first)) {
    const bool month = second.digits && second.digits == 2 && is_month(second.value) && ends_word(text, second.end);
    if (month && third.digits && third.digits == 2 && is_day(third.value) && ends_word(text, third.end)) {
      return std::pair{Date{first->value, second.value, third.value}, third.end};
    }
    if (month) return std::pair{Date{first->value, second.value, 0}, second.end};
    if (!ends_word(text, first->end)) return std::nullopt;
    return std::pair{Date{first->value, 0, 0}, first->end};
  }
  if (first->digits > 2 || !second.digits) return std::nullopt;
  if (third.digits && second.digits <= 2 && is_year(third) && ends_word(text, third.end)) {
    if (is_day(first->value) && is_month(second.value)) {
      return std::pair{Date{third.value, second.value, first->value}, third.end};
    }
    if (is_month(first->value) && is_day(second.value)) {
      return std::pair{Date{third.value, first->value, second.value}, third.end};
    }
    return std::nullopt;
  }
  if (!is_month(first->value) || !ends_word(text, second.end)) return std::nullopt;
  if (is_year(second)) return std::pair{Date{second.value, first->value, 0}, second.end};
  const bool slash = text.substr(first->end, *next - first->end).find('/') != std::string_view::npos;
  if (slash && first->digits == 2 && second.digits == 2 && !third.digits) {
    return std::pair{Date{full_year(second.value), first->value, 0}, second.end};
  }
  return std::nullopt;
}

}  // namespace

std::string Date::iso() const {
  std::array<char, 16> text{};
  if (day) {
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  } else if (month) {
    std::snprintf(text.data(), text.size(), "%04d-%02d", year, month);
  } else {
    std::snprintf(text.data(), text.size(), "%04d", year);
  }
  return text.data();
}

Date date_from_iso(std::string_view iso) {
  Date date;
  const auto read = [&](std::size_t at, std::size_t size, int& into) {
    if (iso.size() >= at + size) std::from_chars(iso.data() + at, iso.data() + at + size, into);
  };
  read(0, 4, date.year);
  read(5, 2, date.month);
  read(8, 2, date.day);
  return date;
}

Value Period::start_value(float confidence) const {
  if (!start) return {};
  return {CandidateText(start->iso()), start_where.span(), confidence};
}

Value Period::end_value(float confidence) const {
  if (!end) return {};
  return {CandidateText(end->iso()), end_where.span(), confidence};
}

DateReader::DateReader(const LanguagePacks& packs) {
  static constexpr auto months =
      std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july", "august",
                                       "september", "october", "november", "december"});
  for_each_term(packs, "months", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    const auto month = std::ranges::find(months, key);
    if (month != months.end()) months_.add(term, static_cast<int>(month - months.begin()) + 1);
  });
  for_each_term(packs, "dates", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    auto& words = key == "present" ? present_
                  : key == "since" ? since_
                  : key == "from"  ? from_
                  : key == "to"    ? to_
                  : key == "units" ? units_
                  : key == "norms" ? norms_
                                   : seasons_;
    words.add(term, true);
  });
}

/// A month or season in words, with its year: "15 mars 2019", "March 2019", "sept. '19", "Sommer 2018", "may 3, 2020".
std::optional<DateReader::Found> DateReader::named(std::string_view text, std::size_t at) const {
  Date date;
  auto here = at;
  if (const auto day = number(text, at, 2); day && is_day(day->value)) {
    here = day->end;
    for (const std::string_view ordinal : {"er", "st", "nd", "rd", "th", "o", "."}) {
      if (text.substr(here).starts_with(ordinal)) {
        here += ordinal.size();
        break;
      }
    }
    here = skip_gaps(text, here);
    if (from_.match_at(text, here)) here = skip_gaps(text, here + from_.match_at(text, here)->size);  // "3 de mayo"
    date.day = day->value;
  }
  const auto month = months_.match_at(text, here);
  const auto season = month || date.day ? std::nullopt : seasons_.match_at(text, here);
  if (!month && !season) return std::nullopt;
  date.month = month ? *month->meaning : 0;
  here += month ? month->size : season->size;
  if (here < text.size() && text[here] == '.') ++here;
  here = skip_gaps(text, here);
  if (here < text.size() && (text[here] == ',' || text[here] == '/' || text[here] == '-'))
    here = skip_gaps(text, here + 1);
  if (month && !date.day) {  // "March 3, 2020"
    if (const auto day = number(text, here, 2); day && is_day(day->value) && day->end < text.size()) {
      const auto next = skip_gaps(text, day->end + (text[day->end] == ',' ? 1 : 0));
      if (next > day->end && year_at(text, next)) {
        date.day = day->value;
        here = next;
      }
    }
  }
  if (const auto of = from_.match_at(text, here)) here = skip_gaps(text, here + of->size);  // "marzo de 2019"
  if (const auto year = year_at(text, here)) {
    date.year = year->value;
    return Found{date, year->end};
  }
  const bool apostrophe = here < text.size() && text[here] == '\'';
  if (const auto year = short_year_at(text, here + (apostrophe ? 1 : 0)); year && !date.day && (month || apostrophe)) {
    date.year = year->value;
    return Found{date, year->end};
  }
  return std::nullopt;
}

std::optional<DateReader::Found> DateReader::date(std::string_view text, std::size_t at) const {
  if (at >= text.size() || !starts_word(text, at)) return std::nullopt;
  if (auto found = named(text, at)) return found;
  if (const auto found = numeric(text, at)) return Found{found->first, found->second};
  return std::nullopt;
}

/// The end of a sign or word between two dates: "-", "to", "–", "bis", "->"; two of them count as one ("à à ce jour").
std::optional<std::size_t> DateReader::range_sign(std::string_view text, std::size_t at) const {
  auto here = skip_gaps(text, at);
  const auto start = here;
  while (here < text.size() && (text[here] == '-' || text[here] == '>' || text[here] == '/' || text[here] == '~'))
    ++here;
  if (here > start) {
    here = skip_gaps(text, here);
    if (const auto word = to_.match_at(text, here)) here = skip_gaps(text, here + word->size);
    return here;
  }
  const auto word = to_.match_at(text, here);
  if (!word) return std::nullopt;
  return skip_gaps(text, here + word->size);
}

std::optional<Period> DateReader::period(const Piece& piece, std::string_view text, std::size_t at) const {
  Period result;
  auto first = date(text, at);
  if (!first) {  // "March – June 2019", "03 – 06/2019": the first month borrows the year of the second
    const auto month = months_.match_at(text, at);
    const auto digits = month ? std::nullopt : number(text, at, 2);
    if (!month && !(digits && is_month(digits->value))) return std::nullopt;
    auto end = month ? at + month->size : digits->end;
    if (month && end < text.size() && text[end] == '.') ++end;
    const auto sign = range_sign(text, end);
    const auto second = sign ? date(text, *sign) : std::nullopt;
    if (!second || !second->date.month || second->date.day) return std::nullopt;
    result.start = Date{second->date.year, month ? *month->meaning : digits->value, 0};
    result.end = second->date;
    result.start_where = piece.part(at, end);
    result.end_where = piece.part(*sign, second->end);
    result.where = piece.part(at, second->end);
    return result;
  }
  result.start = first->date;
  result.start_where = piece.part(at, first->end);
  auto end = first->end;
  const auto sign = range_sign(text, end);
  if (const auto second = sign ? date(text, *sign) : std::nullopt) {
    result.end = second->date;
    result.end_where = piece.part(*sign, second->end);
    end = second->end;
  } else if (const auto short_end = sign && !first->date.month ? short_year_at(text, *sign) : std::nullopt;
             short_end && short_end->value >= first->date.year && !is_ordinal(text, short_end->end)) {  // 2019/20
    result.end = Date{short_end->value, 0, 0};
    result.end_where = piece.part(*sign, short_end->end);
    end = short_end->end;
  } else {
    result.single = true;
    // "until today" may be one phrase or a word between the dates and another: the longest reading counts.
    auto dash = skip_gaps(text, end);
    while (dash < text.size() && (text[dash] == '-' || text[dash] == ' ')) ++dash;
    for (const auto start : {skip_gaps(text, end), dash, sign.value_or(end)}) {
      const auto now = present_.match_at(text, start);
      if (!now) continue;
      result.single = false;
      result.ongoing = true;
      result.end_where = piece.part(start, start + now->size);
      end = start + now->size;
      break;
    }
  }
  result.where = piece.part(at, end);
  return result;
}

/// Takes in the words that belong to the period: "since", "from" before it, a duration or a dash behind it.
void DateReader::widen(const Piece& piece, std::string_view text, Period& period) const {
  auto start = static_cast<std::size_t>(period.where.folded.start - piece.folded.start);
  auto end = static_cast<std::size_t>(period.where.folded.end - piece.folded.start);
  auto before = start;
  while (before > 0 && (is_gap(text[before - 1]) || text[before - 1] == ':')) --before;
  const auto word_before = [&](const Phrases<bool>& words) -> std::optional<std::size_t> {
    std::optional<std::size_t> longest;
    for (std::size_t from = before; from > 0 && before - from < 24;) {
      --from;
      if (starts_word(text, from) && words.find(text.substr(from, before - from))) longest = from;
    }
    return longest;
  };
  if (const auto since = word_before(since_)) {
    period.ongoing = period.ongoing || period.single;
    start = *since;
  } else if (const auto until = period.single ? word_before(to_) : std::nullopt; until && *until == 0) {
    period.end = std::exchange(period.start, std::nullopt);
    period.end_where = period.start_where;
    start = *until;
  } else if (const auto from = word_before(from_)) {
    start = *from;
  }
  if (period.single) {
    const auto tail = trimmed(text.substr(end));
    const bool open = tail.starts_with('-') && trimmed(tail, "-)").empty();
    period.ongoing = period.ongoing || (open && !trimmed(tail, ")").empty());
    if (period.ongoing || !period.start) period.single = false;
  }
  end = skip_duration(text, end, [&](std::string_view in, std::size_t at) -> std::optional<std::size_t> {
    const auto unit = units_.match_at(in, at);
    return unit ? std::optional(unit->size) : std::nullopt;
  });
  period.where = piece.part(start, end);
}

/// "VDI 2000", "Windows 2000": a number in a name.
bool DateReader::names_norm(std::string_view text, std::size_t at) const {
  const auto before = trimmed(text.substr(0, at));
  const auto word = before.find_last_of(" ,;(/") + 1;
  return before.size() < at && norms_.contains(before.substr(word));
}

std::vector<Period> DateReader::find(const Piece& piece) const {
  std::vector<Period> periods;
  if (std::ranges::none_of(piece.words(), is_digit)) return periods;
  std::string text(piece.words());
  std::ranges::replace(text, '\n', ' ');
  for (std::size_t i = 0; i < text.size();) {
    auto found = is_word_byte(text[i]) && starts_word(text, i) ? period(piece, text, i) : std::nullopt;
    if (found && found->start && found->end && found->start->months(1) > found->end->months(12)) found = std::nullopt;
    if (found && found->single && (is_tail_of_number(text, i) || names_norm(text, i))) found = std::nullopt;
    if (!found) {
      ++i;
      continue;
    }
    i = found->where.folded.end - piece.folded.start;
    // A lone 2007-10 is more often a span of years than October.
    if (found->single && found->start->month && !found->start->day && found->where.size() == 7 && text[i - 3] == '-') {
      const auto last = full_year(found->start->month);
      if (last > found->start->year && last - found->start->year <= 10) {
        const auto where = found->where;
        found->start = Date{found->start->year, 0, 0};
        found->end = Date{last, 0, 0};
        found->start_where = where.until(4);
        found->end_where = where.from(5);
        found->single = false;
      }
    }
    widen(piece, text, *found);
    i = std::max<std::size_t>(i, found->where.folded.end - piece.folded.start);
    periods.push_back(std::move(*found));
  }
  return periods;
}

std::optional<Period> DateReader::whole(const Piece& piece) const {
  auto periods = find(piece);
  if (periods.size() != 1) return std::nullopt;
  const auto text = piece.words();
  const auto& where = periods.front().where;
  const auto before = text.substr(0, where.folded.start - piece.folded.start);
  const auto after = text.substr(where.folded.end - piece.folded.start);
  const auto is_empty = [](std::string_view rest) { return std::ranges::none_of(rest, is_word_byte); };
  // "2019 r.", "roku": the year's own word.
  const auto rest = trimmed(after, ".,;:|-()");
  if (!is_empty(before) || !(is_empty(after) || rest == "r" || rest == "roku" || rest == "r.")) return std::nullopt;
  return periods.front();
}

std::optional<Period> DateReader::joined(const Piece& first, const Piece& second) const {
  ReadingText line;
  line.folded.text = std::string(first.words()) + " " + std::string(second.words());
  line.folded.origin.resize(line.folded.text.size() + 1);
  auto period = whole({&line, {0, static_cast<std::uint32_t>(line.folded.text.size())}});
  if (!period || period->single) return std::nullopt;
  period->where = period->start_where = first;
  period->end_where = second;
  return period;
}

}  // namespace tamis::normalize
