#include "parsers/flow.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/doc_file.hpp"
#include "parsers/formats/ole.hpp"
#include "parsers/utf8.hpp"

#include <algorithm>

namespace tamis::parsers {
namespace {

/// Characters by which Word 97-2003 marks structure.
enum Mark : char32_t {
  cell_end = 0x07,
  line_end = 0x0B,
  page_end = 0x0C,
  paragraph_end = 0x0D,
  field_begin = 0x13,
  field_separator = 0x14,
  field_end = 0x15,
  hard_hyphen = 0x1E,
};

class DocReader {
 public:
  DocReader(const DocFile& file, const Limits& limits) : file_(file), flow_(limits) {}

  Result<Document> read() {
    const DocFile::Lengths& lengths = file_.lengths();
    const std::size_t notes = lengths.body, headers = notes + lengths.footnotes;
    const std::size_t comments = headers + lengths.headers, endnotes = comments + lengths.comments;
    walk(0, lengths.body);
    walk(notes, headers);
    walk(endnotes, endnotes + lengths.endnotes + lengths.boxes);
    read_margins(headers);
    auto document = flow_.finish();
    if (document && document->pages[0].blocks.empty()) return fail(ErrorCode::no_text, Stage::extract);
    return document;
  }

 private:
  void read_margins(std::size_t headers) {
    constexpr std::size_t separators = 6, kinds = 6;
    const auto& stories = file_.header_stories();
    for (std::size_t i = separators; i + 1 < stories.size(); ++i) {
      const std::size_t kind = (i - separators) % kinds;
      const bool is_footer = kind == 2 || kind == 3 || kind == 5;
      const std::size_t first = flow_.size();
      walk(headers + stories[i], headers + stories[i + 1]);
      flow_.make_margin(first, is_footer ? BlockRole::page_footer : BlockRole::page_header);
    }
  }

  void walk(std::size_t from, std::size_t to) {
    const auto& text = file_.text();
    fields_.clear();
    bool starts_paragraph = true;
    for (std::size_t i = from; i < std::min(to, text.size()); ++i) {
      if (starts_paragraph) start_paragraph(file_.paragraph_at(text[i].place));
      take(text[i]);
      starts_paragraph = text[i].code == paragraph_end || text[i].code == page_end || text[i].code == cell_end;
    }
    end_paragraph({});
    end_table();
  }

  void start_paragraph(const DocFile::Paragraph& paragraph) {
    if (!paragraph.in_table) return end_table();
    if (paragraph.row_end) return;
    if (!in_table_) flow_.begin_table();
    if (!row_open_) flow_.begin_row();
    if (!cell_open_) flow_.begin_cell();
    in_table_ = row_open_ = cell_open_ = true;
  }

  void take(const DocFile::Character& character) {
    switch (character.code) {
      case paragraph_end:
      case page_end:
        end_paragraph(file_.paragraph_at(character.place));
        break;
      case cell_end:
        end_cell(file_.paragraph_at(character.place));
        break;
      case line_end:
        flush();
        flow_.line_break();
        break;
      case U'\t':
        flush();
        flow_.tab();
        break;
      case field_begin:
        fields_.push_back(true);
        break;
      case field_separator:
        if (!fields_.empty()) fields_.back() = false;
        break;
      case field_end:
        if (!fields_.empty()) fields_.pop_back();
        break;
      default:
        letter(character);
    }
  }

  /// Letters are gathered as long as they look alike.
  void letter(const DocFile::Character& character) {
    if (std::ranges::find(fields_, true) != fields_.end()) return;  // inside an instruction
    const char32_t code = character.code == hard_hyphen ? U'-' : character.code;
    if (code < U' ') return;
    if (character.place < place_ || character.place >= end_) flush();
    if (run_.empty()) {
      place_ = character.place;
      end_ = file_.run_end(place_);
    }
    if (code >= 0xD800 && code < 0xDC00) {
      high_ = code;
    } else if (code >= 0xDC00 && code < 0xE000) {
      if (high_ != 0) append_utf8(0x10000 + ((high_ - 0xD800) << 10) + (code - 0xDC00), run_);
      high_ = 0;
    } else {
      append_utf8(code, run_);
    }
  }

  void flush() {
    if (run_.empty()) return;
    flow_.text(run_, file_.run_at(place_).resolved());
    run_.clear();
  }

  void end_paragraph(const DocFile::Paragraph& paragraph) {
    flush();
    constexpr int body = 9;
    if (paragraph.outline < body) {
      flow_.end_paragraph(BlockRole::heading, paragraph.outline + 1);
    } else if (paragraph.style >= 1 && paragraph.style <= 9) {
      flow_.end_paragraph(BlockRole::heading, paragraph.style);
    } else if (paragraph.listed) {
      flow_.end_paragraph(BlockRole::list_item, std::clamp(paragraph.list_level, 0, 8));
    } else {
      flow_.end_paragraph();
    }
  }

  void end_cell(const DocFile::Paragraph& paragraph) {
    if (paragraph.row_end) {
      row_open_ = false;
      return;
    }
    end_paragraph(paragraph);
    flow_.end_cell();
    cell_open_ = false;
  }

  void end_table() {
    if (in_table_) flow_.end_table();
    in_table_ = row_open_ = cell_open_ = false;
  }

  const DocFile& file_;
  Flow flow_;
  std::vector<bool> fields_;  // of each open field: still in its instruction
  std::string run_;
  std::uint32_t place_ = 0, end_ = 0;
  char32_t high_ = 0;  // half of a character beyond 16 bits
  bool in_table_ = false, row_open_ = false, cell_open_ = false;
};

Result<Document> read(Bytes bytes, const Limits& limits) {
  const auto file = OleFile::open(bytes);
  if (!file) return fail(ErrorCode::damaged, Stage::extract);
  if (file->has("EncryptedPackage")) return fail(ErrorCode::encrypted, Stage::extract);
  auto main = file->read("WordDocument");
  if (!main) return fail(ErrorCode::unsupported, Stage::extract);
  const auto doc =
      DocFile::read(std::move(*main), file->read("0Table").value_or(""), file->read("1Table").value_or(""));
  if (!doc) return std::unexpected(doc.error());
  auto document = DocReader(*doc, limits).read();
  if (document && (file->has("Macros") || file->has("VBA")))
    document->warnings.push_back({WarningCode::macros_ignored, {}});
  return document;
}

}  // namespace

extern const FormatModule doc_format;
const FormatModule doc_format{"doc", "application/msword", looks_like_ole, read};

}  // namespace tamis::parsers
