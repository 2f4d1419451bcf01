#include "parsers/format.hpp"

#include <algorithm>
#include <string_view>

namespace tamis::parsers {
namespace {

/// Readers take a header within the first kilobyte, as files in the wild have mail headers or a byte-order mark first.
constexpr std::size_t header_search = 1024;

bool sniff(Bytes bytes) {
  const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), header_search));
  return start.contains("%PDF-");
}

Result<Document> read(Bytes, const Limits&) { return fail(ErrorCode::damaged, Stage::extract); }

}  // namespace

extern const FormatModule pdf_format{"pdf", "application/pdf", sniff, read};

}  // namespace tamis::parsers
