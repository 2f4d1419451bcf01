#include "parsers/extractor.hpp"

namespace tamis::parsers {
namespace {

class InlineExtractor final : public Extractor {
 public:
  Result<Document> extract(std::span<const std::byte>, const Limits&) override {
    return fail(ErrorCode::unsupported, Stage::extract);
  }
};

}  // namespace

std::unique_ptr<Extractor> make_inline_extractor() { return std::make_unique<InlineExtractor>(); }

}  // namespace tamis::parsers
