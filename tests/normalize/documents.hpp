#pragma once

#include "core/document.hpp"

#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

namespace tamis::normalize {

/// One block of a document made by hand: lines apart by '\n', words by spaces.
struct BlockText {
  BlockRole role = BlockRole::body;
  std::string lines;
  bool bold = false;
  float font_size = 10;
  std::int32_t level = 0;
  std::int32_t row = -1;
};

inline Line line_of(const std::string& text, bool bold, float font_size) {
  Line line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    Word each;
    each.text = CandidateText(word);
    each.bold = bold;
    each.font_size = font_size;
    line.words.push_back(std::move(each));
  }
  return line;
}

/// A document of one page without boxes, as a text format gives it.
inline Document document_of(std::initializer_list<BlockText> blocks) {
  Document document;
  document.paged = false;
  document.pages.emplace_back();
  for (const auto& each : blocks) {
    Block block;
    block.role = each.role;
    block.level = each.level;
    block.row = each.row;
    std::istringstream lines(each.lines);
    for (std::string line; std::getline(lines, line);) block.lines.push_back(line_of(line, each.bold, each.font_size));
    document.pages.front().blocks.push_back(std::move(block));
  }
  return document;
}

inline BlockText heading(std::string lines) { return {BlockRole::heading, std::move(lines), true, 13}; }
inline BlockText item(std::string lines) { return {BlockRole::list_item, std::move(lines)}; }
inline BlockText body(std::string lines) { return {BlockRole::body, std::move(lines)}; }

inline std::string_view words(const CandidateText& text) { return text.reveal(Purpose::normalization); }

}  // namespace tamis::normalize
