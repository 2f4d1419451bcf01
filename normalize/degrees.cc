#include "normalize/degrees.hpp"

namespace tamis::normalize {

DegreeReader::DegreeReader(const LanguagePacks&) {}
std::optional<std::int32_t> DegreeReader::eqf(std::string_view, std::string_view) const { return std::nullopt; }
bool DegreeReader::is_degree(std::string_view) const { return false; }

}  // namespace tamis::normalize
