#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/sections.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads certificates, courses and licences. Immutable; safe between threads.
class CertificateReader {
 public:
  explicit CertificateReader(const LanguagePacks& packs);
  [[nodiscard]] std::vector<Certificate> read(const ReadingText& text, const Section& section) const;
};

}  // namespace tamis::normalize
