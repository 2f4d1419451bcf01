#include "parsers/layout.hpp"

namespace tamis::parsers {

std::vector<Block> lay_out(PlacedPage page) {
  std::vector<Block> blocks;
  for (PlacedWord& placed : page.words) {
    Line line;
    line.words.push_back(std::move(placed.word));
    blocks.push_back({.lines = {std::move(line)}});
  }
  return blocks;
}

void join_pages(std::vector<Page>&) {}

}  // namespace tamis::parsers
