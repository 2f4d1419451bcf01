#include "parsers/enclosures.hpp"

namespace tamis::parsers {

Result<void> check_enclosures(const std::vector<Enclosure>& enclosures, const Limits& limits) {
  const auto count = static_cast<std::int64_t>(enclosures.size());
  if (count > limits.enclosures) {
    return fail(ErrorCode::expands_too_far, Stage::extract,
                {{Measure::entries, count}, {Measure::limit, limits.enclosures}});
  }
  std::int64_t bytes = 0;
  for (const Enclosure& each : enclosures) bytes += static_cast<std::int64_t>(each.bytes.size());
  if (bytes > limits.expanded_bytes) {
    return fail(ErrorCode::expands_too_far, Stage::extract,
                {{Measure::bytes, bytes}, {Measure::limit, limits.expanded_bytes}});
  }
  return {};
}

CandidateText name_of_enclosure(std::string_view given, std::string_view otherwise) {
  const std::size_t slash = given.find_last_of("/\\");
  if (slash != std::string_view::npos) given.remove_prefix(slash + 1);
  return CandidateText(given.empty() ? otherwise : given);
}

}  // namespace tamis::parsers
