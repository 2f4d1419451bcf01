#include "tests/journey/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace tamis::journey {

Process::Process(const std::vector<std::string>& arguments) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  id_ = fork();
  if (id_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nothing, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  output_ = ends[0];
}

Process::~Process() {
  if (id_ > 0) {
    kill(id_, SIGKILL);
    wait();
  }
  close(output_);
}

std::string Process::read_line() {
  std::string line;
  char byte = 0;
  while (read(output_, &byte, 1) == 1 && byte != '\n') line += byte;
  return line;
}

std::string Process::read_rest() {
  std::string rest;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(output_, buffer, sizeof buffer)) > 0;)
    rest.append(buffer, static_cast<std::size_t>(size));
  return rest;
}

void Process::signal(int number) const { kill(id_, number); }

int Process::wait() {
  if (id_ < 0) return 0;
  int status = 0;
  waitpid(id_, &status, 0);
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::vector<pid_t> Process::children() const {
  std::vector<pid_t> ids;
  // A child belongs to the thread that started it.
  for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(id_) + "/task")) {
    std::ifstream list(thread.path() / "children");
    for (pid_t child = 0; list >> child;) ids.push_back(child);
  }
  return ids;
}

Ran run(const std::vector<std::string>& arguments) {
  Process process(arguments);
  const std::string output = process.read_rest();
  return {process.wait(), output};
}

}  // namespace tamis::journey
