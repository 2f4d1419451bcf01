#pragma once

namespace CLI {
class App;
}

/// Each verb of the command line: adds itself to the program and, when it is called, sets the exit status.
namespace tamis::cli {

enum ExitStatus : int {
  exit_done = 0,    ///< everything asked for was done
  exit_failed = 1,  ///< something could not be read or done; the output says what
  exit_usage = 2,   ///< the call itself makes no sense
};

void add_parse(CLI::App& program, int& status);
void add_import(CLI::App& program, int& status);
void add_serve(CLI::App& program, int& status);
void add_work(CLI::App& program, int& status);
void add_jobs(CLI::App& program, int& status);
void add_findings(CLI::App& program, int& status);
void add_review(CLI::App& program, int& status);
void add_redact(CLI::App& program, int& status);
void add_explain(CLI::App& program, int& status);
void add_policy(CLI::App& program, int& status);
void add_store(CLI::App& program, int& status);
void add_backup(CLI::App& program, int& status);
void add_verify(CLI::App& program, int& status);
void add_keys(CLI::App& program, int& status);
void add_subject(CLI::App& program, int& status);
void add_retention(CLI::App& program, int& status);
void add_doctor(CLI::App& program, int& status);

}  // namespace tamis::cli
