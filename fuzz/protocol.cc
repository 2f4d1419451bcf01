// What a helper that has been taken over may send: frames, and the nouns in them. The service's side must survive it.
#include "parsers/helper/protocol.hpp"
#include "core/picture.hpp"
#include "core/wire.hpp"
#include "fuzz/target.hpp"

#include <sys/socket.h>

#include <vector>

namespace tamis::fuzz {
namespace {

template <class Noun>
void read_noun(std::string_view bytes) {
  const auto noun = decode<Noun>(bytes);
  if (!noun) return;
  const auto again = decode<Noun>(encode(*noun));
  require(again.has_value() && encode(*again) == encode(*noun), "what was read can be written and read again");
}

void read_frame(const parsers::Frame& frame) {
  switch (frame.kind) {
    case parsers::FrameKind::document:
      return read_noun<Document>(frame.bytes);
    case parsers::FrameKind::enclosures:
      return read_noun<std::vector<Enclosure>>(frame.bytes);
    case parsers::FrameKind::picture:
      return read_noun<Picture>(frame.bytes);
    case parsers::FrameKind::error:
      return read_noun<Error>(frame.bytes);
    case parsers::FrameKind::read_document:
      return read_noun<Limits>(frame.bytes);
    case parsers::FrameKind::read_picture:
      return read_noun<PictureOrder>(frame.bytes);
    default:
      return;
  }
}

/// Sends the bytes as a helper would, closes, and reads frames until none is left.
void receive(std::string_view bytes) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  const parsers::Channel service{parsers::Descriptor(ends[0])};
  {
    const parsers::Descriptor helper(ends[1]);
    constexpr std::size_t fits_the_socket = 64 << 10;
    if (::send(helper.get(), bytes.data(), std::min(bytes.size(), fits_the_socket), MSG_NOSIGNAL) < 0) return;
  }
  while (const auto frame = service.receive(1 << 20)) read_frame(*frame);
}

}  // namespace
}  // namespace tamis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tamis::fuzz::receive(tamis::fuzz::text_of(data, size));
  return 0;
}
