#include "redact/instructions.hpp"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <string>

namespace tamis::redact {
namespace {

/// A space in a phrase stands for any white space, a line break too.
void append_phrase(std::string_view phrase, std::string& pattern) {
  pattern += pattern.empty() ? "\\b(?:" : "|";
  for (const char letter : phrase) letter == ' ' ? pattern.append("\\s+") : pattern.append(1, letter);
}

}  // namespace

MachineInstructions::MachineInstructions(std::unique_ptr<const re2::RE2> pattern) : pattern_(std::move(pattern)) {}
MachineInstructions::~MachineInstructions() = default;
MachineInstructions::MachineInstructions(MachineInstructions&&) noexcept = default;
MachineInstructions& MachineInstructions::operator=(MachineInstructions&&) noexcept = default;

Result<MachineInstructions> MachineInstructions::read(std::string_view toml) {
  const auto invalid = fail(ErrorCode::pack_invalid, Stage::screen);
  std::string pattern;
  try {
    const toml::table table = toml::parse(toml);
    const toml::array* phrases = table["phrases"].as_array();
    if (phrases == nullptr) return invalid;
    for (const toml::node& each : *phrases) {
      const auto phrase = each.value<std::string>();
      if (!phrase) return invalid;
      append_phrase(*phrase, pattern);
    }
  } catch (const toml::parse_error&) {
    return invalid;
  }
  auto compiled = std::make_unique<const re2::RE2>(pattern + ")\\b", re2::RE2::Quiet);
  if (!compiled->ok()) return invalid;
  return MachineInstructions(std::move(compiled));
}

bool MachineInstructions::found_in(const ReadingText& text) const {
  return re2::RE2::PartialMatch(text.folded.text, *pattern_);
}

}  // namespace tamis::redact
