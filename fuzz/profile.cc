// A whole profile of any text.
#include "core/json.hpp"
#include "core/record.hpp"
#include "fuzz/reading.hpp"
#include "fuzz/target.hpp"

#include <boost/json/value.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const ReadingText text = fuzz::read(fuzz::text_of(data, size));
  for (const TextLine& line : text.lines)
    fuzz::require(fuzz::lies_within(text, line.span), "a line lies within the text");
  for (const TextWord& word : text.words)
    fuzz::require(fuzz::lies_within(text, word.span), "a word lies within the text");
  const Profile profile = fuzz::normalizer().profile(text, "2026-01-31", {});
  fuzz::require(to_json(profile) == to_json(fuzz::normalizer().profile(text, "2026-01-31", {})),
                "the same text gives the same profile");
  for (const Evidence& each : collect_evidence(profile, text)) {
    fuzz::require(each.confidence >= 0 && each.confidence <= 1, "a confidence is a share");
  }
  (void)fuzz::normalizer().review(text, profile, "2026-01-31", {});
  return 0;
}
