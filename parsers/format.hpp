#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/picture.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tamis::parsers {

using Bytes = std::span<const std::byte>;

/// One format that Tamis reads.
///
/// A format is a file formats/NAME.cc that defines `const FormatModule NAME_format`, and one line in
/// formats/formats.list. The list is in sniffing order: the first module that recognises the content reads it.
struct FormatModule {
  std::string_view name;        ///< as in the list
  std::string_view media_type;  ///< of what `read` makes, unless it sets a more exact one itself
  /// Whether the content is of this format, by its first bytes or its container's members. Cheap, never fails.
  bool (*sniff)(Bytes);
  /// Reads it. Called from one thread at a time. The bytes are not empty and within limits.bytes.
  Result<Document> (*read)(Bytes, const Limits&);
  /// Takes out the documents inside, as many as `read` said there are; for formats whose documents may hold others.
  Result<std::vector<Enclosure>> (*unpack)(Bytes, const Limits&) = nullptr;
  /// The picture of a page; null where the format has no pages.
  Result<Picture> (*picture)(Bytes, const PictureOrder&) = nullptr;
};

/// All formats, in sniffing order.
[[nodiscard]] std::span<const FormatModule* const> formats();

/// Reads a document of any format. `empty`, `too_large` (bytes, limit), `unsupported`, or what the format answers.
/// From one thread at a time: the engines keep state for the life of the process.
[[nodiscard]] Result<Document> read_document(Bytes bytes, const Limits& limits);
/// The documents inside a document; none if its format cannot hold any. The errors are those of `read_document`.
[[nodiscard]] Result<std::vector<Enclosure>> unpack_document(Bytes bytes, const Limits& limits);
/// Who reads these bytes; null if nobody does.
[[nodiscard]] const FormatModule* format_of(Bytes bytes);

}  // namespace tamis::parsers
