#include "cli/commands/command.hpp"

#include "cli/engines.hpp"
#include "cli/files.hpp"
#include "cli/in_order.hpp"
#include "cli/policy_file.hpp"
#include "cli/progress.hpp"
#include "cli/service.hpp"
#include "core/json.hpp"
#include "ingest/pipeline.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

namespace tamis::cli {
namespace {

struct ParseOptions {
  std::vector<std::string> files;
  std::string after;
  std::string from;
  std::string view = "full";
  PolicyOption policy;
  bool pretty = false;
  bool text = false;
  EngineOptions engines;
};

/// What is printed about one file: a line for each document in it, and why some are not records.
struct Printed {
  std::string lines;
  std::size_t documents = 0;
  std::vector<ErrorCode> errors;
};

bool has_text(const Document& document) {
  return std::ranges::any_of(document.pages, [](const Page& page) { return !page.blocks.empty(); });
}

class Parser {
 public:
  Parser(const ingest::Pipeline& pipeline, const ParseOptions& options) : pipeline_(pipeline), options_(options) {}

  [[nodiscard]] Printed parse(const std::filesystem::path& path) const {
    Printed printed;
    if (const auto upload = load(path)) {
      parse(*upload, 0, printed);
    } else {
      RecordDocument about;
      about.name = CandidateText(path.filename().string());
      refuse(std::move(about), upload.error(), printed);
    }
    return printed;
  }

 private:
  [[nodiscard]] Result<ingest::Upload> load(const std::filesystem::path& path) const {
    if (path == "-") return ingest::load_stream(std::cin, pipeline_.limits());
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return fail(ErrorCode::no_documents, Stage::admit);
    return ingest::load_file(path, pipeline_.limits());
  }

  [[nodiscard]] Result<Document> document(const ingest::Upload& upload) const {
    if (options_.from.empty()) return pipeline_.extract(upload);
    const auto json = parse_json({reinterpret_cast<const char*>(upload.bytes.data()), upload.bytes.size()});
    if (!json) return std::unexpected(json.error());
    return from_json<Document>(*json);
  }

  /// The document, then those inside it. A mere container, such as an archive, has no line of its own.
  void parse(const ingest::Upload& upload, std::int32_t depth, Printed& printed) const try {
    auto read = document(upload);
    if (!read) return refuse(ingest::describe(upload), read.error(), printed);
    const bool holds_documents = read->enclosed > 0 && options_.from.empty();
    if (!holds_documents || has_text(*read)) {
      const auto json = finish(std::move(*read), upload);
      if (!json) return refuse(ingest::describe(upload), json.error(), printed);
      print(*json, printed);
    }
    if (holds_documents) parse_enclosures(upload, depth + 1, printed);
  } catch (const std::exception&) {
    // What a library has to say about a document may hold its words.
    refuse(ingest::describe(upload), {.code = ErrorCode::internal, .stage = Stage::normalize, .place = {}, .facts = {}},
           printed);
  }

  void parse_enclosures(const ingest::Upload& container, std::int32_t depth, Printed& printed) const {
    const Limits& limits = pipeline_.limits();
    const auto refused = [&](ErrorCode code, Measure measure, std::int64_t limit) {
      refuse(ingest::describe(container), {code, Stage::extract, {}, {{measure, limit}}}, printed);
    };
    if (depth > limits.nesting) return refused(ErrorCode::nested_too_deep, Measure::depth, limits.nesting);
    const auto uploads = pipeline_.unpack(container);
    if (!uploads) return refuse(ingest::describe(container), uploads.error(), printed);
    for (const ingest::Upload& upload : *uploads) {
      if (std::cmp_greater(printed.documents, limits.enclosures)) {
        return refused(ErrorCode::expands_too_far, Measure::entries, limits.enclosures);
      }
      parse(upload, depth, printed);
    }
  }

  [[nodiscard]] Result<boost::json::value> finish(Document read, const ingest::Upload& upload) const {
    if (options_.after == "document") return to_json(read);
    const auto reading = pipeline_.normalize(std::move(read));
    if (!reading) return std::unexpected(reading.error());
    if (options_.after == "text") return to_json(reading->text);
    if (options_.after == "profile") return to_json(reading->profile);
    if (options_.after == "findings") {
      return to_json(pipeline_.screener().find(reading->document, reading->text, reading->profile));
    }
    return to_json(
        pipeline_.screen(*reading, ingest::describe(upload), options_.text).view(*from_name<View>(options_.view)));
  }

