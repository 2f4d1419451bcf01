#include "parsers/flow.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace tamis::parsers {
namespace {

/// In layout tables whole sections stand in a cell; in tables of data a cell rarely holds more than a few lines.
constexpr std::size_t paragraphs_of_a_layout_cell = 4;
constexpr std::size_t longest_date = 40;

constexpr std::u32string_view bullets = U"•◦▪▫■□●○◆◇❖►▶▸➢➤✓✔‣⁃∙·–—-*»";

bool is_space(char32_t c) {
  return c == U' ' || (c >= 0x9 && c <= 0xD) || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Characters that say nothing to a reader: soft hyphens, zero widths, directions, controls.
bool is_silent(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xE0000 && c <= 0xE007F);
}

/// Letters of icon fonts have no meaning of their own.
bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

bool is_bullet(std::string_view word) {
  const std::u32string letters = from_utf8(word);
  return letters.size() == 1 && (is_private(letters[0]) || bullets.find(letters[0]) != std::u32string_view::npos);
}

std::string text_of(const Line& line) {
  std::string text;
  for (const Word& word : line.words) {
    if (!text.empty()) text += ' ';
    text += word.text.reveal(Purpose::extraction);
  }
  return text;
}

std::string text_of(const Block& block) {
  std::string text;
  for (const Line& line : block.lines) text += text_of(line) + '\n';
  return text;
}

/// Takes a typed bullet off; true if there was one.
bool strip_bullet(std::vector<Line>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto& words = parts[i].words;
    if (words.empty()) continue;
    const bool words_follow =
        words.size() > 1 || std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts.end(),
                                        [](const Line& later) { return !later.words.empty(); });
    if (!words_follow || !is_bullet(words.front().text.reveal(Purpose::extraction))) return false;
    words.erase(words.begin());
    return true;
  }
  return false;
}

void drop_empty(std::vector<Line>& lines) {
  std::erase_if(lines, [](const Line& line) { return line.words.empty(); });
}

float usual_size(const std::vector<Block>& blocks) {
  std::map<float, int> count;
  for (const Block& block : blocks) {
    for (const Line& line : block.lines) count[line.words.front().font_size] += static_cast<int>(line.words.size());
  }
  const auto most = std::ranges::max_element(count, {}, [](const auto& each) { return each.second; });
  return most == count.end() ? 0 : most->first;
}

bool all_capitals(std::string_view text) {
  bool letters = false;
  for (const char32_t c : from_utf8(text)) {
    if (is_lower(c)) return false;
    letters = letters || is_upper(c);
  }
  return letters;
}

bool looks_like_heading(const Block& block, float usual) {
  constexpr std::size_t most_words = 6;
  if (block.lines.size() != 1 || block.lines[0].words.size() > most_words) return false;
  const auto& words = block.lines[0].words;
  const std::string text = text_of(block.lines[0]);
  if (text.back() == '.' || text.back() == ',' || text.find('@') != std::string::npos) return false;
  if (std::ranges::any_of(text, [](unsigned char c) { return std::isdigit(c) != 0; })) return false;
  const bool larger = std::ranges::all_of(words, [&](const Word& word) { return word.font_size > usual * 1.15F; });
  const bool bold = std::ranges::all_of(words, &Word::bold);
  return (usual > 0 && larger) || (all_capitals(text) && bold);
}

}  // namespace

bool looks_like_date(std::string_view text) {
  if (text.size() > longest_date) return false;
  std::size_t run = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
      ++run;
      continue;
    }
    if (run == 4) {
      const std::string_view year = text.substr(i - 4, 2);
      if (year == "19" || year == "20") return true;
    }
    run = 0;
  }
  return false;
}

Flow::Flow(const Limits& limits) : limits_(limits) {}

void Flow::text(std::string_view utf8, const TextLook& look) {
  if (look.hidden) {
    if (std::ranges::any_of(utf8, [](unsigned char c) { return c > ' '; })) warn(WarningCode::hidden_text);
    return;
  }
  if (is_set_apart_by_weight(utf8, look)) tab();
  std::size_t start = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(utf8, at);
    if (!is_space(c) && !is_silent(c)) continue;
    append(utf8.substr(start, here - start), look);
    start = at;
    if (!is_space(c)) continue;
    if (c == U'\t') {
      tab();
    } else if (c == U'\n' || c == 0xB) {
      line_break();
    }
    paragraphs_.back().word_open = false;
  }
  append(utf8.substr(start), look);
}

