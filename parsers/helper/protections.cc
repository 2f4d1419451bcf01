#include "parsers/helper/protections.hpp"

#include "parsers/helper/confine.hpp"
#include "parsers/helper/protocol.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr rlim_t most_tried = 1024;

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
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max > most_tried) return false;
  std::vector<Descriptor> copies;
  for (rlim_t i = 0; i <= limit.rlim_max; ++i) {
    copies.emplace_back(dup(helper_socket));
    if (!copies.back().valid()) return true;
  }
  return false;
}

/// A file that everybody may read.
bool files_are_out_of_reach() {
  const Descriptor file(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
  return !file.valid();
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
    case Protection::no_foreign_files:
      return files_are_out_of_reach();
    case Protection::no_written_files:
      return files_cannot_be_written();
    case Protection::no_new_processes:
      return processes_cannot_be_made();
    case Protection::no_network:
      return network_is_out_of_reach();
    case Protection::filtered_system_calls:
      return prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER;
    case Protection::dies_with_the_service:
      return dies_with_parent();
  }
  return false;
}

}  // namespace

std::string test_protections() {
  limit_resources(Limits{});
  std::string found;
  for (std::size_t i = 0; i < Names<Protection>::value.size(); ++i) {
    found.push_back(holds(static_cast<Protection>(i)) ? 1 : 0);
  }
  return found;
}

}  // namespace tamis::parsers
