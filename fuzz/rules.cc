// Sensitive content in any text, and what the views then show.
#include "fuzz/reading.hpp"
#include "fuzz/target.hpp"
#include "redact/screener.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  static const redact::Screener screener = redact::Screener::load(fuzz::normalizer().folder()).value();
  const Document document = fuzz::document_of(fuzz::text_of(data, size));
  const ReadingText text = fuzz::normalizer().read(document);
  const Profile profile = fuzz::normalizer().profile(text, "2026-01-31", {});
  const auto findings = screener.find(document, text, profile);
  std::uint32_t last = 0;
  for (const Finding& finding : findings) {
    fuzz::require(finding.span.has_value() && fuzz::lies_within(text, *finding.span), "a finding lies within the text");
    fuzz::require(!finding.span->empty() && finding.span->start >= last, "findings are sorted by place");
    fuzz::require(finding.confidence > 0 && finding.confidence <= 1, "a confidence is a share");
    last = finding.span->start;
  }
  fuzz::require(screener.find(document, text, profile) == findings, "the same text gives the same findings");
  (void)screener.screen(document, text, profile, {});
  return 0;
}