/// Two whole words without a space of which only one is bold, or the second begins a period: the space was in a layout
/// that a conversion lost. A small letter begins no period: it goes on with a month's name that another run began.
bool Flow::is_set_apart_by_weight(std::string_view run, const TextLook& look) const {
  constexpr std::size_t whole_word = 3;  // less is a drop cap or an emphasised syllable
  const Paragraph& paragraph = paragraphs_.back();
  if (!paragraph.word_open || paragraph.lines.back().empty() || paragraph.lines.back().back().words.empty())
    return false;
  const Word& word = paragraph.lines.back().back().words.back();
  const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; };
  std::size_t at = 0;
  const bool begins_period = looks_like_date(run) && !is_lower(next_code_point(run, at));
  const bool differs = word.bold != look.bold || begins_period;
  return differs && word.text.size() >= whole_word && run.size() >= whole_word &&
         is_letter(word.text.reveal(Purpose::extraction).back()) && is_letter(run.front());
}

void Flow::prose(std::string_view utf8, const TextLook& look) {
  std::string plain(utf8);
  std::ranges::replace_if(
      plain, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  text(plain, look);
}

void Flow::append(std::string_view piece, const TextLook& look) {
  if (piece.empty() || words_ > limits_.words) return;
  Paragraph& paragraph = paragraphs_.back();
  Line& part = paragraph.lines.back().empty() ? paragraph.lines.back().emplace_back() : paragraph.lines.back().back();
  if (paragraph.word_open && !part.words.empty()) {
    std::string longer(part.words.back().text.reveal(Purpose::extraction));
    part.words.back().text = CandidateText(longer.append(piece));
  } else {
    ++words_;
    part.words.push_back({CandidateText(piece), {}, look.size, look.bold, look.italic, look.colour});
  }
  paragraph.word_open = true;
  if (part.link.empty()) part.link = link_;
}

void Flow::tab() {
  auto& line = paragraphs_.back().lines.back();
  if (!line.empty() && !line.back().words.empty()) line.emplace_back();
  paragraphs_.back().word_open = false;
}

void Flow::line_break() {
  paragraphs_.back().lines.emplace_back();
  paragraphs_.back().word_open = false;
}

bool Flow::paragraph_is_empty() const {
  return std::ranges::all_of(paragraphs_.back().lines, [](const auto& parts) {
    return std::ranges::all_of(parts, [](const Line& part) { return part.words.empty(); });
  });
}

void Flow::end_paragraph(BlockRole role, int level) {
  Paragraph paragraph = std::exchange(paragraphs_.back(), Paragraph{});
  std::vector<Line> whole;  // lines without parts, which stay together
  for (auto& parts : paragraph.lines) {
    if (strip_bullet(parts)) {
      add_block(std::exchange(whole, {}), role, level);
      if (role == BlockRole::body) role = BlockRole::list_item;
    }
    drop_empty(parts);
    if (parts.size() == 1) {
      whole.push_back(std::move(parts[0]));
    } else if (!parts.empty()) {
      add_block(std::exchange(whole, {}), role, level);
      add_row(std::move(parts), role);
    }
  }
  add_block(std::move(whole), role, level);
}

void Flow::add_block(std::vector<Line> lines, BlockRole role, int level) {
  if (lines.empty()) return;
  Block block;
  block.role = role;
  block.lines = std::move(lines);
  block.level = level;
  place(block);
  blocks_.push_back(std::move(block));
}

void Flow::add_row(std::vector<Line> parts, BlockRole role) {
  const int row = next_row_++;
  bool first = true;
  for (Line& part : parts) {
    Block block;
    const std::string text = text_of(part);
    if (looks_like_date(text)) {
      block.role = BlockRole::date;
    } else if (text.ends_with(':')) {
      block.role = BlockRole::label;
    } else {
      block.role = first ? role : BlockRole::value;
    }
    block.lines.push_back(std::move(part));
    block.region = region_;
    block.row = row;
    first = first && block.role == BlockRole::date;  // what follows a date in the margin is the main part
    blocks_.push_back(std::move(block));
  }
}

void Flow::place(Block& block) {
  block.region = region_;
  if (tables_.empty()) return;
  Table& table = tables_.back();
  ++table.paragraphs_in_cell;
  block.table = table.number;
  block.row = table.row;
  block.column = table.column;
}

void Flow::enter_box() { paragraphs_.emplace_back(); }

void Flow::leave_box() {
  end_paragraph();
  if (paragraphs_.size() > 1) paragraphs_.pop_back();
}

void Flow::add(Document part) {
  end_paragraph();
  int tables = 0, rows = 0, regions = 0;
  for (Page& page : part.pages) {
    for (Block& block : page.blocks) {
      tables = std::max(tables, block.table + 1);
      rows = std::max(rows, block.row + 1);
      regions = std::max(regions, block.region + 1);
      for (const Line& line : block.lines) words_ += static_cast<std::int32_t>(line.words.size());
      if (block.table >= 0) block.table += next_table_;
      if (block.table < 0 && block.row >= 0) block.row += next_row_;
      block.region += region_;
      blocks_.push_back(std::move(block));
    }
  }
  next_table_ += tables;
  next_row_ += rows;
  region_ += regions;
  for (const Warning& each : part.warnings) warn(each.code);
}

void Flow::begin_table() {
  end_paragraph();
  tables_.push_back({next_table_++, -1, -1, {}, 0, 0});
}

void Flow::begin_row() {
  if (tables_.empty()) return;
  ++tables_.back().row;
  tables_.back().column = -1;
}

void Flow::begin_cell() {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  ++table.column;
  table.cells.push_back(blocks_.size());
  table.paragraphs_in_cell = 0;
}

void Flow::end_cell() {
  end_paragraph();
  if (tables_.empty()) return;
  Table& table = tables_.back();
  table.most_paragraphs = std::max(table.most_paragraphs, table.paragraphs_in_cell);
}

void Flow::end_table() {
  end_paragraph();
  if (tables_.empty()) return;
  const Table table = tables_.back();
  tables_.pop_back();
  if (table.most_paragraphs >= paragraphs_of_a_layout_cell) {
    regions_of_layout_table(table);
    return;
  }
  for (std::size_t i = table.cells.empty() ? blocks_.size() : table.cells.front(); i < blocks_.size(); ++i) {
    if (blocks_[i].table == table.number && blocks_[i].role == BlockRole::body) blocks_[i].role = BlockRole::table_cell;
  }
}

void Flow::regions_of_layout_table(const Table& table) {
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    const std::size_t first = table.cells[cell];
    const std::size_t end = cell + 1 < table.cells.size() ? table.cells[cell + 1] : blocks_.size();
    if (first == end) continue;
    ++region_;
    for (std::size_t i = first; i < end; ++i) blocks_[i].region = region_;
    heading_of_cell(first, end);
  }
  ++region_;
}

