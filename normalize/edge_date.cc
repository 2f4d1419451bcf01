#include "normalize/edge_date.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

std::size_t count_words(std::string_view words) {
  return words.empty()
             ? 0
             : static_cast<std::size_t>(std::ranges::count_if(words, [](char c) { return c == ' ' || c == '\n'; })) + 1;
}

/// Does a full stop at this byte end a sentence, rather than a short form such as "Sp. z o.o."?
bool ends_sentence(std::string_view words, std::size_t stop) {
  constexpr std::size_t short_form = 5;
  const auto word = words.substr(0, stop).substr(words.substr(0, stop).find_last_of(" \n") + 1);
  return (word.size() >= short_form || word.ends_with('%')) && word.find('.') == std::string_view::npos;
}

bool has_words(std::string_view words) { return std::ranges::any_of(words, is_word_byte); }

/// Does a sign set the words apart from what comes after them?
bool ends_with_sign(std::string_view words) {
  words = trimmed(words);
  return !words.empty() && std::string_view("-,|(:;").find(words.back()) != std::string_view::npos;
}

}  // namespace

bool is_prose(std::string_view words) {
  const auto count = count_words(words);
  return count >= 12 || (count >= 3 && words.ends_with('.') && ends_sentence(words, words.size() - 1));
}

std::optional<EdgeDate> date_at_edge(const Piece& piece, const std::vector<Period>& periods) {
  const auto words = piece.words();
  const auto offset = [&](std::uint32_t folded) { return static_cast<std::size_t>(folded - piece.folded.start); };
  const auto before = [&](const Period& each) { return piece.until(offset(each.where.folded.start)); };
  const auto after = [&](const Period& each) { return piece.from(offset(each.where.folded.end)); };
  if (periods.empty()) return std::nullopt;
  const bool leads = !has_words(before(periods.front()).words());
  if (!leads && periods.back().single && is_prose(words) && !ends_with_sign(before(periods.back()).words())) {
    return std::nullopt;
  }
  const Period* found = nullptr;
  if (leads) {
    found = &periods.front();
  } else if (!has_words(after(periods.back()).words())) {
    found = &periods.back();
  } else if (const auto rest = trimmed(after(periods.back()).words()); rest.starts_with(')') || rest.starts_with(',') ||
                                                                       rest.starts_with('|') || rest.starts_with('-') ||
                                                                       rest.starts_with(':') || rest.starts_with("•")) {
    found = &periods.back();
  }
  if (!found) return std::nullopt;
  EdgeDate date{*found, {}};
  for (const auto& part : {before(*found).trimmed(), after(*found).trimmed()}) {
    if (has_words(part.words())) date.rest.push_back(part);
  }
  return date;
}

}  // namespace tamis::normalize
