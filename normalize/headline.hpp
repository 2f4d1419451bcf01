#pragma once

#include "core/profile.hpp"
#include "normalize/heads.hpp"
#include "normalize/sections.hpp"

#include <span>

namespace tamis::normalize {

/// The job that the person states they do or seek: the line by the name that names a position. `basics` tells which
/// words are taken already. Empty if there is none.
[[nodiscard]] Value read_label(const ReadingText& text, std::span<const Section> sections, const Basics& basics,
                               const HeadReader& heads, const PlaceReader& places);

/// The profile paragraph as written; empty if there is none.
[[nodiscard]] Value read_summary(const ReadingText& text, std::span<const Section> sections);

}  // namespace tamis::normalize
