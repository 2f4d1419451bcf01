#include "tests/hostile/mutator.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

namespace tamis::hostile {
namespace {

/// Numbers that are the same on every machine: the standard library's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// From 0 up to, but not including, `end`; 0 if there is nothing to choose from.
  std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(engine_() % end); }

 private:
  std::mt19937_64 engine_;
};

struct Stretch {
  std::size_t start = 0, size = 0;
};

Stretch any_stretch(std::string_view document, Dice& dice) {
  constexpr std::size_t longest = 4096;
  const std::size_t start = dice.below(document.size());
  return {start, 1 + dice.below(std::min(longest, document.size() - start))};
}

/// Where `pattern` stands, at some of its places.
std::size_t any_place_of(std::string_view document, std::string_view pattern, Dice& dice) {
  const std::size_t from = dice.below(document.size());
  const std::size_t found = document.find(pattern, from);
  return found == std::string_view::npos ? document.find(pattern) : found;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A run of digits at or after a random place; empty if there is none.
Stretch any_number(std::string_view document, Dice& dice) {
  const std::size_t from = dice.below(document.size());
  const auto first = std::find_if(document.begin() + static_cast<std::ptrdiff_t>(from), document.end(), is_digit);
  const auto last = std::find_if_not(first, document.end(), is_digit);
  return {static_cast<std::size_t>(first - document.begin()), static_cast<std::size_t>(last - first)};
}

std::string other_number(Dice& dice) {
  constexpr std::array<std::string_view, 9> numbers{
      "0", "1", "255", "65536", "2147483647", "4294967295", "9999999999", "-1", "18446744073709551615"};
  return std::string(numbers[dice.below(numbers.size())]);
}

void flip_bits(std::string& document, Dice& dice) {
  for (std::size_t left = 1 + dice.below(32); left > 0; --left) {
    document[dice.below(document.size())] ^= static_cast<char>(1 << dice.below(8));
  }
}

void swap_chunks(std::string& document, Dice& dice) {
  const Stretch one = any_stretch(document, dice), other = any_stretch(document, dice);
  const std::size_t size = std::min(one.size, other.size);
  for (std::size_t i = 0; i < size; ++i) std::swap(document[one.start + i], document[other.start + i]);
}

void repeat_chunk(std::string& document, Dice& dice) {
  const Stretch stretch = any_stretch(document, dice);
  const std::string chunk = document.substr(stretch.start, stretch.size);
  std::string many;
  for (std::size_t left = 1 + dice.below(200); left > 0; --left) many += chunk;
  document.insert(stretch.start, many);
}

void add_noise(std::string& document, Dice& dice) {
  const Stretch stretch = any_stretch(document, dice);
  for (std::size_t i = 0; i < stretch.size; ++i) document[stretch.start + i] = static_cast<char>(dice.below(256));
}

void stretch_number(std::string& document, Dice& dice) {
  const Stretch number = any_number(document, dice);
  document.replace(number.start, number.size, other_number(dice));
}

void set_binary_length(std::string& document, Dice& dice) {
  constexpr std::array<std::string_view, 5> extremes{"\xff\xff\xff\xff", "\x7f\xff\xff\xff", "\xff\xff\xff\x7f",
                                                     std::string_view("\0\0\0\0", 4), std::string_view("\0\0\1\0", 4)};
  if (document.size() < 64) return;
  // Directories stand at the two ends of most containers.
  const std::size_t place = dice.below(2) == 0 ? dice.below(64) : document.size() - 60 + dice.below(56);
  document.replace(place, 4, extremes[dice.below(extremes.size())]);
}

void rename_member(std::string& document, Dice& dice) {
  constexpr std::array<std::string_view, 5> names{"word/document.xml", "word/styles.xml", "content.xml",
                                                  "[Content_Types].xml", "word/numbering.xml"};
  const std::string_view name = names[dice.below(names.size())];
  const std::size_t place = any_place_of(document, name, dice);
  if (place == std::string::npos) return flip_bits(document, dice);
  constexpr std::array<std::string_view, 3> others{"../", "word", "////"};
  const std::string_view other = others[dice.below(others.size())];
  document.replace(place, other.size(), other);
}

void nest_markup(std::string& document, Dice& dice) {
  constexpr std::array<std::string_view, 4> openings{"<div>", "<w:tbl>", "{\\b ", "[<<"};
  const std::string_view opening = openings[dice.below(openings.size())];
  std::string many;
  for (std::size_t left = 100 + dice.below(20'000); left > 0; --left) many += opening;
  document.insert(dice.below(document.size()), many);
}

void move_reference(std::string& document, Dice& dice) {
  const std::size_t place = any_place_of(document, " 0 R", dice);
  if (place == std::string::npos) return stretch_number(document, dice);
  std::size_t start = place;
  while (start > 0 && is_digit(document[start - 1])) --start;
  document.replace(start, place - start, std::to_string(1 + dice.below(12)));
}

void break_table(std::string& document, Dice& dice) {
  constexpr std::array<std::string_view, 5> marks{"startxref", "xref", "trailer", "/Prev", "endobj"};
  const std::size_t place = any_place_of(document, marks[dice.below(marks.size())], dice);
  if (place == std::string::npos) return add_noise(document, dice);
  const Stretch number = any_number(std::string_view(document).substr(place), dice);
  document.replace(place + number.start, number.size, other_number(dice));
}

/// A document with the content of one of its members replaced, or the same if that cannot be done.
std::string repacked(const std::string& document, zip_uint64_t member, const std::string& content) {
  void* copy = std::malloc(document.size());  // the library frees what it has written over
  std::memcpy(copy, document.data(), document.size());
  zip_source_t* source = zip_source_buffer_create(copy, document.size(), 1, nullptr);
  zip_source_keep(source);
  zip_t* zip = zip_open_from_source(source, 0, nullptr);
  if (zip != nullptr) {
    zip_file_replace(zip, member, zip_source_buffer(zip, content.data(), content.size(), 0), 0);
    zip_set_file_compression(zip, member, ZIP_CM_DEFLATE, 0);
    if (zip_close(zip) != 0) zip_discard(zip);
  }
  std::string result;
  zip_stat_t about{};
  if (zip_source_stat(source, &about) == 0 && zip_source_open(source) == 0) {
    result.resize(about.size);
    zip_source_read(source, result.data(), result.size());
    zip_source_close(source);
  }
  zip_source_free(source);
  return result.empty() ? document : result;
}

void mangle_member(std::string& document, Dice& dice) {
  zip_source_t* source = zip_source_buffer_create(document.data(), document.size(), 0, nullptr);
  const std::unique_ptr<zip_t, decltype(&zip_discard)> zip(zip_open_from_source(source, ZIP_RDONLY, nullptr),
                                                           &zip_discard);
  if (!zip) {
    zip_source_free(source);
    return flip_bits(document, dice);
  }
  const auto member =
      static_cast<zip_uint64_t>(dice.below(static_cast<std::size_t>(zip_get_num_entries(zip.get(), 0))));
  zip_stat_t about{};
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(zip.get(), member, 0), &zip_fclose);
  if (!file || zip_stat_index(zip.get(), member, 0, &about) != 0 || about.size == 0) return flip_bits(document, dice);
  std::string content(about.size, '\0');
  zip_fread(file.get(), content.data(), content.size());
  constexpr std::array kinds{&nest_markup, &stretch_number, &repeat_chunk, &swap_chunks, &flip_bits};
  kinds[dice.below(kinds.size())](content, dice);
  document = repacked(document, member, content);
}

void apply(Damage damage, std::string& document, Dice& dice) {
  switch (damage) {
    case Damage::flipped_bits:
      return flip_bits(document, dice);
    case Damage::cut_off:
      return document.resize(dice.below(document.size()));
    case Damage::swapped_chunks:
      return swap_chunks(document, dice);
    case Damage::repeated_chunk:
      return repeat_chunk(document, dice);
    case Damage::noise:
      return add_noise(document, dice);
    case Damage::stretched_number:
      return stretch_number(document, dice);
    case Damage::binary_length:
      return set_binary_length(document, dice);
    case Damage::mangled_member:
      return mangle_member(document, dice);
    case Damage::renamed_member:
      return rename_member(document, dice);
    case Damage::nested_markup:
      return nest_markup(document, dice);
    case Damage::moved_reference:
      return move_reference(document, dice);
    case Damage::broken_table:
      return break_table(document, dice);
  }
}

/// Damage that fits the content is drawn more often.
std::vector<Damage> possible(std::string_view document) {
  using enum Damage;
  std::vector<Damage> all{flipped_bits, cut_off,          swapped_chunks, repeated_chunk,
                          noise,        stretched_number, binary_length};
  if (document.starts_with("%PDF")) {
    all.insert(all.end(),
               {moved_reference, moved_reference, moved_reference, broken_table, broken_table, stretched_number});
  } else if (document.starts_with("PK")) {
    all.insert(all.end(), {renamed_member, binary_length, binary_length});
    all.insert(all.end(), 8, mangled_member);
  } else if (document.starts_with("<") || document.starts_with("{\\rtf")) {
    all.insert(all.end(), {nested_markup, nested_markup});
  }
  return all;
}

}  // namespace

std::string damaged(std::string_view document, std::uint64_t seed) {
  Dice dice(seed);
  std::string result(document);
  const auto kinds = possible(document);
  for (std::size_t left = 1 + dice.below(2); left > 0 && !result.empty(); --left) {
    apply(kinds[dice.below(kinds.size())], result, dice);
  }
  return result;
}

}  // namespace tamis::hostile
