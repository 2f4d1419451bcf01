#include "parsers/ocr_language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

struct Model {
  std::string_view language, name;
};

constexpr std::array<Model, 8> kModels{{{"de", "deu"},
                                        {"en", "eng"},
                                        {"es", "spa"},
                                        {"fr", "fra"},
                                        {"it", "ita"},
                                        {"nl", "nld"},
                                        {"pl", "pol"},
                                        {"pt", "por"}}};

struct Told {
  std::string language;  ///< the foremost that has a model; empty if none
  int percent = 0;       ///< of the text
  bool reliable = false;
};

Told detect(const std::string& text) {
  constexpr bool kPlainText = true;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int bytes = 0;
  Told told;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), kPlainText, languages.data(), percents.data(),
                              &bytes, &told.reliable);
  for (std::size_t i = 0; i < languages.size() && told.language.empty(); ++i) {
    const std::string code = CLD2::LanguageCode(languages[i]);
    if (model_of(code).empty()) continue;
    told.language = code;
    told.percent = percents[i];
  }
  return told;
}

}  // namespace

std::string_view model_of(std::string_view language) {
  const auto found = std::ranges::find(kModels, language, &Model::language);
  return found == kModels.end() ? std::string_view() : found->name;
}

std::optional<std::string> tell_language(const std::string& text) {
  constexpr int kLeastPercent = 20;
  const Told told = detect(text);
  return told.percent >= kLeastPercent ? std::optional(told.language) : std::nullopt;
}

std::optional<std::string> tell_clear_language(const std::string& text) {
  constexpr int kLeastPercent = 90;
  constexpr std::size_t kLeastBytes = 80;
  const Told told = detect(text);
  const bool clear = told.reliable && told.percent >= kLeastPercent && text.size() >= kLeastBytes;
  return clear ? std::optional(told.language) : std::nullopt;
}

}  // namespace tamis::parsers
