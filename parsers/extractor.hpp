#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/picture.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tamis::parsers {

/// Reads a document's bytes into a `Document`. There are two: `HelperPool`, which reads each document in a helper
/// process and is the only one that the service uses, and the inline one of tests, benchmarks and fuzzing.
class Extractor {
 public:
  virtual ~Extractor() = default;

  /// Blocks until the document is read or a limit is reached. The same bytes give the same document, whatever was read
  /// before. `bytes` need not outlive the call. May be called from several threads.
  [[nodiscard]] virtual Result<Document> extract(std::span<const std::byte> bytes, const Limits& limits) = 0;

  /// The documents inside a document that says it holds some (`Document::enclosed`), unread; none for any other. The
  /// bytes of all of them together are within limits.result_bytes. Otherwise as `extract`.
  [[nodiscard]] virtual Result<std::vector<Enclosure>> unpack(std::span<const std::byte> bytes,
                                                              const Limits& limits) = 0;

  /// One page as pixels; otherwise as above. `unsupported` for a format without pages.
  [[nodiscard]] virtual Result<Picture> picture(std::span<const std::byte> bytes, const PictureOrder& order) = 0;
};

/// Reads in this process, without its limits of memory and time: for tests, benchmarks and fuzzing only. Calls from
/// several threads take turns. Defined in the target `tamis_parsers`, which the service does not link.
[[nodiscard]] std::unique_ptr<Extractor> make_inline_extractor();

}  // namespace tamis::parsers
