#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Damages documents as disks, mail gateways and people who mean harm do: the same seed, the same damage.
namespace tamis::hostile {

enum class Damage : std::uint8_t {
  flipped_bits,      ///< a few, anywhere
  cut_off,           ///< the end is missing
  swapped_chunks,    ///< two stretches changed places
  repeated_chunk,    ///< a stretch stands there many times
  noise,             ///< a stretch of random bytes
  stretched_number,  ///< a decimal number became another, mostly huge: lengths, offsets, counts, sizes
  binary_length,     ///< four bytes became an extreme integer: lengths in ZIP, TIFF, PNG and OLE directories
  mangled_member,    ///< a ZIP member's content, unpacked, got damage of its own and was packed again
  renamed_member,    ///< a ZIP member's name became another's, or lost its sense
  nested_markup,     ///< a tag opened thousands of times
  moved_reference,   ///< a PDF's reference leads to another object, often back to where it came from
  broken_table,      ///< a PDF's cross-reference table or trailer points elsewhere
};

/// A document with some damage, or several, of the kinds that its content can take.
[[nodiscard]] std::string damaged(std::string_view document, std::uint64_t seed);

}  // namespace tamis::hostile
