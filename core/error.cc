#include "core/error.hpp"

namespace tamis {
namespace {

struct ErrorEntry {
  Blame blame;
  std::string_view operator_sentence;
  std::string_view candidate_sentence;
};

constexpr auto error_entries = std::to_array<ErrorEntry>({
#define CODE(name, blame, operator_sentence, candidate_sentence) {Blame::blame, operator_sentence, candidate_sentence},
#include "core/error_codes.list"
#undef CODE
});

constexpr auto warning_sentences = std::to_array<std::string_view>({
#define CODE(name, operator_sentence) operator_sentence,
#include "core/warning_codes.list"
#undef CODE
});

const ErrorEntry& entry(ErrorCode code) { return error_entries[static_cast<std::size_t>(code)]; }

}  // namespace

Blame blame_of(ErrorCode code) { return entry(code).blame; }

std::string operator_message(const Error& error) {
  std::string message(entry(error.code).operator_sentence);
  if (error.facts.empty()) return message;
  std::string_view separator = " (";
  for (const Fact& fact : error.facts) {
    message.append(separator).append(to_name(fact.measure)).append(" ").append(std::to_string(fact.value));
    separator = ", ";
  }
  return message + ")";
}

std::string_view candidate_message(ErrorCode code) { return entry(code).candidate_sentence; }

std::string_view operator_message(WarningCode code) { return warning_sentences[static_cast<std::size_t>(code)]; }

}  // namespace tamis
