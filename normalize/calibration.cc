#include "normalize/calibration.hpp"

#include "core/embedded.hpp"
#include "normalize/phrases.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <span>

namespace tamis::normalize {

std::span<const EmbeddedFile> calibration_files();

namespace {

std::unexpected<Error> invalid(const toml::source_region& where) {
  return fail(ErrorCode::pack_invalid, Stage::normalize, {{Measure::line, where.begin.line}});
}

/// "/work/0/position" → "work.position".
std::string field_of(std::string_view path) {
  std::string field;
  for (std::size_t start = 1; start < path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    const auto part = path.substr(start, end - start);
    if (!std::ranges::all_of(part, is_digit)) field.append(field.empty() ? "" : ".").append(part);
    start = end + 1;
  }
  return field;
}

bool is_share(double number) { return number >= 0 && number <= 1; }

}  // namespace

Result<Calibration> Calibration::load() {
  const auto files = calibration_files();
  return files.empty() ? Result<Calibration>(fail(ErrorCode::pack_invalid, Stage::normalize))
                       : read(files.front().content);
}

Result<Calibration> Calibration::read(std::string_view text) try {
  Calibration calibration;
  const auto table = toml::parse(text);
  for (const auto& [field, node] : table) {
    const auto* rows = node.as_array();
    if (!rows || rows->empty()) return invalid(node.source());
    auto& steps = calibration.steps_[std::string(field.str())];
    for (const auto& row : *rows) {
      const auto* pair = row.as_array();
      const auto from = pair && pair->size() == 2 ? (*pair)[0].value<double>() : std::nullopt;
      const auto share = from ? (*pair)[1].value<double>() : std::nullopt;
      if (!share || !is_share(*from) || !is_share(*share)) return invalid(row.source());
      const Step step{static_cast<float>(*from), static_cast<float>(*share)};
      if (!steps.empty() && (step.from <= steps.back().from || step.share < steps.back().share))
        return invalid(row.source());
      steps.push_back(step);
    }
  }
  return calibration;
} catch (const toml::parse_error& error) {
  return invalid(error.source());
}

void Calibration::apply(Profile& profile) const {
  if (steps_.empty()) return;
  for_each_value(profile, [&](const std::string& path, Value& value) {
    if (value.source) value.confidence = calibrated(field_of(path), value.confidence);
  });
}

float Calibration::calibrated(std::string_view field, float confidence) const {
  const auto found = steps_.find(field);
  if (found == steps_.end()) return confidence;
  const auto& steps = found->second;
  const auto above = std::ranges::upper_bound(steps, confidence, {}, &Step::from);
  return above == steps.begin() ? steps.front().share : std::prev(above)->share;
}

}  // namespace tamis::normalize
