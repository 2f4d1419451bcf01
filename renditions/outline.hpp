#pragma once

#include "core/profile.hpp"

#include <string>
#include <vector>

/// A profile as the parts of a CV, before it is typeset: what a view shows, and nothing else.
namespace tamis::renditions {

struct Entry {
  std::string title, subtitle, period;
  std::vector<std::string> paragraphs, items;
};

struct Section {
  std::string heading;
  std::vector<Entry> entries;
};

struct Outline {
  std::string language;         ///< ISO 639-1
  std::string title, subtitle;  ///< the name, or the job where there is none; the job or the place
  std::vector<std::string> contact;
  std::string summary;
  std::vector<Section> sections;
};

/// In the order in which recruiters read, with the headings of `headings.toml` in the profile's language (English for
/// one that it does not know).
[[nodiscard]] Outline outline_of(const Profile& profile, const std::string& language);

/// Every text that the outline holds.
[[nodiscard]] std::vector<std::string> texts_of(const Outline& outline);

}  // namespace tamis::renditions
