#pragma once

#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/piece.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tamis::normalize {

/// A calendar date, as precise as it was written: month and day are 0 if they were not.
struct Date {
  int year = 0, month = 0, day = 0;

  [[nodiscard]] std::string iso() const;
  /// Months since the year 0, for reckoning; an unknown month counts as the given one.
  [[nodiscard]] int months(int unknown_month) const { return year * 12 + (month ? month : unknown_month) - 1; }
  bool operator==(const Date&) const = default;
};

/// Reads back an ISO date of any precision.
[[nodiscard]] Date date_from_iso(std::string_view iso);

/// A date or a span of time as written: "March 2019 – today", "seit 2015", "2016".
struct Period {
  std::optional<Date> start, end;
  bool ongoing = false;  ///< an end was written, and it is "present", or a start with "since"
  bool single = false;   ///< one date alone, held in `start`: the caller knows what it means
  Piece where;           ///< all of it, with the words that belong to it
  Piece start_where, end_where;

  [[nodiscard]] Value start_value(float confidence) const;
  [[nodiscard]] Value end_value(float confidence) const;
};

/// Reads dates and periods in all languages of the packs, numeric and in words, also as OCR leaves them.
/// Immutable; safe between threads.
class DateReader {
 public:
  explicit DateReader(const LanguagePacks& packs);

  /// Every period of a piece, from left to right. Linear.
  [[nodiscard]] std::vector<Period> find(const Piece& piece) const;

  /// The period if the piece is nothing else (brackets, commas and durations aside).
  [[nodiscard]] std::optional<Period> whole(const Piece& piece) const;

  /// The period that two pieces apart make together, such as "Jan 2022 - Apr" above "2024" in a narrow column.
  [[nodiscard]] std::optional<Period> joined(const Piece& first, const Piece& second) const;

 private:
  struct Found {
    Date date;
    std::size_t end;
  };

  [[nodiscard]] std::optional<Found> named(std::string_view text, std::size_t at) const;
  [[nodiscard]] std::optional<Found> date(std::string_view text, std::size_t at) const;
  [[nodiscard]] std::optional<std::size_t> range_sign(std::string_view text, std::size_t at) const;
  [[nodiscard]] std::optional<Period> period(const Piece& piece, std::string_view text, std::size_t at) const;
  void widen(const Piece& piece, std::string_view text, Period& period) const;

  Phrases<int> months_;
  [[nodiscard]] bool names_norm(std::string_view text, std::size_t at) const;

  Phrases<bool> present_, since_, from_, to_, seasons_, units_, norms_;
};

}  // namespace tamis::normalize
