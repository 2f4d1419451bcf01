#pragma once

#include "core/error.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::redact {

/// Job titles that tell the sex, in words that do not: `titles.toml` says how, language by language.
///
/// Immutable, safe between threads.
class Titles {
 public:
  /// `pack_invalid`, with the line, if it does not hold.
  [[nodiscard]] static Result<Titles> read(std::string_view toml);

  /// A title as a man and a woman would write it alike ("Infirmière" and "Infirmier" become "Infirmier·ère"). What the
  /// language's list does not know, or a language without a list, stays as it is.
  [[nodiscard]] std::string neutral(std::string_view title, const std::string& language) const;
  /// Without the civilities before what a view has masked ("Mme […]").
  [[nodiscard]] std::string without_civility(std::string_view text) const;

 private:
  struct Form {
    std::string ending, neutral;
  };
  struct Language {
    std::vector<Form> endings;          ///< longest first; a whole word is an ending, too
    std::vector<std::string> unchanged;
    std::vector<std::string> stops;     ///< words behind which the title names no person any more
  };

  [[nodiscard]] static std::string neutral_word(std::string_view word, const Language& language);

  std::map<std::string, Language> languages_;
  std::vector<std::string> civilities_;
};

}  // namespace tamis::redact
