#include "parsers/format.hpp"

#include "parsers/homoglyphs.hpp"

#include <algorithm>
#include <array>

namespace tamis::parsers {

#define FORMAT(name) extern const FormatModule name##_format;
#include "parsers/formats/formats.list"
#undef FORMAT

std::span<const FormatModule* const> formats() {
  static constexpr auto modules = std::to_array<const FormatModule*>({
#define FORMAT(name) &name##_format,
#include "parsers/formats/formats.list"
#undef FORMAT
  });
  return modules;
}

const FormatModule* format_of(Bytes bytes) {
  const auto module = std::ranges::find_if(formats(), [&](const FormatModule* each) { return each->sniff(bytes); });
  return module == formats().end() ? nullptr : *module;
}

namespace {

Result<const FormatModule*> admit(Bytes bytes, const Limits& limits) {
  if (bytes.empty()) return fail(ErrorCode::empty, Stage::extract);
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (size > limits.bytes) {
    return fail(ErrorCode::too_large, Stage::extract, {{Measure::bytes, size}, {Measure::limit, limits.bytes}});
  }
  const FormatModule* module = format_of(bytes);
  if (module == nullptr) return fail(ErrorCode::unsupported, Stage::extract);
  return module;
}

}  // namespace

Result<Document> read_document(Bytes bytes, const Limits& limits) {
  const auto module = admit(bytes, limits);
  if (!module) return std::unexpected(module.error());
  Result<Document> document = (*module)->read(bytes, limits);
  if (!document) return document;
  if (document->media_type.empty()) document->media_type = (*module)->media_type;
  note_homoglyphs(*document);
  return document;
}

Result<std::vector<Enclosure>> unpack_document(Bytes bytes, const Limits& limits) {
  const auto module = admit(bytes, limits);
  if (!module) return std::unexpected(module.error());
  if ((*module)->unpack == nullptr) return std::vector<Enclosure>();
  return (*module)->unpack(bytes, limits);
}

}  // namespace tamis::parsers
