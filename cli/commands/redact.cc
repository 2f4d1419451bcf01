#include "cli/commands/command.hpp"

#include "cli/policy_file.hpp"
#include "cli/service.hpp"
#include "ingest/redactor.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

namespace tamis::cli {
namespace {

using renditions::Format;

struct RedactOptions {
  std::string file, out, view = "anonymous", format;
  bool typeset = false;
  PolicyOption policy;
  EngineOptions engines;
};

/// As the option says, else as the output's ending says, else PDF.
Format format_of(const RedactOptions& options) {
  if (!options.format.empty()) return *from_name<Format>(options.format);
  const std::size_t dot = options.out.rfind('.');
  const auto ending = dot == std::string::npos ? std::nullopt : from_name<Format>(options.out.substr(dot + 1));
  return ending.value_or(Format::pdf);
}

int redact_file(const RedactOptions& options) {
  auto policy = load(options.policy);
  if (!policy) return exit_failed;
  const auto engines = Engines::start(options.engines, std::move(*policy));
  if (!engines) return tell(engines.error());
  const auto upload = ingest::load_file(options.file, engines->pipeline().limits());
  if (!upload) return tell(upload.error());
  const ingest::RenditionOrder order{
      .view = *from_name<View>(options.view), .format = format_of(options), .typeset = options.typeset};
  const auto rendition = ingest::Redactor(engines->pipeline()).redact(*upload, order);
  if (!rendition) return tell(rendition.error());
  std::ofstream out(options.out, std::ios::binary | std::ios::trunc);
  out << *rendition << std::flush;
  if (out) return exit_done;
  std::cerr << "tamis: " << options.out << " cannot be written\n";
  return exit_failed;
}

}  // namespace

void add_redact(CLI::App& program, int& status) {
  auto options = std::make_shared<RedactOptions>();
  CLI::App* command =
      program.add_subcommand("redact", "Make a copy of a document that says only what a client may see");
  command->add_option("file", options->file, "The document")->required();
  command->add_option("-o,--out", options->out, "Where the copy goes; written only if it passes every check")
      ->required();
  command->add_option("--view", options->view, "Who is to see it: client (by name) or anonymous")
      ->check(CLI::IsMember({"client", "anonymous"}))
      ->capture_default_str();
  command->add_option("--format", options->format, "pdf, docx or html (default: as the copy's name ends)")
      ->check(CLI::IsMember(std::vector<std::string>(Names<Format>::value.begin(), Names<Format>::value.end())));
  command->add_flag("--typeset", options->typeset, "A PDF set anew from the profile, instead of the original's layout");
  options->policy.add_to(*command);
  options->engines.add_to(*command);
  command->footer(
      "A PDF shows the pages of a PDF or an image with what is hidden painted over; a DOCX is written anew from any\n"
      "document; HTML is typeset from the profile. Every copy is taken apart, read again by OCR and screened again\n"
      "before it is written: exit status 1 and rendition_leaks if anything hidden could be found.\n\n"
      "  tamis redact cv.pdf -o anonymous.pdf\n"
      "  tamis redact cv.docx -o for-client.docx --view client\n"
      "  tamis redact cv.docx -o anonymous.pdf --typeset");
  command->callback([options, &status] { status = redact_file(*options); });
}

}  // namespace tamis::cli
