#pragma once

#include <string>
#include <string_view>

/// Makes the letters of a word what its reader sees.
namespace tamis::parsers {

/// Appends one code point; U+FFFD for what is none.
void append_utf8(std::string& text, char32_t code_point);

/// Removes and returns the first code point of a text that is not empty; U+FFFD for bytes that are not UTF-8.
[[nodiscard]] char32_t take_code_point(std::string_view& text);

/// Repairs one word: ligatures fall apart into letters, accents join theirs, small capitals of the private-use area
/// become letters, the ligatures and quotation marks that T1-encoded fonts leave as control codes come back; icons,
/// zero-width marks and other control codes go. A soft hyphen at the end becomes a hyphen, elsewhere it goes. May come
/// out empty.
[[nodiscard]] std::string repair_word(std::string_view word);

/// How far a page's text can be what its reader sees, 0 to 1: near 0 for a font whose letters map to wrong ones.
/// Judged by letters against marks and by how often the usual letters come, so it holds for the languages of western
/// and central Europe. 1 for a text too short to judge.
[[nodiscard]] float letter_trust(std::string_view text);

}  // namespace tamis::parsers
