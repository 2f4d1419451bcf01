#pragma once

#include "normalize/normalizer.hpp"
#include "redact/screener.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Documents and engines for the tests of screening.
namespace tamis::redact::testing {

inline const normalize::Normalizer& normalizer() {
  static const normalize::Normalizer loaded = normalize::Normalizer::load().value();
  return loaded;
}

inline const Screener& screener() {
  static const Screener loaded = Screener::load(normalizer().folder()).value();
  return loaded;
}

/// A document without pages: each line of the text a block of its own, those that begin with "# " headings, those that
/// begin with two spaces more lines of the block before.
inline Document document_of(std::string_view text) {
  Document document;
  document.media_type = "text/plain";
  document.paged = false;
  document.pages.emplace_back();
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const bool goes_on = line.starts_with("  ");
    Block block;
    if (line.starts_with("# ")) {
      block.role = BlockRole::heading;
      block.level = 1;
      line.remove_prefix(2);
    }
    Line words;
    while (!line.empty()) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(line.size(), word.size() + 1));
      if (word.empty()) continue;
      Word each;
      each.text = CandidateText(word);
      words.words.push_back(std::move(each));
    }
    if (words.words.empty()) continue;
    std::vector<Block>& blocks = document.pages.front().blocks;
    if (!goes_on) blocks.push_back(std::move(block));
    blocks.back().lines.push_back(std::move(words));
  }
  return document;
}

struct Read {
  Document document;
  ReadingText text;
  Profile profile;

  explicit Read(std::string_view words) : Read(document_of(words)) {}
  explicit Read(Document read) : document(std::move(read)) {
    text = normalizer().read(document);
    profile = normalizer().profile(text, "2024-06-01", {});
  }

  [[nodiscard]] std::vector<Finding> findings() const { return screener().find(document, text, profile); }
  [[nodiscard]] std::string words(const Finding& finding) const {
    return finding.span ? std::string(text.slice(*finding.span, Purpose::screening)) : std::string();
  }
};

}  // namespace tamis::redact::testing
