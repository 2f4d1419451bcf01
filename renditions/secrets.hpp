#pragma once

#include "core/reading_text.hpp"
#include "renditions/inspection.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Looks for what should not be there.
namespace tamis::renditions {

/// Words that must not be found in a rendition, folded.
class Secrets {
 public:
  Secrets(std::vector<std::string> words, const TextFolder& folder) : words_(std::move(words)), folder_(folder) {}

  /// In a text, whatever its case, accents and line breaks; whole words only.
  [[nodiscard]] bool in_text(std::string_view text) const;
  /// In bytes of any kind: as they are, and with the zeros of UTF-16 left out. Words of fewer than six bytes are not
  /// looked for: they come about by chance.
  [[nodiscard]] bool in_bytes(std::string_view bytes) const;
  /// In any part or string of a rendition.
  [[nodiscard]] bool in_contents(const Contents& contents) const;

 private:
  std::vector<std::string> words_;
  const TextFolder& folder_;
};

/// Every word that a rendition may say.
class SayableWords {
 public:
  SayableWords(const std::vector<std::string>& texts, const TextFolder& folder);

  /// Is every word of the text one of them, or put together from up to three? Words that lines cut in two, or letters
  /// that stand close, come out of an extraction so.
  [[nodiscard]] bool cover(std::string_view text) const;

 private:
  [[nodiscard]] bool covers_word(std::string_view word, int pieces) const;

  std::set<std::string, std::less<>> words_;
  const TextFolder& folder_;
};

}  // namespace tamis::renditions
