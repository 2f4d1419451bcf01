#include "renditions/docx.hpp"

#include <algorithm>

namespace tamis::renditions {
namespace {

constexpr std::size_t full_line = 60;  // bytes: a line at least so long goes on in the next one

Paragraph::Kind kind_of(BlockRole role) {
  if (role == BlockRole::heading) return Paragraph::Kind::heading;
  return role == BlockRole::list_item ? Paragraph::Kind::item : Paragraph::Kind::body;
}

Paragraph start(const TextLine& line) {
  Paragraph paragraph;
  paragraph.kind = kind_of(line.role);
  paragraph.level = line.level;
  paragraph.bold = line.bold;
  if (line.role == BlockRole::table_cell) {
    paragraph.table = line.table;
    paragraph.row = line.row;
    paragraph.column = line.column;
  }
  return paragraph;
}

/// The words of a line, those that are hidden in one run as one mark.
std::string visible_words(const ReadingText& text, const TextLine& line, const std::function<bool(Span)>& hide) {
  std::string words;
  bool in_hidden = false;
  auto word =
      std::ranges::lower_bound(text.words, line.span.start, {}, [](const TextWord& each) { return each.span.start; });
  std::uint32_t end = line.span.start;
  for (; word != text.words.end() && word->span.start < line.span.end; ++word) {
    const bool hidden = hide(word->span);
    if (!(hidden && in_hidden)) {
      if (word->span.start > end && !words.empty()) words += ' ';
      words += hidden ? hidden_words : text.slice(word->span, Purpose::record);
    }
    in_hidden = hidden;
    end = word->span.end;
  }
  return words;
}

}  // namespace

std::vector<Paragraph> paragraphs_of(const ReadingText& text, const std::function<bool(Span)>& hide) {
  std::vector<Paragraph> paragraphs;
  std::int32_t block = -1;
  for (const TextLine& line : text.lines) {
    if (line.block != block || paragraphs.empty()) paragraphs.push_back(start(line));
    block = line.block;
    std::vector<std::string>& lines = paragraphs.back().lines;
    std::string words = visible_words(text, line, hide);
    if (!lines.empty() && lines.back().size() >= full_line) {
      lines.back().append(" ").append(words);
    } else {
      lines.push_back(std::move(words));
    }
  }
  return paragraphs;
}

}  // namespace tamis::renditions
