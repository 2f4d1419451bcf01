#pragma once

#include "core/reflect.hpp"

#include <cstdint>

namespace tamis {

/// What one document may cost. Every byte from outside is held against these before and while it is read.
///
/// The defaults suit CVs: the reasons stand beside the numbers. They travel to the helper process with each document.
struct Limits {
  std::int64_t bytes = 20 << 20;            ///< a scanned CV at 300 dpi is 2 to 8 MB
  std::int32_t pages = 50;                  ///< an academic CV with publications has 30
  std::int64_t pixels = 40'000'000;         ///< of one page or image: A4 at 600 dpi is 35 million
  std::int64_t expanded_bytes = 100 << 20;  ///< of all parts of a container together
  std::int32_t ratio = 100;                 ///< expanded to packed, after the first 100 KiB; honest files stay under 16
  std::int32_t entries = 1000;              ///< members of a container
  std::int32_t enclosures = 200;            ///< documents inside one file, at all depths; a mail has 1 to 5
  std::int32_t nesting = 3;                 ///< containers inside containers: a mail, forwarded, with an archive
  std::int32_t depth = 200;                 ///< nesting of markup; Word's own output stays under 60
  std::int32_t words = 100'000;             ///< a CV has 300 to 3,000
  std::int64_t memory_bytes = 1536LL << 20;  ///< address space of a helper: OCR of one 40-megapixel page fits
  std::int32_t cpu_seconds = 120;            ///< of a helper, for one document
  std::int32_t wall_seconds = 150;           ///< then the helper is killed; more than cpu_seconds, for busy machines
  std::int64_t result_bytes = 64 << 20;      ///< of a helper's answer

  bool operator==(const Limits&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("bytes", &Limits::bytes),
                      field("pages", &Limits::pages),
                      field("pixels", &Limits::pixels),
                      field("expanded_bytes", &Limits::expanded_bytes),
                      field("ratio", &Limits::ratio),
                      field("entries", &Limits::entries),
                      field("enclosures", &Limits::enclosures),
                      field("nesting", &Limits::nesting),
                      field("depth", &Limits::depth),
                      field("words", &Limits::words),
                      field("memory_bytes", &Limits::memory_bytes),
                      field("cpu_seconds", &Limits::cpu_seconds),
                      field("wall_seconds", &Limits::wall_seconds),
                      field("result_bytes", &Limits::result_bytes)};
  }
};

}  // namespace tamis
