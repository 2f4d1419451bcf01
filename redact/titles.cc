#include "redact/titles.hpp"

#include "redact/words.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace tamis::redact {
namespace {

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

class TitlesReader {
 public:
  static Titles read(const toml::table& file) {
    Titles titles;
    for (const auto& [code, node] : file) {
      const toml::table& table = table_of(node);
      Titles::Language& language = titles.languages_[std::string(code.str())];
      language.unchanged = texts(table["unchanged"]);
      language.stops = texts(table["stops"]);
      std::ranges::copy(texts(table["civilities"]), std::back_inserter(titles.civilities_));
      const toml::node* forms = table.get("neutral");
      if (forms == nullptr) throw Refused{node.source()};
      language.endings = forms_of(table_of(*forms));
      if (const toml::node* self = table.get("self")) language.self = self_of(table_of(*self));
    }
    return titles;
  }

  struct Refused {
    toml::source_region where;
  };

 private:
  static const toml::table& table_of(const toml::node& node) {
    if (!node.is_table()) throw Refused{node.source()};
    return *node.as_table();
  }

  /// Longest ending first.
  static std::vector<Titles::Form> forms_of(const toml::table& table) {
    std::vector<Titles::Form> forms;
    for (const auto& [neutral, endings] : table) {
      for (const std::string& ending : texts(toml::node_view<const toml::node>(endings))) {
        if (ending.empty()) throw Refused{endings.source()};
        forms.push_back({ending, std::string(neutral.str())});
      }
    }
    std::ranges::stable_sort(forms, std::ranges::greater(),
                             [](const Titles::Form& form) { return form.ending.size(); });
    return forms;
  }

  static Titles::Self self_of(const toml::table& table) {
    Titles::Self self;
    self.behind = texts(table["behind"]);
    self.between = texts(table["between"]);
    self.unchanged = texts(table["unchanged"]);
    self.capital = table["capital"].value_or(false);
    if (const toml::node* verbs = table.get("verbs")) self.verbs = forms_of(table_of(*verbs));
    if (const toml::node* articles = table.get("articles")) {
      for (const Titles::Form& form : forms_of(table_of(*articles))) self.articles[form.ending] = form.neutral;
    }
    const toml::array* adjectives = table["adjective"].as_array();
    for (std::size_t i = 0; adjectives != nullptr && i < adjectives->size(); ++i) {
      const toml::table& adjective = table_of((*adjectives)[i]);
      const std::string neutral = adjective["neutral"].value_or(std::string());
      for (const std::string& stem : texts(adjective["stems"])) {
        for (const std::string& ending : texts(adjective["endings"])) self.words[stem + ending] = stem + neutral;
      }
    }
    return self;
  }
};

Result<Titles> Titles::read(std::string_view toml) {
  try {
    return TitlesReader::read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return std::unexpected(invalid(error.source()));
  } catch (const TitlesReader::Refused& refused) {
    return std::unexpected(invalid(refused.where));
  }
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
