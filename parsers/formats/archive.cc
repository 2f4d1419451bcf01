#include "parsers/container.hpp"
#include "parsers/enclosures.hpp"
#include "parsers/format.hpp"

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

/// A file of one program, which happens to be packed: a spreadsheet, slides, a book, an app.
bool is_package(const Container& container) {
  constexpr auto marks = std::to_array<std::string_view>(
      {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "AndroidManifest.xml"});
  return std::ranges::any_of(marks, [&](std::string_view mark) { return container.has(mark); });
}

/// Folders, and what systems put beside the files that their user sees.
bool is_left_out(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return last.empty() || last.starts_with('.') || name.starts_with("__MACOSX/") || last == "Thumbs.db";
}

/// The members that are documents. An archive of mere text may hold anything: there must be one document of a kind that
/// can be told by its content.
Result<std::vector<Enclosure>> unpack(Bytes bytes, const Limits& limits) {
  auto container = Container::open(bytes, limits);
  if (!container) return std::unexpected(container.error());
  if (is_package(*container)) return fail(ErrorCode::mismatched_container, Stage::extract);
  std::vector<Enclosure> documents;
  bool told = false;
  for (const std::string& name : container->names()) {
    if (is_left_out(name)) continue;
    auto content = container->read(name);
    if (!content) return std::unexpected(content.error());
    const FormatModule* format = content->empty() ? nullptr : format_of(std::as_bytes(std::span(*content)));
    if (format == nullptr) continue;
    told |= format->name != "text";
    documents.push_back({CandidateText(name), CandidateText(std::move(*content))});
    if (const auto bounded = check_enclosures(documents, limits); !bounded) return std::unexpected(bounded.error());
  }
  if (!told) return fail(ErrorCode::mismatched_container, Stage::extract);
  return documents;
}

Result<Document> read(Bytes bytes, const Limits& limits) {
  const auto documents = unpack(bytes, limits);
  if (!documents) return std::unexpected(documents.error());
  Document document;
  document.paged = false;
  document.pages.emplace_back();
  document.enclosed = static_cast<std::int32_t>(documents->size());
  return document;
}

}  // namespace

extern const FormatModule archive_format;
const FormatModule archive_format{"archive", "application/zip", looks_like_zip, read, unpack};

}  // namespace tamis::parsers
