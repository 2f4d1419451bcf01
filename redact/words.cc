#include "redact/words.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

char lower_byte(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (lower_byte(c) >= 'a' && lower_byte(c) <= 'z') || (c & 0x80) != 0;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (std::size_t at = 0; at < result.size(); ++at) {
    auto& byte = result[at];
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    if (at == 0) continue;
    const auto lead = static_cast<unsigned char>(result[at - 1]), tail = static_cast<unsigned char>(byte);
    if (lead == 0xC3 && tail >= 0x80 && tail <= 0x9E && tail != 0x97) byte = static_cast<char>(tail + 0x20);
    const bool odd_is_capital = (lead == 0xC4 && tail >= 0xB9) || (lead == 0xC5 && tail <= 0x88);
    const bool odd_again = lead == 0xC5 && tail >= 0xB9 && tail <= 0xBE;
    if ((lead == 0xC4 || lead == 0xC5) && (tail % 2 == 1) == (odd_is_capital || odd_again) && tail != 0xBF) {
      byte = static_cast<char>(tail + 1);
    }
  }
  return result;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  while (true) {
    const auto found = std::ranges::search(text.substr(from), word, {}, lower_byte, lower_byte);
    if (found.empty()) return text.npos;
    const auto at = static_cast<std::size_t>(found.begin() - text.begin());
    const bool starts = at == 0 || !is_word(text[at - 1]) || !is_word(word.front());
    const bool ends = at + word.size() == text.size() || !is_word(text[at + word.size()]) || !is_word(word.back());
    if (starts && ends) return at;
    from = at + 1;
  }
}

std::string masked(std::string_view text, const std::vector<std::string>& words) {
  std::string result(text);
  for (const std::string& word : words) {
    if (word.size() < shortest_echo) continue;
    for (std::size_t at = find_word(result, word); at != result.npos; at = find_word(result, word, at + mask.size())) {
      result.replace(at, word.size(), mask);
    }
  }
  return result;
}

bool says_something(std::string_view text) {
  std::string rest(text);
  for (std::size_t at = rest.find(mask); at != rest.npos; at = rest.find(mask)) rest.erase(at, mask.size());
  return std::ranges::any_of(rest, is_word);
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  words.emplace_back(text);
  std::string word;
  for (const char byte : std::string(text) + ' ') {
    if (is_word(byte)) {
      word += byte;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
}

}  // namespace tamis::redact
