#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string_view>

/// What every fuzz target is made of. A target takes any bytes; besides crashes and sanitizer reports it holds the code
/// to laws.
namespace tamis::fuzz {

/// Ends the process, for the fuzzer to keep the input, if a law does not hold.
inline void require(bool holds, std::string_view law) {
  if (holds) return;
  std::cerr << "broken law: " << law << std::endl;
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline std::span<const std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

}  // namespace tamis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
