#pragma once

#include "core/reflect.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// What the service and a helper say to each other, and how, over one socket.
///
/// Frames of one kind byte, a length of 32 bits and as many bytes. The service trusts nothing that a helper sends: it
/// says how much it is willing to receive, and memory grows with what arrives, never with what is announced.
namespace tamis::parsers {

/// Owns a file descriptor; closes it. Movable only.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] bool valid() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }
  int release() noexcept { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

enum class FrameKind : std::uint8_t {
  ready,          ///< helper, once, when it can take a document
  read_document,  ///< service: the encoded `Limits`, and the document as a descriptor beside them
  unpack,         ///< service: as `read_document`
  document,       ///< helper: the encoded `Document`
  enclosures,     ///< helper: the encoded documents inside the one to unpack
  read_picture,   ///< service: the encoded `PictureOrder`, and the document
  picture,        ///< helper: the encoded `Picture`
  error,          ///< helper: the encoded `Error`
  test_yourself,  ///< service
  protections,    ///< helper: one byte for each `Protection`, 1 = in force
};

struct Frame {
  FrameKind kind{};
  std::string bytes;
  Descriptor descriptor;  ///< the document, with `read_document` and `read_picture`
};

/// Why no frame came.
enum class Silence : std::uint8_t {
  closed,     ///< the other side is gone
  late,       ///< the deadline passed
  too_large,  ///< the frame announces more bytes than allowed
  malformed,  ///< an unknown kind
};

using Clock = std::chrono::steady_clock;
using Deadline = std::optional<Clock::time_point>;

/// One end of the socket. Not safe between threads.
class Channel {
 public:
  Channel() = default;
  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  /// False if the other side is gone or, with a deadline, does not read in time. The other side gets a copy of the
  /// descriptor.
  [[nodiscard]] bool send(FrameKind kind, std::string_view bytes, Deadline deadline = {}, int descriptor = -1) const;
  /// Waits for a whole frame of at most `limit` bytes; without a deadline, for ever.
  [[nodiscard]] std::expected<Frame, Silence> receive(std::size_t limit, Deadline deadline = {}) const;

 private:
  Descriptor socket_;
};

/// What the helper cannot do, as found by trying (see `HelperPool::self_test`).
enum class Protection : std::uint8_t {
  no_new_privileges,
  no_core_dump,
  bounded_memory,
  bounded_processor_time,
  bounded_descriptors,
  no_foreign_files,
  no_written_files,
  no_new_processes,
  no_network,
  filtered_system_calls,
  dies_with_the_service,
};

/// The descriptor on which a helper finds its socket.
inline constexpr int helper_socket = 3;

/// A helper that runs out of memory leaves with this status: what failed to allocate may not be able to answer.
inline constexpr int out_of_memory_status = 75;

}  // namespace tamis::parsers

namespace tamis {

template <>
struct Names<parsers::Protection> {
  static constexpr std::array<std::string_view, 11> value{
      "no_new_privileges",   "no_core_dump",          "bounded_memory",       "bounded_processor_time",
      "bounded_descriptors", "no_foreign_files",      "no_written_files",     "no_new_processes",
      "no_network",          "filtered_system_calls", "dies_with_the_service"};
};

}  // namespace tamis
