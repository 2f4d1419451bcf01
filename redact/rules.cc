#include "redact/rule.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <set>

namespace tamis::redact {
namespace {

using Lists = std::map<std::string, std::string>;  // name → one alternation, folded

/// The line that does not hold. Thrown inside this file only.
struct BadLine {
  std::int64_t line;
};

[[noreturn]] void refuse(const toml::node& node) { throw BadLine{static_cast<std::int64_t>(node.source().begin.line)}; }

std::string text_of(const toml::table& table, std::string_view key, const std::string& otherwise = {}) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return otherwise;
  if (!node->is_string()) refuse(*node);
  return node->as_string()->get();
}

/// A string or an array of strings.
std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (node->is_string()) return {node->as_string()->get()};
  if (!node->is_array()) refuse(*node);
  std::vector<std::string> texts;
  for (const toml::node& each : *node->as_array()) {
    if (!each.is_string() || each.as_string()->get().empty()) refuse(each);
    texts.push_back(each.as_string()->get());
  }
  return texts;
}

std::optional<std::uint32_t> count_of(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_integer() || node->as_integer()->get() < 0) refuse(*node);
  return static_cast<std::uint32_t>(node->as_integer()->get());
}

template <Named E>
E word_of(const toml::table& table, std::string_view key, E otherwise) {
  const std::string word = text_of(table, key);
  if (word.empty()) return otherwise;
  const auto value = from_name<E>(word);
  if (!value) refuse(*table.get(key));
  return *value;
}

void refuse_unknown_keys(const toml::table& table, const std::set<std::string_view>& known) {
  for (const auto& [key, node] : table) {
    if (!known.contains(key.str())) refuse(node);
  }
}

/// Turns a pattern of the files into one for RE2: folded, lists put in, spaces and word edges made explicit.
class PatternWriter {
 public:
  PatternWriter(const TextFolder& folder, const Lists& lists) : folder_(folder), lists_(lists) {}

  /// Nothing if the pattern names an unknown list or uses what does not survive folding.
  [[nodiscard]] std::optional<std::string> body(std::string_view pattern) const {
    std::string written;
    const std::string folded = folder_.fold_term(pattern);
    bool in_class = false;
    for (std::size_t at = 0; at < folded.size(); ++at) {
      const char byte = folded[at];
      if (byte == '[' || byte == ']') in_class = byte == '[';
      if (byte == '\\' && at + 1 < folded.size()) {
        written += folded.substr(at++, 2);
      } else if (byte == ' ') {
        written += in_class ? " \\n" : "[ \\n]";
      } else if (byte == '(' && !in_class && folded.compare(at, 2, "(?") != 0) {
        written += "(?:";
      } else if (byte == '{' && at + 1 < folded.size() && folded[at + 1] >= 'a' && folded[at + 1] <= 'z') {
        const std::size_t end = folded.find('}', at);
        const auto list = lists_.find(folded.substr(at + 1, end - at - 1));
        if (list == lists_.end()) return std::nullopt;
        written += list->second;
        at = end;
      } else {
        written += byte;
      }
    }
    return written;
  }

  static std::string edged(const std::string& body) {
    const char last = body.empty() ? ' ' : body.back();
    const bool escaped = body.size() > 1 && body[body.size() - 2] == '\\' && last != 'w' && last != 'd';
    const bool ends_in_word = !escaped && std::string_view("*+]$'%.\"").find(last) == std::string_view::npos;
    return "\\b(?:" + body + ")" + (ends_in_word ? "\\b" : "");
  }

  /// A group of its own, by which the matcher knows that the capitals count.
  [[nodiscard]] std::optional<std::string> acronym(std::string_view pattern) const {
    const auto written = body(pattern);
    return written ? std::optional("(" + *written + ")") : std::nullopt;
  }

 private:
  const TextFolder& folder_;
  const Lists& lists_;
};

bool has_capital_escape(std::string_view pattern) {
  for (std::size_t at = 0; at + 1 < pattern.size(); ++at) {
    if (pattern[at] == '\\' && pattern[at + 1] >= 'A' && pattern[at + 1] <= 'Z') return true;
    if (pattern[at] == '\\') ++at;
  }
  return false;
}

std::optional<Category> category_of(std::string_view file_name) {
  constexpr std::string_view folder = "categories/", ending = ".toml";
  if (!file_name.starts_with(folder) || !file_name.ends_with(ending)) return std::nullopt;
  return from_name<Category>(file_name.substr(folder.size(), file_name.size() - folder.size() - ending.size()));
}

/// Reads files one after another; the lists of the context serve all.
class FileReader {
 public:
  FileReader(const TextFolder& folder, RuleBook& book) : folder_(folder), book_(book), writer_(folder, lists_) {}

  void read(const EmbeddedFile& file) {
    const toml::table table = toml::parse(file.content);
    if (file.name == "context.toml") {
      read_context(table);
    } else if (const auto category = category_of(file.name)) {
      const Lists shared = lists_;
      read_category(table, *category);
      lists_ = shared;
    } else {
      refuse(table);
    }
  }

