#include "tests/redact/cases.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace tamis::redact::testing {
namespace {

const std::string folder = TAMIS_SOURCE_DIR "/tests/redact/cases/";

std::vector<std::string> fields_of(const std::string& row) {
  std::vector<std::string> fields;
  std::istringstream stream(row);
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(std::move(field));
  return fields;
}

/// Section → language → heading; the first row names the languages.
std::map<std::string, std::map<std::string, std::string>> read_headings() {
  std::map<std::string, std::map<std::string, std::string>> headings;
  std::ifstream file(folder + "headings.tsv");
  for (std::string row; std::getline(file, row);) {
    const std::vector<std::string> fields = fields_of(row);
    for (std::size_t i = 0; i < languages().size(); ++i) headings[fields.at(0)][languages()[i]] = fields.at(i + 1);
  }
  return headings;
}

bool is_sensitive(const Finding& finding) { return basis_of(finding.category) != Basis::protected_; }

/// Cuts the braces out; gives what stood in them.
std::string take_marked(std::string& words) {
  const std::size_t open = words.find('{'), close = words.find('}');
  if (open == words.npos || close == words.npos) return {};
  std::string marked = words.substr(open + 1, close - open - 1);
  words = words.substr(0, open) + marked + words.substr(close + 1);
  return marked;
}

}  // namespace

const std::vector<std::string>& languages() {
  static const std::vector<std::string> codes{"fr", "en", "de", "es", "it", "nl", "pt", "pl"};
  return codes;
}

std::vector<Case> cases_of(const std::string& language) {
  std::vector<Case> cases;
  std::ifstream file(folder + language + ".tsv");
  std::string row;
  for (int line = 1; std::getline(file, row); ++line) {
    const std::vector<std::string> fields = fields_of(row);
    Case each{fields.at(0), fields.at(1), fields.at(2), {}, line};
    std::ranges::replace(each.words, '|', '\n');
    each.marked = take_marked(each.words);
    cases.push_back(std::move(each));
  }
  return cases;
}

std::string document_around(const std::string& language, const std::string& section, const std::string& words) {
  static const auto headings = read_headings();
  return "Robin Muster\nrobin@example.org\n# " + headings.at(section).at(language) + "\n" + words;
}

bool holds(const Case& each, const Read& read) {
  const std::vector<Finding> findings = read.findings();
  if (each.is_negative()) return std::ranges::none_of(findings, is_sensitive);
  const std::string_view text = read.text.text.reveal(Purpose::screening);
  const std::size_t at = text.find(each.marked);
  const Span marked{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + each.marked.size())};
  return std::ranges::any_of(findings, [&](const Finding& finding) {
    return to_name(finding.category) == each.category && (each.marked.empty() || finding.span->overlaps(marked));
  });
}

bool holds(const Case& each, const std::string& language) {
  return holds(each, Read(document_around(language, each.section, each.words)));
}

}  // namespace tamis::redact::testing
