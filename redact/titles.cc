#include "redact/titles.hpp"

#include "redact/words.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace tamis::redact {
namespace {

/// Lower case of ASCII and of the two-byte letters of Latin-1 and Latin Extended-A.
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

bool is_capital(char byte) { return byte >= 'A' && byte <= 'Z'; }

std::vector<std::string> texts(const toml::node_view<const toml::node>& list) {
  std::vector<std::string> found;
  if (const toml::array* array = list.as_array()) {
    for (const toml::node& each : *array) found.push_back(each.value_or(std::string()));
  }
  return found;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

Error invalid(const toml::source_region& where) {
  return {ErrorCode::pack_invalid, Stage::screen, {}, {{Measure::line, static_cast<std::int64_t>(where.begin.line)}}};
}

}  // namespace

Result<Titles> Titles::read(std::string_view toml) {
  Titles titles;
  try {
    const toml::table file = toml::parse(toml);
    for (const auto& [code, node] : file) {
      if (!node.is_table()) return std::unexpected(invalid(node.source()));
      const toml::table& table = *node.as_table();
      Language& language = titles.languages_[std::string(code.str())];
      language.unchanged = texts(table["unchanged"]);
      language.stops = texts(table["stops"]);
      std::ranges::copy(texts(table["civilities"]), std::back_inserter(titles.civilities_));
      const toml::table* forms = table["neutral"].as_table();
      if (forms == nullptr) return std::unexpected(invalid(node.source()));
      for (const auto& [neutral, endings] : *forms) {
        for (const std::string& ending : texts(toml::node_view<const toml::node>(endings))) {
          if (ending.empty()) return std::unexpected(invalid(endings.source()));
          language.endings.push_back({ending, std::string(neutral.str())});
        }
      }
      std::ranges::stable_sort(language.endings, std::ranges::greater(), [](const Form& form) { return form.ending.size(); });
    }
  } catch (const toml::parse_error& error) {
    return std::unexpected(invalid(error.source()));
  }
  return titles;
}

std::string Titles::neutral_word(std::string_view word, const Language& language) {
  const std::string low = lower(word);
  if (contains(language.unchanged, low)) return std::string(word);
  for (const auto& [ending, neutral] : language.endings) {
    if (!low.ends_with(ending)) continue;
    std::string stem(word.substr(0, word.size() - ending.size()));
    if (stem.size() > 1 && is_capital(stem[1])) stem = stem.substr(0, 1) + lower(stem.substr(1));
    std::string result = stem + neutral;
    if (stem.empty() && is_capital(word.front())) result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
  }
  return std::string(word);
}

std::string Titles::neutral(std::string_view title, const std::string& code) const {
  const auto language = languages_.find(code);
  if (language == languages_.end()) return std::string(title);
  std::string result;
  bool names_a_person = true;
  for (std::size_t at = 0; at < title.size();) {
    std::size_t end = at;
    while (end < title.size() && is_word(title[end])) ++end;
    if (end == at) {
      result += title[at++];
      continue;
    }
    const std::string_view word = title.substr(at, end - at);
    names_a_person = names_a_person && !contains(language->second.stops, lower(word));
    result += names_a_person ? neutral_word(word, language->second) : std::string(word);
    at = end;
  }
  return result;
}

std::string Titles::without_civility(std::string_view text) const {
  std::string result(text);
  if (text.find(mask) == text.npos) return result;
  for (const std::string& civility : civilities_) {
    for (const std::string& before : {civility + " ", civility + ". "}) {
      const std::string found = before + std::string(mask);
      for (std::size_t at = find_word(result, found); at != result.npos; at = find_word(result, found, at)) {
        result.erase(at, before.size());
      }
    }
  }
  return result;
}

}  // namespace tamis::redact