 private:
  void read_context(const toml::table& file) {
    refuse_unknown_keys(file, {"lists", "headings", "wide_vetoes", "vetoes", "date_words"});
    read_lists(file);
    const toml::table& headings = table_of(file, "headings");
    for (const auto& [name, node] : headings) {
      const auto section = from_name<Section>(name.str());
      if (!section) refuse(node);
      for (const std::string& heading : texts_of(headings, name.str())) {
        book_.headings.emplace(folder_.fold_term(heading), *section);
      }
    }
    for (const std::string_view kind : {"wide_vetoes", "vetoes"}) {
      const toml::table& vetoes = table_of(file, kind);
      for (const auto& [name, node] : vetoes) {
        book_.vetoes.push_back({std::string(name.str()), patterns_of(vetoes, name.str()), kind == "wide_vetoes"});
      }
    }
    for (const std::string& word : texts_of(file, "date_words")) book_.date_words.push_back(folder_.fold_term(word));
    std::ranges::sort(book_.date_words);
  }

  void read_category(const toml::table& file, Category category) {
    refuse_unknown_keys(file, {"lists", "vetoes", "rule", "number"});
    read_lists(file);
    const std::vector<std::uint32_t> vetoes = vetoes_of(file);
    for (const toml::table* table : tables_of(file, "rule")) {
      Rule rule = rule_of(*table, category, vetoes);
      auto cell = cell_of(rule, *table);
      book_.rules.push_back(std::move(rule));
      if (cell) book_.rules.push_back(std::move(*cell));
    }
    for (const toml::table* table : tables_of(file, "number")) book_.numbers.push_back(number_of(*table, category));
  }

  static const toml::table& table_of(const toml::table& file, std::string_view key) {
    const toml::node* node = file.get(key);
    if (node == nullptr || !node->is_table()) refuse(node == nullptr ? file : *node);
    return *node->as_table();
  }

  static std::vector<const toml::table*> tables_of(const toml::table& file, std::string_view key) {
    std::vector<const toml::table*> tables;
    const toml::node* node = file.get(key);
    if (node == nullptr) return tables;
    if (!node->is_array()) refuse(*node);
    for (const toml::node& each : *node->as_array()) {
      if (!each.is_table()) refuse(each);
      tables.push_back(each.as_table());
    }
    return tables;
  }

  /// In the order of the file, so that a list may use those above it.
  void read_lists(const toml::table& file) {
    const toml::node* node = file.get("lists");
    if (node == nullptr) return;
    if (!node->is_table()) refuse(*node);
    std::vector<std::pair<std::uint32_t, std::string>> names;
    for (const auto& [name, each] : *node->as_table()) {
      names.emplace_back(each.source().begin.line, std::string(name.str()));
    }
    std::ranges::sort(names);
    for (const auto& [line, name] : names) {
      std::string alternation;
      for (const std::string& entry : texts_of(*node->as_table(), name)) {
        const auto body = body_of(entry);
        if (!body) refuse(*node->as_table()->get(name));
        alternation += (alternation.empty() ? "" : "|") + *body;
      }
      lists_[name] = "(?:" + alternation + ")";
    }
  }

  [[nodiscard]] std::optional<std::string> body_of(const std::string& pattern) const {
    if (has_capital_escape(pattern)) return std::nullopt;
    return pattern.starts_with('=') ? writer_.acronym(pattern.substr(1)) : writer_.body(pattern);
  }

  std::vector<std::string> patterns_of(const toml::table& table, std::string_view key) const {
    std::vector<std::string> patterns;
    for (const std::string& pattern : texts_of(table, key)) {
      const auto body = body_of(pattern);
      if (!body) refuse(*table.get(key));
      patterns.push_back(PatternWriter::edged(*body));
    }
    return patterns;
  }

  std::vector<std::uint32_t> vetoes_of(const toml::table& table) const {
    std::vector<std::uint32_t> indices;
    for (const std::string& name : texts_of(table, "vetoes")) {
      const auto veto = std::ranges::find(book_.vetoes, name, &Veto::name);
      if (veto == book_.vetoes.end()) refuse(*table.get("vetoes"));
      indices.push_back(static_cast<std::uint32_t>(veto - book_.vetoes.begin()));
    }
    return indices;
  }

  static SectionSet sections_of(const toml::table& table) {
    const auto set_of = [&](std::string_view key) {
      SectionSet sections;
      for (const std::string& name : texts_of(table, key)) {
        const auto section = from_name<Section>(name);
        if (!section) refuse(*table.get(key));
        sections.set(static_cast<std::size_t>(*section));
      }
      return sections;
    };
    return table.get("within") != nullptr ? set_of("within") : ~set_of("except");
  }

