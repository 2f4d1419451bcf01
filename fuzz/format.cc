// One format's parser. TAMIS_FUZZ_TARGET names it.
#include "parsers/format.hpp"
#include "core/wire.hpp"
#include "fuzz/target.hpp"
#include "parsers/image_prepare.hpp"

#include <algorithm>

namespace tamis::fuzz {
namespace {

/// Small enough that a thousand inputs a second are possible, large enough that every limit is reached.
Limits tight_limits() {
  Limits limits;
  limits.bytes = 1 << 20;
  limits.pages = 3;
  limits.pixels = 40'000;
  limits.expanded_bytes = 4 << 20;
  limits.words = 5000;
  return limits;
}

const parsers::FormatModule& module() {
  static const auto* found = [] {
    parsers::keep_to_one_thread();
    return *std::ranges::find(parsers::formats(), std::string_view(TAMIS_FUZZ_TARGET), &parsers::FormatModule::name);
  }();
  return *found;
}

void check(const Document& document) {
  for (const Page& page : document.pages) {
    for (const Block& block : page.blocks) {
      require(!block.lines.empty(), "a block has lines");
      for (const Line& line : block.lines) {
        require(!line.words.empty(), "a line has words");
        for (const Word& word : line.words) require(!word.text.empty(), "a word has letters");
      }
    }
  }
  const auto copy = decode<Document>(encode(document));
  require(copy && *copy == document, "a document comes out of the wire as it went in");
}

void read(std::span<const std::byte> bytes) {
  static const Limits limits = tight_limits();
  const auto document = module().read(bytes, limits);
  if (!document) return;
  check(*document);
  require(module().read(bytes, limits) == document, "the same bytes give the same document");
  if (module().unpack == nullptr) return;
  const auto enclosures = module().unpack(bytes, limits);
  require(!enclosures || static_cast<std::int32_t>(enclosures->size()) <= limits.enclosures, "enclosures are bounded");
}

}  // namespace
}  // namespace tamis::fuzz

/// Tesseract keeps a little of each of its engines to the end.
extern "C" const char* __lsan_default_suppressions() { return "leak:libtesseract"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) tamis::fuzz::read(tamis::fuzz::bytes_of(data, size));
  return 0;
}
