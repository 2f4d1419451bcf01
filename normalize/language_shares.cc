#include "normalize/reading_text.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace tamis::normalize {
namespace {

/// Running text as far as layout tells: a heading or an address says little about the language of a CV.
bool is_running_text(const ReadingText& text, const TextLine& line) {
  const auto words = text.slice(line.span, Purpose::normalization);
  if (words.find('@') != std::string_view::npos || words.find("://") != std::string_view::npos) return false;
  return line.role != BlockRole::heading && std::ranges::count(words, ' ') >= 2;
}

std::string running_text(const ReadingText& text) {
  std::string running;
  for (const auto& line : text.lines) {
    if (is_running_text(text, line)) running.append(text.slice(line.span, Purpose::normalization)).append("\n");
  }
  return running;
}

std::vector<LanguageShare> shares_of(std::string_view text) {
  CLD2::CLDHints hints{nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], bytes = 0;
  double scores[3];
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, CLD2::kCLDFlagBestEffort,
                                 languages, percents, scores, nullptr, &bytes, &reliable);
  std::vector<LanguageShare> shares;
  int total = 0;
  for (int i = 0; i < 3; ++i) total += languages[i] == CLD2::UNKNOWN_LANGUAGE ? 0 : percents[i];
  for (int i = 0; i < 3; ++i) {
    if (languages[i] == CLD2::UNKNOWN_LANGUAGE || percents[i] == 0) continue;
    shares.push_back({CLD2::LanguageCode(languages[i]), static_cast<float>(percents[i]) / static_cast<float>(total)});
  }
  return shares;
}

}  // namespace

std::vector<LanguageShare> detect_languages(const ReadingText& text) {
  constexpr std::size_t enough = 100;  // bytes; CLD2 guesses below
  const auto running = running_text(text);
  return shares_of(running.size() >= enough ? running : text.text.reveal(Purpose::normalization));
}

}  // namespace tamis::normalize
