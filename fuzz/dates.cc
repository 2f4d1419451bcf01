// Dates and periods, as somebody may write them.
#include "normalize/dates.hpp"
#include "fuzz/reading.hpp"
#include "fuzz/target.hpp"

namespace tamis::fuzz {
namespace {

void check_date(const std::optional<normalize::Date>& date) {
  if (!date) return;
  require(date->month >= 0 && date->month <= 12 && date->day >= 0 && date->day <= 31, "a date is on the calendar");
  require(normalize::date_from_iso(date->iso()) == *date, "a date is read back from ISO as it was");
}

void check_line(const normalize::DateReader& reader, const normalize::Piece& line) {
  std::uint32_t last = line.folded.start;
  for (const normalize::Period& period : reader.find(line)) {
    require(line.folded.contains(period.where.folded), "a period lies within its line");
    require(period.where.folded.start >= last, "periods come from left to right and apart");
    last = period.where.folded.end;
    check_date(period.start);
    check_date(period.end);
  }
}

}  // namespace
}  // namespace tamis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  static const normalize::DateReader reader(normalize::load_packs(fuzz::normalizer().folder()).value());
  const ReadingText text = fuzz::read(fuzz::text_of(data, size));
  for (const TextLine& line : text.lines) fuzz::check_line(reader, normalize::piece_of(text, line));
  return 0;
}
