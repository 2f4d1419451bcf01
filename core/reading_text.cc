#include "core/reading_text.hpp"

#include <algorithm>

namespace tamis {
namespace {

constexpr std::uint32_t stride = 64;

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::uint32_t count_code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, starts_code_point));
}

}  // namespace

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  std::uint32_t count = 0;
  for (std::uint32_t byte = 0; byte < text.size(); ++byte) {
    if (byte % stride == 0) every_64th_.push_back(count);
    count += starts_code_point(text[byte]) ? 1 : 0;
  }
  if (text.size() % stride == 0) every_64th_.push_back(count);
}

std::uint32_t CodePointIndex::at(std::uint32_t byte) const {
  const std::uint32_t from = byte / stride;
  return every_64th_[from] + count_code_points(text_.substr(from * stride, byte - from * stride));
}

Span ReadingText::code_points(Span span) const {
  const std::string_view all = text.reveal(Purpose::record);
  const std::uint32_t start = count_code_points(all.substr(0, span.start));
  return {start, start + count_code_points(all.substr(span.start, span.size()))};
}

std::optional<ReadingText::Location> ReadingText::locate(Span span) const {
  if (!paged) return std::nullopt;
  auto word = std::ranges::upper_bound(words, span.start, {}, [](const TextWord& each) { return each.span.end; });
  if (word == words.end() || word->span.start >= span.end) return std::nullopt;
  Location location{word->page, {}};
  for (; word != words.end() && word->span.start < span.end; ++word) {
    if (word->page == location.page) location.box = location.box.united(word->box);
  }
  return location;
}

const TextLine* ReadingText::line_at(std::uint32_t byte) const {
  auto line = std::ranges::upper_bound(lines, byte, {}, [](const TextLine& each) { return each.span.start; });
  if (line == lines.begin()) return nullptr;
  --line;
  return byte < line->span.end ? &*line : nullptr;
}

}  // namespace tamis
