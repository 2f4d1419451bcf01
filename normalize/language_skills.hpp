#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/piece.hpp"
#include "normalize/sections.hpp"

#include <string>
#include <vector>

namespace tamis::normalize {

/// Reads the languages that a person speaks, with their levels. Their names come from ICU in every language of the
/// packs; what people call them besides, from the packs' [languages.names]. Immutable; safe between threads.
class LanguageSkillReader {
 public:
  explicit LanguageSkillReader(const LanguagePacks& packs);

  /// The languages of a section in their order, each once; lines, tables and lists like "Deutsch (C1) · Englisch (B2)".
  /// `cefr` only where the text says a level of the framework, or that the language is the mother tongue. Linear.
  [[nodiscard]] std::vector<Language> read(const ReadingText& text, const Section& section) const;

 private:
  struct Mention {
    Piece name;
    std::string code;
  };

  [[nodiscard]] std::vector<Mention> find_mentions(const Piece& piece) const;
  [[nodiscard]] static std::vector<Piece> words_after(const std::vector<Mention>& mentions, const Piece& whole);
  [[nodiscard]] bool begins_item(std::string_view words, std::size_t start) const;
  [[nodiscard]] Language read_language(const Mention& mention, const Piece& after, const Piece& before) const;

  Phrases<std::string> names_;
  Phrases<bool> native_, before_name_;
};

}  // namespace tamis::normalize
