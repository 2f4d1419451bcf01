#include "parsers/helper/helper_process.hpp"

#include "core/wire.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <utility>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr auto patience_for_start = std::chrono::seconds(30);
constexpr int most_documents = 500;                // what libraries leak by then is still small
constexpr std::int64_t most_resident = 400 << 20;  // twice what OCR with two languages keeps

Error unavailable() { return {ErrorCode::helper_unavailable, Stage::extract, {}, {}}; }

std::vector<std::string> helper_environment() {
  std::vector<std::string> environment{
      "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1",
      "TZ=UTC0",                          // or the C library looks for the local time zone at every date
      "MALLOC_TRIM_THRESHOLD_=67108864",  // what one document frees the next one takes again
  };
  if (const char* models = std::getenv("TESSDATA_PREFIX")) {
    environment.push_back(std::string("TESSDATA_PREFIX=") + models);
  }
  return environment;
}

/// Frees what posix_spawn was told.
struct SpawnOrders {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;

  SpawnOrders() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  SpawnOrders(const SpawnOrders&) = delete;
  SpawnOrders& operator=(const SpawnOrders&) = delete;
  ~SpawnOrders() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
};

/// The libraries' messages may repeat words of a document, so they go nowhere. A session of its own keeps the helper
/// out of reach of the terminal's signals.
void give_orders(SpawnOrders& orders, int socket) {
  posix_spawn_file_actions_adddup2(&orders.files, socket, helper_socket);
  posix_spawn_file_actions_addopen(&orders.files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&orders.files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&orders.files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&orders.files, helper_socket + 1);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&orders.attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&orders.attributes, &signals);
  posix_spawnattr_setflags(&orders.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
}

Result<pid_t> spawn(const std::filesystem::path& program, int socket) {
  SpawnOrders orders;
  give_orders(orders, socket);
  std::string name = program.string();
  std::vector<std::string> environment = helper_environment();
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  char* arguments[] = {name.data(), nullptr};
  pid_t id = -1;
  if (posix_spawn(&id, name.c_str(), &orders.files, &orders.attributes, arguments, variables.data()) != 0) {
    return std::unexpected(unavailable());
  }
  return id;
}

