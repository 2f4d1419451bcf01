// Telephone numbers in any words.
#include "normalize/phones.hpp"
#include "fuzz/reading.hpp"
#include "fuzz/target.hpp"

#include <algorithm>

namespace tamis::fuzz {
namespace {

void check_line(const normalize::Piece& line) {
  static const std::vector<std::string> regions{"FR", "DE", "PL"};
  static const normalize::Phrases<bool> labels;
  for (const normalize::Phone& phone : normalize::find_phones(line, regions, labels)) {
    const std::string_view number = phone.value.text.reveal(Purpose::normalization);
    require(
        number.starts_with('+') && number.size() <= 18 && std::ranges::all_of(number.substr(1), normalize::is_digit),
        "a number is in E.164");
    require(line.folded.contains(phone.written.folded), "a number lies within its line");
  }
}

}  // namespace
}  // namespace tamis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const ReadingText text = fuzz::read(fuzz::text_of(data, size));
  for (const TextLine& line : text.lines) fuzz::check_line(normalize::piece_of(text, line));
  return 0;
}
