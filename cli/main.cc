#include "cli/commands/command.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

int run(int argc, char** argv) {
  CLI::App program("Reads CVs into structured profiles and finds sensitive content before anything is stored.",
                   "tamis");
  program.require_subcommand(1);
  program.set_version_flag("--version", TAMIS_VERSION);
  program.footer("tamis COMMAND --help says more about a command.");
  int status = tamis::cli::exit_done;
  tamis::cli::add_parse(program, status);
  tamis::cli::add_import(program, status);
  tamis::cli::add_serve(program, status);
  tamis::cli::add_work(program, status);
  tamis::cli::add_jobs(program, status);
  tamis::cli::add_findings(program, status);
  tamis::cli::add_review(program, status);
  tamis::cli::add_redact(program, status);
  tamis::cli::add_explain(program, status);
  tamis::cli::add_policy(program, status);
  tamis::cli::add_store(program, status);
  tamis::cli::add_backup(program, status);
  tamis::cli::add_verify(program, status);
  tamis::cli::add_keys(program, status);
  tamis::cli::add_subject(program, status);
  tamis::cli::add_retention(program, status);
  tamis::cli::add_doctor(program, status);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? tamis::cli::exit_done : tamis::cli::exit_usage;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception&) {
    std::cerr << "tamis: internal error; please report it with the command that you gave\n";
    return tamis::cli::exit_failed;
  }
}
