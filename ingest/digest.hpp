#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace tamis::ingest {

/// SHA-256 of the bytes as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::span<const std::byte> bytes);

}  // namespace tamis::ingest
