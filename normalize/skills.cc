#include "normalize/skills.hpp"

namespace tamis::normalize {

SkillReader::SkillReader(const LanguagePacks&) {}
std::vector<Skill> SkillReader::read(const ReadingText&, const Section&) const { return {}; }

}  // namespace tamis::normalize
