#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/sections.hpp"

#include <span>

namespace tamis::normalize {

/// Reads who the person is and how to reach them. Immutable; safe between threads.
class ContactReader {
 public:
  ContactReader(const LanguagePacks& packs, const TextFolder& folder);

  /// Fills name, email, phone, url, location and profiles from the whole text, the header and contact sections first.
  [[nodiscard]] Basics read(const ReadingText& text, std::span<const Section> sections) const;
};

}  // namespace tamis::normalize
