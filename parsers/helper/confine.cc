#include "parsers/helper/confine.hpp"

#include "parsers/helper/protocol.hpp"

#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr rlim_t most_descriptors = 64;  // language models, fonts and their configuration; a document needs one

void forbid_beyond(__rlimit_resource resource, rlim_t most) {
  const rlimit limit{most, most};
  setrlimit(resource, &limit);
}

/// Only the soft limit: the next document may be granted more.
void limit_softly(__rlimit_resource resource, rlim_t most) {
  rlimit limit{};
  getrlimit(resource, &limit);
  limit.rlim_cur = std::min(most, limit.rlim_max);
  setrlimit(resource, &limit);
}

rlim_t used_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<rlim_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1);
}

bool memory_is_bounded() {
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  if (limit.rlim_cur == RLIM_INFINITY) return false;
  void* memory = mmap(nullptr, limit.rlim_cur, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return true;
  munmap(memory, limit.rlim_cur);
  return false;
}

bool processor_time_is_bounded() {
  rlimit limit{};
  getrlimit(RLIMIT_CPU, &limit);
  return limit.rlim_cur != RLIM_INFINITY;
}

bool descriptors_are_bounded() {
  std::vector<Descriptor> copies;
  for (rlim_t i = 0; i <= most_descriptors; ++i) {
    copies.emplace_back(dup(helper_socket));
    if (!copies.back().valid()) return true;
  }
  return false;
}

bool files_cannot_be_written() {
  const Descriptor file(memfd_create("probe", MFD_CLOEXEC));
  return !file.valid() || write(file.get(), "x", 1) < 0;
}

bool processes_cannot_be_made() {
  const pid_t child = fork();
  if (child < 0) return true;
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return false;
}

/// The loopback is asked, since every network has one: in a namespace of its own even that leads nowhere.
bool network_is_out_of_reach() {
  const Descriptor socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket_.valid()) return true;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0 &&
         errno != ECONNREFUSED;
}

bool dies_with_parent() {
  int signal = 0;
  return prctl(PR_GET_PDEATHSIG, &signal) == 0 && signal == SIGKILL;
}

bool holds(Protection protection) {
  switch (protection) {
    case Protection::no_new_privileges:
      return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
    case Protection::no_core_dump:
      return prctl(PR_GET_DUMPABLE) == 0;
    case Protection::bounded_memory:
      return memory_is_bounded();
    case Protection::bounded_processor_time:
      return processor_time_is_bounded();
    case Protection::bounded_descriptors:
      return descriptors_are_bounded();
    case Protection::no_written_files:
      return files_cannot_be_written();
    case Protection::no_new_processes:
      return processes_cannot_be_made();
    case Protection::no_network:
      return network_is_out_of_reach();
    case Protection::dies_with_the_service:
      return dies_with_parent();
  }
  return false;
}

}  // namespace

void confine() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  unshare(CLONE_NEWUSER | CLONE_NEWNET);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGXFSZ, SIG_IGN);  // a library that tries to write gets an error instead of death
  forbid_beyond(RLIMIT_CORE, 0);
  forbid_beyond(RLIMIT_FSIZE, 0);
  forbid_beyond(RLIMIT_NOFILE, most_descriptors);
  forbid_beyond(RLIMIT_NPROC, 1);
}

void limit_resources(const Limits& limits) {
#ifndef TAMIS_SANITIZED  // a sanitizer reserves terabytes of address space
  limit_softly(RLIMIT_AS, static_cast<rlim_t>(limits.memory_bytes));
#endif
  limit_softly(RLIMIT_CPU, used_cpu_seconds() + static_cast<rlim_t>(limits.cpu_seconds));
}

std::string test_protections() {
  limit_resources(Limits{});
  std::string found;
  for (std::size_t i = 0; i < Names<Protection>::value.size(); ++i) {
    found.push_back(holds(static_cast<Protection>(i)) ? 1 : 0);
  }
  return found;
}

}  // namespace tamis::parsers
