#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/sections.hpp"

#include <memory>
#include <span>

namespace tamis::normalize {

/// Reads who the person is and how to reach them. Immutable; safe between threads.
class ContactReader {
 public:
  /// `folder` must outlive the reader.
  ContactReader(const LanguagePacks& packs, const TextFolder& folder);
  ~ContactReader();

  /// Fills name, email, phone, url, location and profiles from the whole text, the header and contact sections first.
  [[nodiscard]] Basics read(const ReadingText& text, std::span<const Section> sections) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
  const TextFolder* folder_;
};

}  // namespace tamis::normalize
