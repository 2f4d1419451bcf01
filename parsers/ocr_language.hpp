#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tamis::parsers {

/// The name of Tesseract's model for a language, such as "fra" for "fr"; empty for one that has none here.
[[nodiscard]] std::string_view model_of(std::string_view language);

/// The language (ISO 639-1) of words that were read with any model, if it is one that has a model and the words
/// suffice to tell.
[[nodiscard]] std::optional<std::string> tell_language(const std::string& text);

/// The same, if some sentences' worth of words leave no doubt.
[[nodiscard]] std::optional<std::string> tell_clear_language(const std::string& text);

}  // namespace tamis::parsers
