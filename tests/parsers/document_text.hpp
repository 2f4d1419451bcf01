#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "parsers/extractor.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::test {

[[nodiscard]] inline Result<Document> read(std::string_view bytes, const Limits& limits = {}) {
  return parsers::make_inline_extractor()->extract(std::as_bytes(std::span(bytes)), limits);
}

[[nodiscard]] inline std::string text_of(const Line& line) {
  std::string text;
  for (const Word& word : line.words) {
    if (!text.empty()) text += ' ';
    text += word.text.reveal(Purpose::extraction);
  }
  return text;
}

[[nodiscard]] inline std::vector<std::string> lines_of(std::span<const Block> blocks) {
  std::vector<std::string> lines;
  for (const Block& block : blocks) {
    for (const Line& line : block.lines) lines.push_back(text_of(line));
  }
  return lines;
}

/// The blocks of a PDF's first page; none where it cannot be read.
[[nodiscard]] inline std::vector<Block> blocks_of(const PdfWriter& writer) {
  auto document = read(writer.bytes());
  return document ? std::move(document->pages[0].blocks) : std::vector<Block>();
}

/// The first block that has this line; the test fails by exception where there is none.
[[nodiscard]] inline const Block& block_with(std::span<const Block> blocks, std::string_view line) {
  for (const Block& block : blocks) {
    for (const Line& each : block.lines) {
      if (text_of(each) == line) return block;
    }
  }
  throw std::runtime_error("no block has the line");
}

}  // namespace tamis::test
