#include "parsers/helper/serve.hpp"

#include "core/wire.hpp"
#include "parsers/helper/confine.hpp"
#include "parsers/helper/protections.hpp"
#include "parsers/helper/protocol.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <new>

namespace tamis::parsers {
namespace {

constexpr std::size_t longest_request = 4096;

/// The document's bytes, mapped from the descriptor that came with the request.
class Mapping {
 public:
  explicit Mapping(int descriptor) {
    struct stat about {};
    if (fstat(descriptor, &about) != 0 || about.st_size <= 0) return;
    size_ = static_cast<std::size_t>(about.st_size);
    start_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (start_ != MAP_FAILED) munmap(start_, size_);
  }

  /// False if there was no room for it; a document without bytes maps well.
  [[nodiscard]] bool valid() const { return size_ == 0 || start_ != MAP_FAILED; }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    if (start_ == MAP_FAILED) return {};
    return {static_cast<const std::byte*>(start_), size_};
  }

 private:
  void* start_ = MAP_FAILED;
  std::size_t size_ = 0;
};

/// What `engine` makes of the document that came with a request, under its limits, encoded.
template <class Engine>
Result<std::string> answer_with(Engine&& engine, const Frame& request, const Limits& limits) {
  limit_resources(limits);
  const Mapping document(request.descriptor.get());
  if (!document.valid()) {
    return fail(ErrorCode::out_of_memory, Stage::extract, {{Measure::limit, limits.memory_bytes}});
  }
  auto read = engine(document.bytes());
  if (!read) return std::unexpected(std::move(read.error()));
  std::string encoded = encode(*read);
  if (std::cmp_greater(encoded.size(), limits.result_bytes)) return fail(ErrorCode::result_too_large, Stage::extract);
  return encoded;
}

Result<std::string> show(Extractor& extractor, const Frame& request) {
  const auto order = decode<PictureOrder>(request.bytes);
  if (!order) return std::unexpected(order.error());
  return answer_with([&](auto bytes) { return extractor.picture(bytes, *order); }, request, order->limits);
}

Result<std::string> read(Extractor& extractor, const Frame& request) {
  const auto limits = decode<Limits>(request.bytes);
  if (!limits) return std::unexpected(limits.error());
  if (request.kind == FrameKind::unpack) {
    return answer_with([&](auto bytes) { return extractor.unpack(bytes, *limits); }, request, *limits);
  }
  return answer_with([&](auto bytes) { return extractor.extract(bytes, *limits); }, request, *limits);
}

FrameKind kind_of_answer(FrameKind request) {
  return request == FrameKind::unpack         ? FrameKind::enclosures
         : request == FrameKind::read_picture ? FrameKind::picture
                                              : FrameKind::document;
}

bool answer(const Channel& service, Extractor& extractor, const Frame& request) {
  if (request.kind == FrameKind::test_yourself) return service.send(FrameKind::protections, test_protections());
  const auto result = request.kind == FrameKind::read_picture ? show(extractor, request) : read(extractor, request);
  return result ? service.send(kind_of_answer(request.kind), *result)
                : service.send(FrameKind::error, encode(result.error()));
}

}  // namespace

int serve(Extractor& extractor) {
  std::set_new_handler([] { _exit(out_of_memory_status); });
  const Channel service{Descriptor(helper_socket)};
  if (!service.send(FrameKind::ready, {})) return 1;
  for (;;) {
    const auto request = service.receive(longest_request);
    if (!request) return 0;
    if (!answer(service, extractor, *request)) return 0;
  }
}

}  // namespace tamis::parsers
