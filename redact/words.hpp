#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Words within a text: found and masked whole. Bytes above ASCII count as letters; case is that of ASCII.
namespace tamis::redact {

/// What stands where words were.
inline constexpr std::string_view mask = "[…]";

/// Shorter words, in bytes, say little and stand everywhere.
inline constexpr std::size_t shortest_echo = 3;

[[nodiscard]] bool is_word(char byte);

/// Lower case of ASCII and of the two-byte letters of Latin-1 and Latin Extended-A.
[[nodiscard]] std::string lower(std::string_view text);

/// The first place from `from` on where `word` stands for itself; npos if there is none.
[[nodiscard]] std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

/// The text with each occurrence of the words masked, those shorter than `shortest_echo` excepted.
[[nodiscard]] std::string masked(std::string_view text, const std::vector<std::string>& words);

/// Is there more in it than masks?
[[nodiscard]] bool says_something(std::string_view text);

/// Adds a text, and each word of it.
void add_words(std::string_view text, std::vector<std::string>& words);

}  // namespace tamis::redact
