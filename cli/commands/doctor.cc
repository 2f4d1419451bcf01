#include "cli/commands/command.hpp"

#include "cli/service.hpp"
#include "parsers/helper/helper_pool.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace tamis::cli {
namespace {

namespace fs = std::filesystem;

/// Prints a line a check, and remembers whether one failed that Tamis cannot do without.
class Checks {
 public:
  void report(bool good, const std::string& what, const std::string& otherwise) {
    std::cout << (good ? "ok       " : "MISSING  ") << what << (good ? "" : ": " + otherwise) << '\n';
    failed_ |= !good;
  }
  /// Something that is better had, and not needed.
  void note(bool good, const std::string& what, const std::string& otherwise) {
    std::cout << (good ? "ok       " : "without  ") << what << (good ? "" : ": " + otherwise) << '\n';
  }
  [[nodiscard]] int status() const { return failed_ ? exit_failed : exit_done; }

 private:
  bool failed_ = false;
};

fs::path models_folder() {
  if (const char* named = std::getenv("TESSDATA_PREFIX")) return named;
  return "/usr/share/tesseract-ocr/5/tessdata";
}

void check_models(Checks& checks) {
  for (const std::string model : {"fra", "eng", "deu", "spa", "ita", "nld", "por", "pol", "osd"}) {
    checks.report(fs::exists(models_folder() / (model + ".traineddata")), "OCR model " + model,
                  "install tesseract-ocr-" + model);
  }
}

void check_helpers(Checks& checks) {
  const auto pool = parsers::HelperPool::start(parsers::helper_program(), 1, parsers::Walls::as_available);
  checks.report(pool.has_value(), "helper program", "tamis-helper must stand beside tamis");
  if (!pool) return;
  const auto findings = (*pool)->self_test();
  checks.report(findings.has_value(), "helper answers", "it does not; reinstall Tamis");
  if (!findings) return;
  for (const auto& finding : *findings) {
    const std::string what = "helpers: " + std::string(to_name(finding.protection));
    if (finding.bearable()) {
      checks.note(finding.in_force, what, "this system does not allow it; helpers have one layer of protection less");
    } else {
      checks.report(false, what, "documents are read with --allow-weak-sandbox only");
    }
  }
}

void check_data(Checks& checks) {
  const auto normalizer = normalize::Normalizer::load();
  checks.report(normalizer.has_value(), "language packs", "a pack does not hold; reinstall Tamis");
  if (!normalizer) return;
  checks.report(redact::Screener::load(normalizer->folder()).has_value(), "screening rules",
                "a category does not hold; reinstall Tamis");
}

void check_store(Checks& checks, const StoreOptions& options) {
  const auto file = database::file_of(options.store);
  const std::string name = "store " + (file ? file->string() : std::string("in PostgreSQL"));
  std::error_code ignored;
  if (file && !fs::exists(*file, ignored)) {
    checks.note(false, name, "there is none yet; the first serve or import makes it");
    return;
  }
  const auto service = Service::open(options);
  checks.report(service.has_value(), name, service ? std::string() : operator_message(service.error()));
  if (!service) return;
  const auto sound = (*service)->database.check();
  checks.report(sound.has_value(), "store is sound", sound ? std::string() : operator_message(sound.error()));
}

int examine(const StoreOptions& options) {
  Checks checks;
  check_helpers(checks);
  check_models(checks);
  check_data(checks);
  check_store(checks, options);
  return checks.status();
}

}  // namespace

void add_doctor(CLI::App& program, int& status) {
  auto options = std::make_shared<StoreOptions>();
  CLI::App* command = program.add_subcommand("doctor", "Say what is missing, and what to do about it");
  options->add_to(*command);
  command->footer("Exit status: 0 everything needed is there, 1 something is missing.");
  command->callback([options, &status] { status = examine(*options); });
}

}  // namespace tamis::cli
