#include "redact/fingerprint.hpp"

#include <cstdint>
#include <string_view>

namespace tamis::redact {
namespace {

std::uint64_t hash(std::string_view bytes, std::uint64_t seed) {  // FNV-1a
  for (const char byte : bytes) seed = (seed ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return seed;
}

}  // namespace

std::string fingerprint(std::initializer_list<std::span<const EmbeddedFile>> groups) {
  std::uint64_t digest = 0xcbf29ce484222325ULL;
  for (const auto files : groups) {
    for (const EmbeddedFile& file : files) digest = hash(file.content, hash(file.name, digest));
  }
  std::string digits;
  for (int shift = 60; shift >= 32; shift -= 4) digits += "0123456789abcdef"[(digest >> shift) & 15];
  return digits;
}

}  // namespace tamis::redact
