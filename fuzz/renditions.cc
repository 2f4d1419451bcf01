// Taking renditions apart: whatever the bytes, the verifier lives, and what we make ourselves passes it.
#include "fuzz/reading.hpp"
#include "fuzz/target.hpp"
#include "renditions/docx.hpp"
#include "renditions/inspection.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const std::string bytes(fuzz::text_of(data, size));
  for (const auto format : {renditions::Format::pdf, renditions::Format::docx, renditions::Format::html}) {
    (void)renditions::inspect(format, bytes);
  }
  const ReadingText text = fuzz::read(bytes);
  const auto paragraphs = renditions::paragraphs_of(text, [](Span span) { return span.start % 3 == 0; });
  const auto written = renditions::write_docx(paragraphs);
  fuzz::require(written.has_value() && renditions::inspect_docx(*written).has_value(),
                "a clean DOCX passes its inspection");
  return 0;
}
