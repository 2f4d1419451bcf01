#include "parsers/helper/confine.hpp"

#include "parsers/helper/files.hpp"
#include "parsers/helper/system_calls.hpp"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>

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

}  // namespace

void confine() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGXFSZ, SIG_IGN);  // a library that tries to write gets an error instead of death
  forbid_beyond(RLIMIT_CORE, 0);
  forbid_beyond(RLIMIT_FSIZE, 0);
  forbid_beyond(RLIMIT_NOFILE, most_descriptors);
  forbid_beyond(RLIMIT_NPROC, 1);
  close_file_system();
  filter_system_calls();
}

void limit_resources(const Limits& limits) {
#ifndef TAMIS_SANITIZED  // a sanitizer reserves terabytes of address space
  limit_softly(RLIMIT_AS, static_cast<rlim_t>(limits.memory_bytes));
#endif
  limit_softly(RLIMIT_CPU, used_cpu_seconds() + static_cast<rlim_t>(limits.cpu_seconds));
}

}  // namespace tamis::parsers
