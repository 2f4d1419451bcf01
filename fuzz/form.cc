// Forms and targets of requests. The first line is the content type, the rest the body.
#include "fuzz/target.hpp"
#include "ingest/multipart.hpp"
#include "ingest/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const std::string_view input = fuzz::text_of(data, size);
  const std::string_view first = input.substr(0, input.find('\n'));
  const std::string_view body = input.substr(std::min(input.size(), first.size() + 1));
  if (const auto parts = ingest::split_form(first, body)) {
    fuzz::require(parts->size() <= 32, "the parts of a form are bounded");
    for (const auto& part : *parts) {
      fuzz::require(
          part.content.data() >= body.data() && part.content.data() + part.content.size() <= body.data() + body.size(),
          "a part lies within the body");
    }
  }
  const auto target = ingest::split_target(first);
  for (const auto& segment : target.path) fuzz::require(segment.size() <= first.size(), "decoding never grows");
  return 0;
}
