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
  /// Free text in which the writers speak of themselves, with what tells their sex in neutral words: their own job
  /// titles wherever they stand ("Infirmière" in a summary), and behind the language's words for "I am" or at the start
  /// of a sentence titles, articles and adjectives ("Je suis motivée" becomes "Je suis motivé·e"). What agrees with
  /// another noun ("une équipe motivée") stays as it is.
  [[nodiscard]] std::string neutral_text(std::string_view text, const std::string& language,
                                         const std::vector<std::string>& own_titles) const;
  /// Without the civilities before what a view has masked ("Mme […]").
  [[nodiscard]] std::string without_civility(std::string_view text) const;

 private:
  struct Form {
    std::string ending, neutral;
  };
  /// How the writers' words about themselves are known in free text.
  struct Self {
    std::vector<std::string> behind;           ///< words, or two, behind which they speak of themselves
    std::vector<std::string> between;          ///< words that may stand before, or between, what they say
    std::map<std::string, std::string> words;  ///< every form of both sexes → what to write
    std::map<std::string, std::string> articles;
    std::vector<Form> verbs;             ///< endings of the first person, wherever they stand
    bool capital = false;                ///< titles begin with a capital, as German nouns do
    std::vector<std::string> unchanged;  ///< words that only end like such a verb
  };
  struct Language {
    Self self;
    std::vector<Form> endings;  ///< longest first; a whole word is an ending, too
    std::vector<std::string> unchanged;
    std::vector<std::string> stops;  ///< words behind which the title names no person any more
  };

  friend class SelfWriter;
  friend class TitlesReader;
  [[nodiscard]] static std::string neutral_word(std::string_view word, const Language& language);

  std::map<std::string, Language> languages_;
  std::vector<std::string> civilities_;
};

}  // namespace tamis::redact
