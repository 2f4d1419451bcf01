#include "tests/redact/matrix.hpp"

#include "tests/redact/cases.hpp"

#include <map>

namespace tamis::redact::testing {
namespace {

constexpr int too_few = 8;

struct Tally {
  int held = 0, cases = 0;

  [[nodiscard]] std::string shown() const {
    const std::string share = std::to_string(held) + "/" + std::to_string(cases);
    return cases == 0 ? "–" : cases < too_few ? "(" + share + ")" : share;
  }
};

using Row = std::map<std::string, Tally>;  // language → tally

std::map<std::string, Row> tally() {
  std::map<std::string, Row> rows;
  for (const std::string& language : languages()) {
    for (const Case& each : cases_of(language)) {
      Tally& cell = rows[each.category][language];
      ++cell.cases;
      cell.held += holds(each, language) ? 1 : 0;
    }
  }
  return rows;
}

std::string line_of(const std::string& title, const Row& row) {
  std::string line = "| " + title + " |";
  Tally all;
  for (const std::string& language : languages()) {
    const auto cell = row.find(language);
    const Tally found = cell == row.end() ? Tally{} : cell->second;
    line += " " + found.shown() + " |";
    all.held += found.held;
    all.cases += found.cases;
  }
  return line + " " + all.shown() + " |\n";
}

}  // namespace

std::string screening_matrix() {
  const std::map<std::string, Row> rows = tally();
  std::string table =
      "# What screening finds\n\n"
      "Made by `ninja screening-matrix` from the sentences of `tests/redact/cases`: of those that disclose something, "
      "how\n"
      "many are found; of those that only look so, how many are left alone. A cell in brackets has fewer than " +
      std::to_string(too_few) +
      " sentences,\nwhich is too few to say much; a dash has none. The rules were mended until these sentences held, "
      "so the table shows\n"
      "what is covered, and not how well the rules do on a CV that nobody here has seen.\n\n| category |";
  for (const std::string& language : languages()) table += " " + language + " |";
  table += " all |\n| --- |";
  for (std::size_t i = 0; i <= languages().size(); ++i) table += " --- |";
  table += "\n";
  for (const std::string_view category : Names<Category>::value) {
    const auto row = rows.find(std::string(category));
    table += line_of(std::string(category), row == rows.end() ? Row{} : row->second);
  }
  return table + line_of("left alone", rows.at("none"));
}

}  // namespace tamis::redact::testing
