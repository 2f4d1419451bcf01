#include "parsers/broken_words.hpp"
#include "parsers/layout.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>
#include <string>

namespace tamis::parsers {
namespace {

constexpr float margin = 0.12F;      ///< of the page's height: where headers and footers stand
constexpr std::size_t furthest = 3;  ///< blocks of a header or footer at most

Box box_of(const Block& block) {
  Box box;
  for (const Line& line : block.lines) {
    for (const Word& word : line.words) box = box.united(word.box);
  }
  return box;
}

/// The words without their digits, so that "page 1 of 2" and "page 2 of 2" are the same.
std::string skeleton_of(const Block& block) {
  std::string skeleton;
  for (const Line& line : block.lines) {
    for (const Word& word : line.words) {
      for (const char byte : word.text.reveal(Purpose::extraction)) {
        if (std::isdigit(static_cast<unsigned char>(byte)) == 0) skeleton += byte;
      }
      skeleton += ' ';
    }
  }
  return skeleton;
}

bool is_page_number(const Block& block, std::size_t page, std::size_t pages) {
  if (block.lines.size() != 1 || block.lines[0].words.size() > 5) return false;
  std::vector<std::size_t> numbers;
  for (const Word& word : block.lines[0].words) {
    const std::string_view text = word.text.reveal(Purpose::extraction);
    for (std::size_t i = 0; i < text.size();) {
      std::size_t number = 0;
      const std::size_t start = i;
      while (i < text.size() && i - start < 4 && std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
        number = number * 10 + static_cast<std::size_t>(text[i++] - '0');
      }
      if (i > start)
        numbers.push_back(number);
      else
        ++i;
    }
  }
  const bool alone = numbers.size() == 1 && skeleton_of(block).find_first_not_of(" -–—") == std::string::npos;
  const bool of_all = numbers.size() == 2 && numbers[1] == pages;
  return !numbers.empty() && numbers[0] == page && (alone || of_all);
}

/// The name and title on top of the first page, which later pages may repeat in smaller letters.
bool is_name_again(const Block& block, const Page& first) {
  constexpr std::size_t head = 3;  // blocks
  const std::string skeleton = skeleton_of(block);
  return std::ranges::any_of(
      std::span(first.blocks).first(std::min(head, first.blocks.size())),
      [&](const Block& other) { return other.role == BlockRole::heading && skeleton_of(other) == skeleton; });
}

bool comes_again(const Block& block, const std::vector<Page>& pages, std::size_t own) {
  const std::string skeleton = skeleton_of(block);
  const float top = box_of(block).top;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i == own) continue;
    for (const Block& other : pages[i].blocks) {
      if (std::abs(box_of(other).top - top) < 3 && skeleton_of(other) == skeleton) return true;
    }
  }
  return false;
}

void mark_running_blocks(std::vector<Page>& pages) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    Page& page = pages[i];
    std::size_t left = 2 * furthest;
    for (Block& block : page.blocks) {
      const Box box = box_of(block);
      const bool above = box.bottom<margin * page.height, below = box.top>(1 - margin) * page.height;
      if (box.empty() || left == 0 || (!above && !below)) continue;
      const bool is_running = is_page_number(block, i + 1, pages.size()) || comes_again(block, pages, i) ||
                              (above && i > 0 && is_name_again(block, pages.front()));
      if (!is_running) continue;
      // What the first page says on top is the CV's own head, however often it comes again.
      if (above && i == 0 && !is_page_number(block, i + 1, pages.size())) continue;
      block.role = above ? BlockRole::page_header : BlockRole::page_footer;
      --left;
    }
    std::ranges::stable_partition(page.blocks, [](const Block& block) {
      return block.role != BlockRole::page_header && block.role != BlockRole::page_footer;
    });
  }
}

/// Rows and tables count through the document.
void renumber(std::vector<Page>& pages) {
  std::int32_t rows = 0, tables = 0;
  for (Page& page : pages) {
    std::int32_t page_rows = 0, page_tables = 0;
    for (Block& block : page.blocks) {
      page_rows = std::max(page_rows, block.row + 1);
      page_tables = std::max(page_tables, block.table + 1);
      if (block.row >= 0 && block.table < 0) block.row += rows;
      if (block.table >= 0) block.table += tables;
    }
    rows += page_rows;
    tables += page_tables;
  }
}

}  // namespace

void join_pages(std::vector<Page>& pages) {
  mend_broken_words(pages);
  mark_running_blocks(pages);
  renumber(pages);
}

}  // namespace tamis::parsers
