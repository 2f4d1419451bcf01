#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Characters and code pages, as far as parsers need them. No locale, no tables beyond European letters.
namespace tamis::parsers {

/// The code point at `at`, which moves on behind it; U+FFFD for a byte that is no UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(char32_t code_point, std::string& out);
[[nodiscard]] std::u32string from_utf8(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);

/// For the letters of Latin, Greek and Cyrillic scripts.
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);

enum class CodePage { windows_1250, windows_1252 };
/// One byte of a Windows code page.
[[nodiscard]] char32_t decode_byte(unsigned char byte, CodePage page);

/// Text of unknown encoding as UTF-8: by its byte order mark, else UTF-8 if it is valid, else the Windows code page
/// of central or of western Europe, whichever its bytes suit better.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

}  // namespace tamis::parsers
