#include "cli/commands/command.hpp"

#include "core/json.hpp"
#include "core/record.hpp"

#include <CLI/CLI.hpp>

#include <cmath>
#include <fstream>
#include <iostream>
#include <memory>

namespace tamis::cli {
namespace {

struct ExplainOptions {
  std::string file;
  bool reveal = false;
};

void print_place(const RecordFinding& finding) {
  std::cout << "    place   ";
  if (finding.page) std::cout << "page " << *finding.page << (finding.start || !finding.path.empty() ? ", " : "");
  if (finding.start && finding.end) std::cout << "characters " << *finding.start << " to " << *finding.end;
  if (!finding.path.empty()) std::cout << (finding.start ? ", " : "") << "profile " << finding.path;
  std::cout << '\n';
}

void print_words(const RecordFinding& finding, bool reveal) {
  if (finding.text.empty()) return;
  std::cout << "    words   ";
  if (reveal) {
    std::cout << finding.text.reveal(Purpose::record) << '\n';
  } else {
    std::cout << "[…] (--reveal shows them)\n";
  }
}

void print(const RecordFinding& finding, bool reveal) {
  const char* how = finding.disclosure == Disclosure::stated ? "stated by the candidate" : "revealed by an association";
  std::cout << "  " << to_name(finding.category) << " (" << to_name(finding.basis) << "), " << how << ", "
            << std::lround(100 * finding.confidence) << " % sure\n    rule    " << finding.rule << "\n    reason  "
            << finding.reason << '\n';
  print_place(finding);
  print_words(finding, reveal);
}

void print(const RecordConsentClause& clause) {
  std::cout << "  a consent clause (" << clause.language << "), characters " << clause.start << " to " << clause.end
            << ": cites";
  if (clause.statutes.empty()) std::cout << " no law";
  for (std::size_t i = 0; i < clause.statutes.size(); ++i) std::cout << (i == 0 ? " " : ", ") << clause.statutes[i];
  std::cout << (clause.stale ? " (no longer in force)" : "") << (clause.special ? "; speaks of special categories" : "")
            << '\n';
}

void print(const Record& record, std::size_t number, bool reveal) {
  std::cout << (number > 1 ? "\n" : "") << "record " << number;
  if (reveal) std::cout << ", " << record.document.name.reveal(Purpose::record);
  std::cout << ": ";
  if (record.error) {
    std::cout << "not read (" << to_name(record.error->code) << ")\n";
    return;
  }
  const std::size_t count = record.findings ? record.findings->size() : 0;
  std::cout << count << (count == 1 ? " finding\n" : " findings\n");
  for (std::size_t i = 0; i < count; ++i) print((*record.findings)[i], reveal);
  for (const RecordConsentClause& clause : record.document.consent_clauses) print(clause);
}

int explain(std::istream& input, bool reveal) {
  int status = exit_done;
  std::size_t number = 0;
  for (std::string line; std::getline(input, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ++number;
    const auto json = parse_json(line);
    const auto record = json ? from_json<Record>(*json) : std::unexpected(json.error());
    if (record && (record->findings || record->error)) {
      print(*record, number, reveal);
    } else {
      std::cerr << "tamis: line " << number
                << " is no record; explain reads what tamis parse prints without --pretty\n";
      status = exit_failed;
    }
  }
  return status;
}

int explain(const ExplainOptions& options) {
  if (options.file == "-") return explain(std::cin, options.reveal);
  std::ifstream file(options.file);
  if (!file) {
    std::cerr << "tamis: the file of records cannot be opened\n";
    return exit_failed;
  }
  return explain(file, options.reveal);
}

}  // namespace

void add_explain(CLI::App& program, int& status) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = program.add_subcommand("explain", "Say why each finding of a record was made");
  command->add_option("records", options->file, "Records, one a line, or - for standard input")->required();
  command->add_flag("--reveal", options->reveal, "Show the words and the file's name, which are personal data");
  command->footer(
      "Prints each finding with its category, the law behind it, its rule, the rule's reason, and whether the "
      "candidate\n"
      "states it or an office or association reveals it. Exit status: 0, or 1 if a line is no record.\n\n"
      "  tamis parse cv.pdf | tamis explain -\n"
      "  tamis explain records.ndjson --reveal");
  command->callback([options, &status] { status = explain(*options); });
}

}  // namespace tamis::cli
