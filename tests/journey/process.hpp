#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace tamis::journey {

/// A real program, started as a user would. Killed and reaped when dropped.
class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  /// The next line of its standard output; empty at its end.
  [[nodiscard]] std::string read_line();
  /// What is left of its standard output, to its end.
  [[nodiscard]] std::string read_rest();
  void signal(int number) const;
  /// Waits for its end; the exit status, or minus the signal that ended it.
  int wait();
  /// The processes that it started and that still run.
  [[nodiscard]] std::vector<pid_t> children() const;

 private:
  pid_t id_ = -1;
  int output_ = -1;
};

/// Runs a program to its end; its standard output and exit status.
struct Ran {
  int status = 0;
  std::string output;
};
[[nodiscard]] Ran run(const std::vector<std::string>& arguments);

}  // namespace tamis::journey
