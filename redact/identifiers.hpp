#pragma once

#include <cstddef>
#include <string_view>

/// The check digits of the numbers that identify people, accounts and cards. Each takes the number alone: lower-case
/// ASCII letters and digits, without separators.
namespace tamis::redact {

/// Is there a check of this name (`nir`, `iban`, …; see the table in identifiers.cc)?
[[nodiscard]] bool is_check(std::string_view name);

/// Does a number hold under the check of this name? False for a wrong length or wrong signs. An empty name holds for
/// everything.
[[nodiscard]] bool holds(std::string_view check, std::string_view number);

/// How long an IBAN of this country (two lower-case letters) is; 0 if the country has none (ISO 13616 registry).
[[nodiscard]] std::size_t iban_length(std::string_view country);

}  // namespace tamis::redact
