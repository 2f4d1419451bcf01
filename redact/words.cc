#include "redact/words.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_word(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || (c & 0x80) != 0; }

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  while (true) {
    const auto found = std::ranges::search(text.substr(from), word, {}, lower, lower);
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
