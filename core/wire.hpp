#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <span>
#include <string>

/// Nouns as compact bytes, for the pipe between the service and its helper processes.
///
/// Little-endian fixed-width numbers, lengths as 32 bits, members in the order of the field lists. Not a storage
/// format: both ends are built from the same sources. The reader is a trust boundary: it takes any bytes, allocates no
/// more than a small multiple of what it is given, and answers `helper_protocol` for what it cannot read.
namespace tamis {

template <class T>
[[nodiscard]] std::string encode(const T& noun);

template <class T>
[[nodiscard]] Result<T> decode(std::string_view bytes);

}  // namespace tamis
