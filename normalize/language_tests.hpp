#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tamis::normalize {

/// The level of the Common European Framework that a language test in folded words proves ("toeic 905", "ielts 7.0",
/// "cae"), by gazetteers/language_tests.tsv; nothing if the words name no known test, or no score that proves a level.
/// Safe between threads; linear.
[[nodiscard]] std::optional<std::string> level_of_test(std::string_view words);

}  // namespace tamis::normalize