/// The document as a file without a name that nobody can change any more.
Descriptor seal(std::span<const std::byte> bytes) {
  Descriptor file(memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  while (file.valid() && !bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return {};
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return file;
}

std::int64_t resident_bytes(pid_t id) {
  std::ifstream pages("/proc/" + std::to_string(id) + "/statm");
  std::int64_t total = 0, resident = 0;
  pages >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

Deadline after(std::chrono::seconds patience) { return Clock::now() + patience; }

}  // namespace

Result<std::unique_ptr<HelperProcess>> HelperProcess::start(const std::filesystem::path& program) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return std::unexpected(unavailable());
  Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  const auto id = spawn(program, theirs.get());
  if (!id) return std::unexpected(id.error());
  std::unique_ptr<HelperProcess> helper(new HelperProcess(*id, Channel(std::move(ours))));
  theirs = {};  // or the socket would never say that the helper is gone
  const auto greeting = helper->channel_.receive(0, after(patience_for_start));
  if (!greeting || greeting->kind != FrameKind::ready) return std::unexpected(unavailable());
  return helper;
}

HelperProcess::~HelperProcess() { end(); }

bool HelperProcess::fit() {
  if (ended_ || documents_ >= most_documents || resident_bytes(id_) > most_resident) return false;
  siginfo_t dead{};
  return waitid(P_PID, static_cast<id_t>(id_), &dead, WEXITED | WNOHANG | WNOWAIT) == 0 && dead.si_pid == 0;
}

template <class Noun>
Result<Noun> HelperProcess::ask(FrameKind what, std::string_view order, std::span<const std::byte> bytes,
                                FrameKind wanted, const Limits& limits) {
  const Deadline deadline = after(std::chrono::seconds(limits.wall_seconds));
  const Descriptor document = seal(bytes);
  if (!document.valid()) return std::unexpected(unavailable());
  ++documents_;
  if (!channel_.send(what, order, deadline, document.get())) return std::unexpected(explain_death(limits));
  auto answer = channel_.receive(static_cast<std::size_t>(limits.result_bytes), deadline);
  if (!answer) return std::unexpected(explain(answer.error(), limits));
  if (answer->kind == wanted) {
    auto noun = decode<Noun>(answer->bytes);
    if (!noun) end();
    return noun;
  }
  auto error = answer->kind == FrameKind::error ? decode<Error>(answer->bytes)
                                                : fail(ErrorCode::helper_protocol, Stage::extract);
  if (!error) end();
  return std::unexpected(error ? *error : error.error());
}

Result<Document> HelperProcess::read(std::span<const std::byte> bytes, const Limits& limits) {
  return ask<Document>(FrameKind::read_document, encode(limits), bytes, FrameKind::document, limits);
}

Result<std::vector<Enclosure>> HelperProcess::unpack(std::span<const std::byte> bytes, const Limits& limits) {
  return ask<std::vector<Enclosure>>(FrameKind::unpack, encode(limits), bytes, FrameKind::enclosures, limits);
}

Result<Picture> HelperProcess::picture(std::span<const std::byte> bytes, const PictureOrder& order) {
  auto picture = ask<Picture>(FrameKind::read_picture, encode(order), bytes, FrameKind::picture, order.limits);
  if (!picture) return picture;
  const std::int64_t pixels = std::int64_t{picture->width} * picture->height;
  const bool sound = picture->width > 0 && picture->height > 0 && picture->dpi > 0 && pixels <= order.limits.pixels &&
                     std::cmp_equal(picture->pixels.size(), pixels * 3);
  if (sound) return picture;
  end();
  return fail(ErrorCode::helper_protocol, Stage::extract);
}

Result<std::string> HelperProcess::test_protections() {
  const Deadline deadline = after(patience_for_start);
  if (!channel_.send(FrameKind::test_yourself, {}, deadline)) return std::unexpected(unavailable());
  auto answer = channel_.receive(Names<Protection>::value.size(), deadline);
  if (!answer || answer->kind != FrameKind::protections || answer->bytes.size() != Names<Protection>::value.size()) {
    end();
    return fail(ErrorCode::helper_protocol, Stage::extract);
  }
  return std::move(answer->bytes);
}

Error HelperProcess::explain(Silence silence, const Limits& limits) {
  switch (silence) {
    case Silence::late:
      end();
      return {ErrorCode::out_of_time, Stage::extract, {}, {{Measure::seconds, limits.wall_seconds}}};
    case Silence::too_large:
      end();
      return {ErrorCode::result_too_large, Stage::extract, {}, {{Measure::limit, limits.result_bytes}}};
    case Silence::malformed:
      end();
      return {ErrorCode::helper_protocol, Stage::extract, {}, {}};
    case Silence::closed:
      break;
  }
  return explain_death(limits);
}

Error HelperProcess::explain_death(const Limits& limits) {
  const int status = end();
  if (WIFEXITED(status)) {
    if (WEXITSTATUS(status) == out_of_memory_status) {
      return {ErrorCode::out_of_memory, Stage::extract, {}, {{Measure::limit, limits.memory_bytes}}};
    }
    return {ErrorCode::helper_crashed, Stage::extract, {}, {{Measure::status, WEXITSTATUS(status)}}};
  }
  const int signal = WTERMSIG(status);
  if (signal == SIGXCPU) return {ErrorCode::out_of_time, Stage::extract, {}, {{Measure::seconds, limits.cpu_seconds}}};
  if (signal == SIGSYS) return {ErrorCode::forbidden_call, Stage::extract, {}, {}};
  // A library in C that gets no memory stumbles over the null pointer or gives up by itself.
  if ((signal == SIGSEGV || signal == SIGABRT) && peak_bytes_ > limits.memory_bytes / 2) {
    return {ErrorCode::out_of_memory, Stage::extract, {}, {{Measure::limit, limits.memory_bytes}}};
  }
  return {ErrorCode::helper_crashed, Stage::extract, {}, {{Measure::signal, signal}}};
}

int HelperProcess::end() {
  if (std::exchange(ended_, true)) return status_;
  kill(id_, SIGKILL);
  rusage usage{};
  while (wait4(id_, &status_, 0, &usage) < 0 && errno == EINTR) {
  }
  peak_bytes_ = static_cast<std::int64_t>(usage.ru_maxrss) << 10;
  return status_;
}

}  // namespace tamis::parsers
