#pragma once

#include "core/document.hpp"
#include "core/limits.hpp"
#include "core/picture.hpp"
#include "parsers/helper/protocol.hpp"

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tamis::parsers {

/// One running helper, as the service sees it. Killed and reaped at the end of its life. Not safe between threads.
class HelperProcess {
 public:
  /// Starts the program and waits until it is ready; `helper_unavailable` if it does not get there. It inherits no
  /// descriptor but its socket, and an environment that says only what its libraries must know. The kernel ends it
  /// when the calling thread ends, so that it cannot outlive the service: start it from a thread that lives on.
  [[nodiscard]] static Result<std::unique_ptr<HelperProcess>> start(const std::filesystem::path& program);
  ~HelperProcess();
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  /// False once it has died, or has read or grown so much that a fresh one should take its place.
  [[nodiscard]] bool fit();

  /// One document; after an error of the helper itself (rather than one that it reports), it is no longer fit.
  [[nodiscard]] Result<Document> read(std::span<const std::byte> bytes, const Limits& limits);
  /// The documents inside one; the same.
  [[nodiscard]] Result<std::vector<Enclosure>> unpack(std::span<const std::byte> bytes, const Limits& limits);
  /// One page of one; the same.
  [[nodiscard]] Result<Picture> picture(std::span<const std::byte> bytes, const PictureOrder& order);
  /// One byte for each `Protection`.
  [[nodiscard]] Result<std::string> test_protections();

 private:
  HelperProcess(pid_t id, Channel channel) : id_(id), channel_(std::move(channel)) {}
  /// Sends a document with what to do, and waits for an answer of the kind.
  template <class Noun>
  [[nodiscard]] Result<Noun> ask(FrameKind what, std::string_view order, std::span<const std::byte> bytes,
                                 FrameKind wanted, const Limits& limits);
  [[nodiscard]] Error explain(Silence silence, const Limits& limits);
  [[nodiscard]] Error explain_death(const Limits& limits);
  /// Kills it, if it still lives, and waits for its end. Returns its status and fills in its memory's peak.
  int end();

  pid_t id_;
  Channel channel_;
  bool ended_ = false;
  int status_ = 0;
  std::int64_t peak_bytes_ = 0;
  int documents_ = 0;
};

}  // namespace tamis::parsers
