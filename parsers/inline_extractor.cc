#include "parsers/extractor.hpp"
#include "parsers/format.hpp"
#include "parsers/image_prepare.hpp"
#include "parsers/picture.hpp"

#include <mutex>

namespace tamis::parsers {
namespace {

/// One for the process, not one for each extractor: the engines' state is the process's.
std::mutex engines;

class InlineExtractor final : public Extractor {
 public:
  Result<Document> extract(std::span<const std::byte> bytes, const Limits& limits) override {
    const std::lock_guard turn(engines);
    return read_document(bytes, limits);
  }
  Result<std::vector<Enclosure>> unpack(std::span<const std::byte> bytes, const Limits& limits) override {
    const std::lock_guard turn(engines);
    return unpack_document(bytes, limits);
  }
  Result<Picture> picture(std::span<const std::byte> bytes, const PictureOrder& order) override {
    const std::lock_guard turn(engines);
    return read_picture(bytes, order);
  }
};

}  // namespace

std::unique_ptr<Extractor> make_inline_extractor() {
  keep_to_one_thread();
  return std::make_unique<InlineExtractor>();
}

}  // namespace tamis::parsers
