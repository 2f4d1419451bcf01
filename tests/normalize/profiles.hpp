#pragma once

#include "normalize/normalizer.hpp"
#include "tests/normalize/documents.hpp"

#include <initializer_list>
#include <string>

/// Profiles of documents made by hand, for the tests of layouts.
namespace tamis::normalize {

inline Profile profile_of(std::initializer_list<BlockText> blocks) {
  static const auto normalizer = Normalizer::load();
  const auto text = normalizer->read(document_of(blocks));
  return normalizer->profile(text, "2024-06", TimePoint{});
}

/// "position @ employer (place) start/end", a line each.
inline std::string jobs(const Profile& profile) {
  std::string all;
  for (const auto& job : profile.work) {
    all += std::string(words(job.position.text)) + " @ " + std::string(words(job.name.text));
    if (!job.location.empty()) all += " (" + std::string(words(job.location.text)) + ")";
    all += " " + std::string(words(job.start_date.text)) + "/" + std::string(words(job.end_date.text)) + "\n";
  }
  return all;
}

/// What most of these documents begin with.
inline const BlockText name = {BlockRole::heading, "Ada Quill", true, 20};
inline const BlockText mail = body("ada@example.org");

}  // namespace tamis::normalize
