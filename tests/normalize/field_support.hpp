#pragma once

#include "core/document.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/piece.hpp"
#include "normalize/reading_text.hpp"
#include "normalize/sections.hpp"
#include "normalize/text_folder.hpp"

#include <initializer_list>
#include <numeric>
#include <string>
#include <string_view>

/// What the tests of the fields share: a document from lines, with everything built in as the program has it.
namespace tamis::normalize::testing {

inline const IcuTextFolder& folder() {
  static const IcuTextFolder instance;
  return instance;
}

inline const LanguagePacks& packs() {
  static const LanguagePacks loaded = load_packs(folder()).value();
  return loaded;
}

/// Lines as a reader sees them: "- " begins a list item, "# " a heading. Each is a block of its own.
inline ReadingText read_lines(std::string_view language, std::initializer_list<std::string_view> lines) {
  Document document;
  document.paged = false;
  Page page;
  for (auto line : lines) {
    Block block;
    if (line.starts_with("- ")) block.role = BlockRole::list_item;
    if (line.starts_with("# ")) block.role = BlockRole::heading;
    if (block.role != BlockRole::body) line.remove_prefix(2);
    Line words;
    for (std::size_t start = 0; start < line.size();) {
      const auto end = std::min(line.find(' ', start), line.size());
      if (end > start) {
        Word word;
        word.text = CandidateText(line.substr(start, end - start));
        words.words.push_back(std::move(word));
      }
      start = end + 1;
    }
    block.lines.push_back(std::move(words));
    page.blocks.push_back(std::move(block));
  }
  document.pages.push_back(std::move(page));
  auto text = read_document(document, folder());
  text.languages = {{std::string(language), 1.0F}};
  return text;
}

/// All lines as one section.
inline Section whole(const ReadingText& text, SectionKind kind) {
  Section section;
  section.kind = kind;
  section.lines.resize(text.lines.size());
  std::iota(section.lines.begin(), section.lines.end(), std::size_t{0});
  return section;
}

inline Piece whole_piece(const ReadingText& text) {
  return {&text, {0, static_cast<std::uint32_t>(text.folded.text.size())}};
}

inline std::string shown(const Value& value) { return std::string(value.text.reveal(Purpose::record)); }
inline std::string shown(const Derived& value) { return std::string(value.reveal(Purpose::record)); }

/// The words in the text that a value points to.
inline std::string source_of(const ReadingText& text, const Value& value) {
  return value.source ? std::string(text.slice(*value.source, Purpose::record)) : std::string();
}

}  // namespace tamis::normalize::testing