  void refuse(RecordDocument about, const Error& error, Printed& printed) const {
    print(to_json(ingest::refusal(std::move(about), error)), printed);
    printed.errors.push_back(error.code);
  }

  void print(const boost::json::value& json, Printed& printed) const {
    printed.lines.append(print_json(json, style())).append("\n");
    ++printed.documents;
  }

  [[nodiscard]] JsonStyle style() const { return options_.pretty ? JsonStyle::indented : JsonStyle::line; }

  const ingest::Pipeline& pipeline_;
  const ParseOptions& options_;
};

void tell_failures(const std::map<std::string_view, int>& failures, std::size_t documents) {
  int failed = 0;
  std::string reasons;
  for (const auto& [code, count] : failures) {
    failed += count;
    reasons += (reasons.empty() ? "" : ", ") + std::string(code) + " " + std::to_string(count);
  }
  std::cerr << "tamis: " << failed << " of " << documents << " could not be read (" << reasons
            << "); the \"error\" of each record says why and what to do\n";
}

int parse_files(const ParseOptions& options) {
  const auto files = expand(options.files);
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  EngineOptions wanted = options.engines;
  wanted.jobs = static_cast<int>(std::clamp<std::size_t>(static_cast<std::size_t>(wanted.jobs), 1, files.size()));
  const auto engines = Engines::start(wanted, std::move(*policy));
  if (!engines) return tell(engines.error());
  const Parser parser(engines->pipeline(), options);
  std::map<std::string_view, int> failures;
  std::size_t documents = 0;
  Progress progress("reading", files.size());
  in_order(
      files.size(), static_cast<std::size_t>(wanted.jobs), [&](std::size_t i) { return parser.parse(files[i]); },
      [&](std::size_t, const Printed& printed) {
        std::cout << printed.lines << std::flush;
        documents += printed.documents;
        for (const ErrorCode code : printed.errors) ++failures[to_name(code)];
        progress.advance();
      });
  if (!std::cout) {
    std::cerr << "tamis: standard output cannot be written\n";
    return exit_failed;
  }
  if (failures.empty()) return exit_done;
  tell_failures(failures, documents);
  return exit_failed;
}

}  // namespace

void add_parse(CLI::App& program, int& status) {
  auto options = std::make_shared<ParseOptions>();
  CLI::App* command = program.add_subcommand("parse", "Print the record of each document; nothing is stored");
  command->add_option("files", options->files, "Files, folders (every file below them), or - for standard input")
      ->required();
  command->add_option("--after", options->after, "Stop after a step and print what it made")
      ->check(CLI::IsMember({"document", "text", "profile", "findings"}));
  command->add_option("--from", options->from, "Begin with what a step made (the files hold its JSON)")
      ->check(CLI::IsMember({"document"}));
  command->add_option("--view", options->view, "Who is to see it: full, client (by name) or anonymous")
      ->check(CLI::IsMember(std::vector<std::string>(Names<View>::value.begin(), Names<View>::value.end())))
      ->capture_default_str();
  options->policy.add_to(*command);
  command->add_flag("--pretty", options->pretty, "Indent the JSON");
  command->add_flag("--text", options->text, "Include the text in reading order");
  options->engines.add_to(*command);
  command->footer(
      "One record a line (NDJSON), in the order of the arguments. A file that cannot be read gets a record with its\n"
      "\"error\"; the documents inside a mail or an archive have a record each, named \"mail.eml/cv.pdf\". Exit "
      "status: 0\n"
      "all were read, 1 some could not be, 2 the call makes no sense.\n\n"
      "  tamis parse cv.pdf --pretty\n"
      "  tamis parse cv.pdf --view anonymous\n"
      "  tamis parse archive/ | jq -r '.profile.basics.name'\n"
      "  curl -s https://example.org/cv.pdf | tamis parse -");
  command->callback([options, &status] { status = parse_files(*options); });
}

}  // namespace tamis::cli
