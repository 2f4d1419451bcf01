#include "parsers/ocr_language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

struct Model {
  std::string_view language, name;
};

constexpr std::array<Model, 8> kModels{{{"de", "deu"}, {"en", "eng"}, {"es", "spa"}, {"fr", "fra"},
                                        {"it", "ita"}, {"nl", "nld"}, {"pl", "pol"}, {"pt", "por"}}};

}  // namespace

std::string_view model_of(std::string_view language) {
  const auto found = std::ranges::find(kModels, language, &Model::language);
  return found == kModels.end() ? std::string_view() : found->name;
}

std::optional<std::string> tell_language(const std::string& text) {
  constexpr bool kPlainText = true;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int bytes = 0;
  bool reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), kPlainText, languages.data(),
                              percents.data(), &bytes, &reliable);
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const std::string code = CLD2::LanguageCode(languages[i]);
    constexpr int kLeastPercent = 20;
    if (percents[i] >= kLeastPercent && !model_of(code).empty()) return code;
  }
  return std::nullopt;
}

}  // namespace tamis::parsers
