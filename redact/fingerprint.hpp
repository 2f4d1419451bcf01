#pragma once

#include "core/embedded.hpp"

#include <initializer_list>
#include <span>
#include <string>

namespace tamis::redact {

/// A short hash of files, their names and their order: eight hexadecimal digits. It tells versions of the rules apart
/// and guards against nobody.
[[nodiscard]] std::string fingerprint(std::initializer_list<std::span<const EmbeddedFile>> groups);

}  // namespace tamis::redact
