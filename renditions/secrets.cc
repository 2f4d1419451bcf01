#include "renditions/secrets.hpp"

#include <algorithm>

namespace tamis::renditions {
namespace {

constexpr std::size_t shortest_in_bytes = 6;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }

/// Folded, with one space between words, whatever stood there.
std::string plain(std::string_view text, const TextFolder& folder) {
  std::string words = " ";
  for (const char c : folder.fold_term(text)) {
    if (is_word(c)) {
      words += c;
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

bool contains(std::string_view bytes, std::string_view word) {
  return !std::ranges::search(bytes, word, {}, lower).empty();
}

}  // namespace

bool Secrets::in_text(std::string_view text) const {
  const std::string words = plain(text, folder_);
  return std::ranges::any_of(words_, [&](const std::string& secret) {
    const std::string wanted = plain(secret, folder_);
    return wanted.size() > 2 && words.find(wanted) != words.npos;
  });
}

bool Secrets::in_bytes(std::string_view bytes) const {
  std::string narrow;
  std::ranges::copy_if(bytes, std::back_inserter(narrow), [](char c) { return c != '\0'; });
  return std::ranges::any_of(words_, [&](const std::string& secret) {
    return secret.size() >= shortest_in_bytes && (contains(bytes, secret) || contains(narrow, secret));
  });
}

bool Secrets::in_contents(const Contents& contents) const {
  return std::ranges::any_of(contents.parts, [&](const std::string& part) { return in_bytes(part); }) ||
         std::ranges::any_of(contents.texts, [&](const std::string& text) { return in_text(text) || in_bytes(text); });
}

SayableWords::SayableWords(const std::vector<std::string>& texts, const TextFolder& folder) : folder_(folder) {
  for (const std::string& text : texts) {
    const std::string words = plain(text, folder);
    for (std::size_t at = 1; at < words.size();) {
      const std::size_t end = words.find(' ', at);
      words_.insert(words.substr(at, end - at));
      at = end + 1;
    }
  }
}

bool SayableWords::covers_word(std::string_view word, int pieces) const {
  if (word.empty() || words_.contains(word)) return true;
  if (pieces == 1) return false;
  for (std::size_t split = 1; split < word.size(); ++split) {
    if (words_.contains(word.substr(0, split)) && covers_word(word.substr(split), pieces - 1)) return true;
  }
  return false;
}

bool SayableWords::cover(std::string_view text) const {
  const std::string words = plain(text, folder_);
  for (std::size_t at = 1; at < words.size();) {
    const std::size_t end = words.find(' ', at);
    if (!covers_word(std::string_view(words).substr(at, end - at), 3)) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace tamis::renditions
