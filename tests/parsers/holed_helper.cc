// A helper with a deliberate hole: it does what its document says, as code that has taken over an engine would.

#include "parsers/helper/confine.hpp"
#include "parsers/helper/serve.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>
#include <map>
#include <sstream>

namespace tamis::parsers {
namespace {

using Arguments = std::istringstream;
/// Negative, with errno set, if the attempt failed.
using Attempt = std::function<long(Arguments&)>;

long open_file(Arguments& arguments, int flags) {
  std::string path;
  arguments >> path;
  return open(path.c_str(), flags, 0600);
}

long connect_to(Arguments& arguments) {
  in_port_t port = 0;
  arguments >> port;
  const int end = socket(AF_INET, SOCK_STREAM, 0);
  if (end < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

long read_process(Arguments& arguments) {
  pid_t process = 0;
  std::uintptr_t address = 0;
  arguments >> process >> address;
  char byte = 0;
  const iovec here{&byte, 1};
  const iovec there{reinterpret_cast<void*>(address), 1};
  return process_vm_readv(process, &here, 1, &there, 1, 0);
}

long allocate(Arguments& arguments) {
  std::size_t bytes = 0;
  arguments >> bytes;
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

long multiply(Arguments&) {
  for (int i = 0; i < 100; ++i) {
    const pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) _exit(0);
  }
  return 0;
}

long send_signal(Arguments& arguments) {
  pid_t process = 0;
  arguments >> process;
  return kill(process, SIGKILL);
}

long trace(Arguments& arguments) {
  pid_t process = 0;
  arguments >> process;
  return ptrace(PTRACE_ATTACH, process, nullptr, nullptr);
}

long lift_limit(Arguments&) {
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  return setrlimit(RLIMIT_NOFILE, &unlimited);
}

long run_program(Arguments&) { return execl("/bin/true", "/bin/true", nullptr); }
long spin(Arguments&) {
  for (;;) asm volatile("");
}

const std::map<std::string, Attempt, std::less<>> attempts{
    {"read", [](Arguments& arguments) { return open_file(arguments, O_RDONLY); }},
    {"write", [](Arguments& arguments) { return open_file(arguments, O_WRONLY | O_CREAT); }},
    {"connect", connect_to},
    {"read_process", read_process},
    {"allocate", allocate},
    {"multiply", multiply},
    {"signal", send_signal},
    {"trace", trace},
    {"run_program", run_program},
    {"spin", spin},
    {"lift_limit", lift_limit},
};

/// Answers a document of which the first word says what came of the attempt.
class Obedient final : public Extractor {
 public:
  Result<Document> extract(std::span<const std::byte> bytes, const Limits&) override {
    Arguments words(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    std::string verb;
    words >> verb;
    errno = 0;
    const std::string outcome = attempts.find(verb)->second(words) < 0 ? strerrorname_np(errno) : "done";
    Document document;
    Line& line = document.pages.emplace_back().blocks.emplace_back().lines.emplace_back();
    line.words.emplace_back().text = CandidateText(outcome);
    return document;
  }

  Result<std::vector<Enclosure>> unpack(std::span<const std::byte>, const Limits&) override {
    return std::vector<Enclosure>{};
  }

  Result<Picture> picture(std::span<const std::byte>, const PictureOrder&) override { return Picture{}; }
};

}  // namespace
}  // namespace tamis::parsers

int main() {
  tamis::parsers::confine();
  tamis::parsers::Obedient obedient;
  return tamis::parsers::serve(obedient);
}