  [[nodiscard]] std::string alternation_of(const toml::table& table, std::string_view key) const {
    std::string joined;
    for (const std::string& each : texts_of(table, key)) {
      const auto body = body_of(each);
      if (!body) refuse(*table.get(key));
      joined += (joined.empty() ? "" : "|") + *body;
    }
    return "(?:" + joined + ")";
  }

  /// "label: value", in one line or in two cells. Values that are named may stand in the next line; any other value
  /// must follow a colon.
  std::vector<std::string> field_patterns_of(const toml::table& table) const {
    const std::string labels = "\\b" + alternation_of(table, "labels");
    if (table.get("values") == nullptr) {
      return {labels + "[ \\n]?:[ \\n]{0,2}(?P<value>[^\\n|;•]{1,80})"};
    }
    return {labels + "[ \\n]{0,2}(?:[:=/|-]|\\.:?)?[ \\n]{0,3}(?P<value>" + alternation_of(table, "values") + ")" +
            (text_of(table, "edge", "word") == "word" ? "\\b" : "")};
  }

  /// The same field where its label has a line to itself and any value the next one: among personal data only, since
  /// elsewhere such a line is an item of a list.
  std::optional<Rule> cell_of(Rule rule, const toml::table& table) const {
    if (!rule.labelled || table.get("values") != nullptr) return std::nullopt;
    rule.within &= SectionSet().set(static_cast<std::size_t>(Section::personal));
    if (rule.within.none()) return std::nullopt;
    rule.patterns = {"(?m:^)" + alternation_of(table, "labels") + "\\n\\n(?P<value>[^\\n|;:•]{1,60})"};
    return rule;
  }

  Rule rule_of(const toml::table& table, Category category, const std::vector<std::uint32_t>& vetoes) const {
    refuse_unknown_keys(table, {"id", "reason", "disclosure", "extent", "confidence", "patterns", "labels", "values",
                                "edge", "within", "except", "lead", "length", "language", "vetoes"});
    Rule rule;
    rule.id = text_of(table, "id");
    rule.category = category;
    rule.reason = text_of(table, "reason");
    rule.labelled = table.get("labels") != nullptr;
    rule.disclosure = word_of(table, "disclosure", Disclosure::stated);
    rule.extent = word_of(table, "extent", rule.labelled ? Extent::match : Extent::clause);
    rule.confidence = static_cast<float>(table["confidence"].value_or(0.95));
    rule.patterns = rule.labelled ? field_patterns_of(table) : patterns_of(table, "patterns");
    rule.within = sections_of(table);
    rule.lead = count_of(table, "lead");
    rule.length = count_of(table, "length");
    if (table.get("language") != nullptr) rule.language = text_of(table, "language");
    rule.vetoes = vetoes;
    std::ranges::copy(vetoes_of(table), std::back_inserter(rule.vetoes));
    if (rule.id.empty() || rule.reason.empty() || rule.patterns.empty()) refuse(table);
    if (!(rule.confidence > 0 && rule.confidence <= 1)) refuse(table);
    return rule;
  }

  NumberRule number_of(const toml::table& table, Category category) const {
    refuse_unknown_keys(table, {"id", "reason", "confidence", "shape", "check", "labels", "needs_label"});
    NumberRule rule;
    rule.id = text_of(table, "id");
    rule.category = category;
    rule.reason = text_of(table, "reason");
    rule.confidence = static_cast<float>(table["confidence"].value_or(0.98));
    rule.shape = text_of(table, "shape");
    rule.check = text_of(table, "check");
    rule.needs_label = table["needs_label"].value_or(true);
    for (const std::string& each : patterns_of(table, "labels")) rule.label += (rule.label.empty() ? "" : "|") + each;
    if (rule.id.empty() || rule.reason.empty() || rule.shape.empty() || (rule.needs_label && rule.label.empty())) {
      refuse(table);
    }
    return rule;
  }

  const TextFolder& folder_;
  RuleBook& book_;
  Lists lists_;
  PatternWriter writer_;
};

}  // namespace

Result<RuleBook> read_rules(std::span<const EmbeddedFile> files, const TextFolder& folder) {
  std::vector<const EmbeddedFile*> ordered;
  for (const EmbeddedFile& file : files) ordered.push_back(&file);
  // The context first: categories name its vetoes.
  std::ranges::stable_partition(ordered, [](const EmbeddedFile* file) { return file->name == "context.toml"; });

  RuleBook book;
  FileReader reader(folder, book);
  for (const EmbeddedFile* file : ordered) {
    try {
      reader.read(*file);
    } catch (const BadLine& bad) {
      return fail(ErrorCode::pack_invalid, Stage::screen, {{Measure::line, bad.line}});
    } catch (const toml::parse_error& error) {
      return fail(ErrorCode::pack_invalid, Stage::screen,
                  {{Measure::line, static_cast<std::int64_t>(error.source().begin.line)}});
    }
  }
  for (const Rule& rule : book.rules) {
    const std::string language = rule.id.substr(0, rule.id.find('.'));
    if (language.size() == 2) book.languages.insert(language);
  }
  return book;
}

}  // namespace tamis::redact
