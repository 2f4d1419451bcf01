#include "parsers/helper/protocol.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tamis::parsers {
namespace {

constexpr std::size_t header_size = 1 + sizeof(std::uint32_t);
constexpr std::size_t chunk_size = 256 << 10;

/// True when the socket is ready; false when the deadline passed.
bool wait_for(int socket, short events, const Deadline& deadline) {
  for (;;) {
    int timeout = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
      timeout = static_cast<int>(std::max<std::int64_t>(left, 0));
    }
    pollfd watched{socket, events, 0};
    const int ready = poll(&watched, 1, timeout);
    if (ready != 0 && !(ready < 0 && errno == EINTR)) return ready > 0;
    if (ready == 0) return false;
  }
}

/// Room for exactly one descriptor beside a message.
union DescriptorSpace {
  cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

bool send_bytes(int socket, std::string_view bytes, const Deadline& deadline, int descriptor) {
  while (!bytes.empty()) {
    if (!wait_for(socket, POLLOUT, deadline)) return false;
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    DescriptorSpace space{};
    if (descriptor >= 0) {
      message.msg_control = space.bytes;
      message.msg_controllen = sizeof space.bytes;
      space.header.cmsg_level = SOL_SOCKET;
      space.header.cmsg_type = SCM_RIGHTS;
      space.header.cmsg_len = CMSG_LEN(sizeof descriptor);
      std::memcpy(CMSG_DATA(&space.header), &descriptor, sizeof descriptor);
    }
    const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    descriptor = -1;
  }
  return true;
}

/// Reads at most `size` bytes, and a descriptor if one comes along.
std::expected<std::size_t, Silence> receive_some(int socket, char* to, std::size_t size, const Deadline& deadline,
                                                 Descriptor& descriptor) {
  for (;;) {
    if (!wait_for(socket, POLLIN, deadline)) return std::unexpected(Silence::late);
    iovec part{to, size};
    DescriptorSpace space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.bytes;
    message.msg_controllen = sizeof space.bytes;
    const ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return std::unexpected(Silence::closed);
    const cmsghdr* control = CMSG_FIRSTHDR(&message);
    if (control && control->cmsg_type == SCM_RIGHTS && control->cmsg_len == CMSG_LEN(sizeof(int))) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(control), sizeof number);
      descriptor = Descriptor(number);
    }
    return static_cast<std::size_t>(got);
  }
}

/// Appends `size` bytes to `out`, growing only as they arrive.
std::optional<Silence> receive_bytes(int socket, std::string& out, std::size_t size, const Deadline& deadline,
                                     Descriptor& descriptor) {
  while (size > 0) {
    const std::size_t filled = out.size();
    const std::size_t room = std::min(size, chunk_size);
    out.resize(filled + room);
    const auto got = receive_some(socket, out.data() + filled, room, deadline, descriptor);
    out.resize(filled + got.value_or(0));
    if (!got) return got.error();
    size -= *got;
  }
  return std::nullopt;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (valid()) close(number_);
}

bool Channel::send(FrameKind kind, std::string_view bytes, Deadline deadline, int descriptor) const {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::string header(header_size, static_cast<char>(kind));
  std::memcpy(header.data() + 1, &size, sizeof size);
  return send_bytes(socket_.get(), header, deadline, descriptor) && send_bytes(socket_.get(), bytes, deadline, -1);
}

std::expected<Frame, Silence> Channel::receive(std::size_t limit, Deadline deadline) const {
  Frame frame;
  std::string header;
  if (auto silence = receive_bytes(socket_.get(), header, header_size, deadline, frame.descriptor)) {
    return std::unexpected(*silence);
  }
  std::uint32_t size = 0;
  std::memcpy(&size, header.data() + 1, sizeof size);
  if (static_cast<unsigned char>(header[0]) > static_cast<unsigned char>(FrameKind::protections)) {
    return std::unexpected(Silence::malformed);
  }
  if (size > limit) return std::unexpected(Silence::too_large);
  frame.kind = static_cast<FrameKind>(header[0]);
  if (auto silence = receive_bytes(socket_.get(), frame.bytes, size, deadline, frame.descriptor)) {
    return std::unexpected(*silence);
  }
  return frame;
}

}  // namespace tamis::parsers
