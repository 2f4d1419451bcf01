#include "parsers/container.hpp"
#include "parsers/format.hpp"

namespace tamis::parsers {
namespace {

/// What no other format claimed: a spreadsheet, a folder of files, or an office file too broken to be told.
Result<Document> read(Bytes bytes, const Limits& limits) {
  const auto container = Container::open(bytes, limits);
  if (!container) return std::unexpected(container.error());
  return fail(ErrorCode::mismatched_container, Stage::extract);
}

}  // namespace

extern const FormatModule archive_format;
const FormatModule archive_format{"archive", "application/zip", looks_like_zip, read};

}  // namespace tamis::parsers
