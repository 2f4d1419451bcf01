#pragma once

#include "core/document.hpp"
#include "normalize/normalizer.hpp"

#include <string_view>

/// Words as documents, for the targets behind the parsers.
namespace tamis::fuzz {

/// Loaded once.
inline const normalize::Normalizer& normalizer() {
  static const normalize::Normalizer loaded = normalize::Normalizer::load().value();
  return loaded;
}

/// A document without pages: lines as they are, blocks apart by empty lines.
inline Document document_of(std::string_view text) {
  Document document;
  document.media_type = "text/plain";
  document.paged = false;
  auto& blocks = document.pages.emplace_back().blocks;
  bool new_block = true;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    Line words;
    while (!line.empty()) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(line.size(), word.size() + 1));
      if (word.empty()) continue;
      words.words.emplace_back().text = CandidateText(word);
    }
    const bool empty = words.words.empty();
    if (!empty) {
      if (new_block) blocks.emplace_back();
      blocks.back().lines.push_back(std::move(words));
    }
    new_block = empty;
  }
  return document;
}

inline ReadingText read(std::string_view text) { return normalizer().read(document_of(text)); }

inline bool lies_within(const ReadingText& text, Span span) {
  return span.start <= span.end && span.end <= text.text.size();
}

}  // namespace tamis::fuzz
