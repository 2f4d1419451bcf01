#pragma once

#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// How a run of text looks.
struct TextLook {
  float size = 0;  ///< in points; 0 = unknown
  bool bold = false;
  bool italic = false;
  std::uint32_t colour = 0;
  bool hidden = false;  ///< a reader would not see it
};

/// Builds the document of a format that flows (DOCX, ODT, HTML, text, …) from paragraphs in reading order.
///
/// Text goes into the open paragraph; `end_paragraph` turns that into blocks. What is set apart by tabs becomes blocks
/// of one `row`; a bullet typed by hand makes a list item and is left out; hidden text is left out with a warning.
/// Text inside cells becomes `table_cell`, unless the table only lays the page out: then its cells are regions.
class Flow {
 public:
  explicit Flow(const Limits& limits);

  /// UTF-8; white space parts words, a tab sets apart, and a word goes on over several calls. Beyond limits.words
  /// nothing more is taken, and `finish` answers `result_too_large`.
  void text(std::string_view utf8, const TextLook& look = {});
  /// The same where tabs and line breaks are mere white space (HTML, OpenDocument).
  void prose(std::string_view utf8, const TextLook& look = {});
  void tab();
  void line_break();
  /// Where the text from here on leads; empty = nowhere.
  void set_link(std::string target) { link_ = std::move(target); }
  [[nodiscard]] const std::string& link() const { return link_; }

  void end_paragraph(BlockRole role = BlockRole::body, int level = 0);
  [[nodiscard]] bool paragraph_is_empty() const;
  /// A text box or note inside a paragraph: what comes until `leave_box` stands before that paragraph.
  void enter_box();
  void leave_box();

  /// What another reader read, in this place; its words count, and its warnings are warned of.
  void add(Document part);

  void begin_table();
  void begin_row();
  void begin_cell();
  void end_cell();
  void end_table();

  void warn(WarningCode code);
  [[nodiscard]] std::size_t size() const { return blocks_.size(); }
  /// Gives the blocks from `first` on a role and, if `to_front`, puts them before all others; if they say what blocks
  /// with that role say already, they are dropped.
  void make_margin(std::size_t first, BlockRole role);

  /// One page with all blocks; `result_too_large` for too many words. The caller adds what else it knows.
  [[nodiscard]] Result<Document> finish();

 private:
  struct Paragraph {
    std::vector<std::vector<Line>> lines{1};  // each line: its parts between tabs
    bool word_open = false;
  };
  struct Table {
    int number = -1, row = -1, column = -1;
    std::vector<std::size_t> cells;  // the first block of each
    std::size_t paragraphs_in_cell = 0, most_paragraphs = 0;
  };

  void append(std::string_view piece, const TextLook& look);
  [[nodiscard]] bool is_set_apart_by_weight(std::string_view run, const TextLook& look) const;
  void add_block(std::vector<Line> lines, BlockRole role, int level);
  void add_row(std::vector<Line> parts, BlockRole role);
  void place(Block& block);
  void regions_of_layout_table(const Table& table);
  void heading_of_cell(std::size_t first, std::size_t end);
  void find_headings();

  Limits limits_;
  std::vector<Block> blocks_;
  std::vector<Paragraph> paragraphs_{1};  // the last is open
  std::vector<Table> tables_;             // the last is the innermost
  std::vector<Warning> warnings_;
  std::string link_;
  std::int32_t words_ = 0;
  int next_table_ = 0;
  int next_row_ = 0;
  int region_ = 0;
};

/// Whether a few words are a date or a period: short, with a year in them. By their form alone, in any language.
[[nodiscard]] bool looks_like_date(std::string_view text);

}  // namespace tamis::parsers