/// A short bold cell in the margin heads the long one beside it.
void Flow::heading_of_cell(std::size_t first, std::size_t end) {
  constexpr std::size_t most_words = 6;
  Block& block = blocks_[first];
  if (end - first != 1 || block.column != 0 || block.role != BlockRole::body || block.lines.size() != 1) return;
  const auto& words = block.lines[0].words;
  if (words.size() > most_words || !std::ranges::all_of(words, &Word::bold)) return;
  block.role = BlockRole::heading;
  block.level = 2;
}

void Flow::warn(WarningCode code) {
  const Warning warning{code, {}};
  if (std::ranges::find(warnings_, warning) == warnings_.end()) warnings_.push_back(warning);
}

void Flow::make_margin(std::size_t first, BlockRole role) {
  const auto from = blocks_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto known = [&](const Block& block) {
    return std::any_of(blocks_.begin(), from,
                       [&](const Block& each) { return each.role == role && text_of(each) == text_of(block); });
  };
  if (std::all_of(from, blocks_.end(), known)) {
    blocks_.erase(from, blocks_.end());
    return;
  }
  for (auto block = from; block != blocks_.end(); ++block) block->role = role;
  if (role != BlockRole::page_header) return;
  const auto headers_end =
      std::find_if(blocks_.begin(), from, [](const Block& each) { return each.role != BlockRole::page_header; });
  std::rotate(headers_end, from, blocks_.end());
}

void Flow::find_headings() {
  const float usual = usual_size(blocks_);
  for (Block& block : blocks_) {
    if (block.role != BlockRole::body || !looks_like_heading(block, usual)) continue;
    block.role = BlockRole::heading;
    block.level = 2;
  }
}

Result<Document> Flow::finish() {
  end_paragraph();
  if (words_ > limits_.words)
    return fail(ErrorCode::result_too_large, Stage::extract, {{Measure::limit, limits_.words}});
  find_headings();
  Document document;
  document.paged = false;
  document.pages.emplace_back().blocks = std::move(blocks_);
  std::ranges::sort(warnings_);
  document.warnings = std::move(warnings_);
  return document;
}

}  // namespace tamis::parsers
