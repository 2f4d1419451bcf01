#include "normalize/degrees.hpp"

namespace tamis::normalize {
namespace {

constexpr std::string_view level_key = "level";

}  // namespace

DegreeReader::DegreeReader(const LanguagePacks& packs) {
  for_each_term(packs, "degrees", [&](const std::string& key, const std::string& term, const LanguagePack& pack) {
    qualifications_.add(term, true);
    if (key.starts_with(level_key) && key.size() == level_key.size() + 1)
      levels_[pack.code].add(term, key.back() - '0');
  });
}

std::optional<std::int32_t> DegreeReader::eqf(std::string_view study_type, std::string_view language) const {
  if (const auto own = levels_.find(language); own != levels_.end()) {
    if (const auto* level = own->second.find_in(study_type)) return *level;
  }
  for (const auto& [code, levels] : levels_) {
    if (const auto* level = levels.find_in(study_type)) return *level;
  }
  return std::nullopt;
}

bool DegreeReader::is_degree(std::string_view words) const { return qualifications_.find_in(words) != nullptr; }

}  // namespace tamis::normalize
