#include "parsers/pdf_guard.hpp"

#include <poppler/Catalog.h>
#include <poppler/Object.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr int most_fields = 20'000;
constexpr std::int64_t deflate_ratio = 1032;  ///< no single Deflate stream unpacks further

/// Counts down `left` for each field below; false once none is left.
bool count_fields(const Object& kids, int& left, int depth) {
  constexpr int deepest = 100;
  if (!kids.isArray()) return true;
  for (int i = 0; i < kids.arrayGetLength(); ++i) {
    if (--left <= 0 || depth > deepest) return false;
    const Object field = kids.arrayGet(i);
    if (field.isDict() && !count_fields(field.dictLookup("Kids"), left, depth + 1)) return false;
  }
  return true;
}

bool names_picture(const Object& filter) {
  constexpr std::array<std::string_view, 6> pictures{"JBIG2Decode", "JPXDecode",      "DCTDecode",
                                                     "DCT",         "CCITTFaxDecode", "CCF"};
  return filter.isName() && std::ranges::find(pictures, filter.getName()) != pictures.end();
}

/// The filters of a stream, outermost first.
std::vector<Object> filters_of(const Object& stream) {
  std::vector<Object> filters;
  Object named = stream.streamGetDict()->lookup("Filter");
  if (named.isArray()) {
    for (int i = 0; i < named.arrayGetLength(); ++i) filters.push_back(named.arrayGet(i));
  } else if (!named.isNull()) {
    filters.push_back(std::move(named));
  }
  return filters;
}

/// Unpacks at most as much as is left of `room`; false if there is more.
bool fits(Object& stream, std::int64_t& room) {
  std::array<unsigned char, 16 << 10> chunk;
  stream.streamReset();
  int got = 1;
  while (got > 0 && room >= 0) {
    got = stream.getStream()->doGetChars(static_cast<int>(chunk.size()), chunk.data());
    room -= got;
  }
  stream.streamClose();
  return room >= 0;
}

Result<void> check_stream(Object& stream, std::int64_t& room, const Limits& limits) {
  const auto filters = filters_of(stream);
  if (std::ranges::any_of(filters, names_picture)) return fail(ErrorCode::damaged, Stage::extract);
  const std::int64_t packed = stream.getStream()->getBaseStream()->getLength();
  if (filters.size() <= 1 && packed * deflate_ratio < limits.expanded_bytes) return {};
  if (fits(stream, room)) return {};
  return fail(ErrorCode::expands_too_far, Stage::extract, {{Measure::limit, limits.expanded_bytes}});
}

}  // namespace

Result<void> check_fields(::Catalog& catalog) {
  const Object* form = catalog.getAcroForm();
  int left = most_fields;
  if (form == nullptr || !form->isDict() || count_fields(form->dictLookup("Fields"), left, 0)) return {};
  return fail(ErrorCode::expands_too_far, Stage::extract, {{Measure::entries, most_fields}});
}

Result<void> check_contents(::Page& page, const Limits& limits) {
  Object contents = page.getContents();
  std::int64_t room = limits.expanded_bytes;
  if (contents.isStream()) return check_stream(contents, room, limits);
  if (!contents.isArray()) return {};
  for (int i = 0; i < contents.arrayGetLength(); ++i) {
    Object part = contents.arrayGet(i);
    if (!part.isStream()) continue;
    if (const auto checked = check_stream(part, room, limits); !checked) return checked;
  }
  return {};
}

}  // namespace tamis::parsers
