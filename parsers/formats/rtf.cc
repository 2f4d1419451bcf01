#include "parsers/flow.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/run_look.hpp"
#include "parsers/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace tamis::parsers {
namespace {

std::string_view view(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

bool sniff(Bytes bytes) { return view(bytes).starts_with("{\\rtf"); }

/// Where the text of a group goes.
enum class Destination { body, header, footer, nothing, colours, styles, instruction, bullet };

std::optional<Destination> destination_of(std::string_view word) {
  static const std::map<std::string_view, Destination> known{{"fonttbl", Destination::nothing},
                                                             {"info", Destination::nothing},
                                                             {"pict", Destination::nothing},
                                                             {"object", Destination::nothing},
                                                             {"themedata", Destination::nothing},
                                                             {"datastore", Destination::nothing},
                                                             {"annotation", Destination::nothing},
                                                             {"listtable", Destination::nothing},
                                                             {"listoverridetable", Destination::nothing},
                                                             {"rsidtbl", Destination::nothing},
                                                             {"generator", Destination::nothing},
                                                             {"pgdsctbl", Destination::nothing},
                                                             {"nonshppict", Destination::nothing},
                                                             {"xmlnstbl", Destination::nothing},
                                                             {"latentstyles", Destination::nothing},
                                                             {"shpinst", Destination::nothing},
                                                             {"sp", Destination::nothing},
                                                             {"falt", Destination::nothing},
                                                             {"colortbl", Destination::colours},
                                                             {"stylesheet", Destination::styles},
                                                             {"fldinst", Destination::instruction},
                                                             {"listtext", Destination::bullet},
                                                             {"pntext", Destination::bullet},
                                                             {"header", Destination::header},
                                                             {"headerl", Destination::header},
                                                             {"headerr", Destination::header},
                                                             {"headerf", Destination::header},
                                                             {"footer", Destination::footer},
                                                             {"footerl", Destination::footer},
                                                             {"footerr", Destination::footer},
                                                             {"footerf", Destination::footer},
                                                             {"shptxt", Destination::body},
                                                             {"fldrslt", Destination::body},
                                                             {"footnote", Destination::body}};
  const auto found = known.find(word);
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

/// Characters that RTF names.
char32_t named_character(std::string_view word) {
  static const std::map<std::string_view, char32_t> known{
      {"emdash", U'—'},    {"endash", U'–'},    {"bullet", U'•'},  {"lquote", U'‘'},  {"rquote", U'’'},
      {"ldblquote", U'“'}, {"rdblquote", U'”'}, {"emspace", U' '}, {"enspace", U' '}, {"qmspace", U' '}};
  const auto found = known.find(word);
  return found == known.end() ? 0 : found->second;
}

struct GroupState {
  Destination destination = Destination::body;
  RunLook run;
  bool deleted = false;
  int bytes_after_unicode = 1;  // the stand-in after each \u, to be left out
};

struct ParagraphState {
  int style = 0;
  int outline = 9;
  bool listed = false;
  int level = 0;
  bool in_table = false;
};

/// An RTF reader of its own: no library in Debian gives text, looks and tables. One pass, no recursion; groups nest to
/// limits.depth.
class RtfReader {
 public:
  RtfReader(std::string_view rtf, const Limits& limits) : rest_(rtf), limits_(limits), flow_(limits) {}

  Result<Document> read() {
    while (!rest_.empty()) {
      const char c = take();
      if (c == '{') {
        if (std::cmp_greater(groups_.size(), limits_.depth)) return fail(ErrorCode::nested_too_deep, Stage::extract);
        groups_.push_back(groups_.back());
        ignorable_ = false;
      } else if (c == '}') {
        end_group();
      } else if (c == '\\') {
        control();
      } else if (c != '\r' && c != '\n') {
        byte(static_cast<unsigned char>(c));
      }
    }
    end_paragraph();
    if (in_row_) flow_.end_table();
    auto document = flow_.finish();
    if (document && document->pages[0].blocks.empty()) return fail(ErrorCode::no_text, Stage::extract);
    return document;
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  GroupState& group() { return groups_.back(); }

  void end_group() {
    flush();
    const Destination ended = group().destination;
    if (groups_.size() == 1) return;
    groups_.pop_back();
    const Destination around = group().destination;
    if (ended == around) return;
    if (ended == Destination::instruction) {
      set_link();
    } else if (ended == Destination::header || ended == Destination::footer) {
      flow_.end_paragraph();
      flow_.make_margin(margin_start_, ended == Destination::header ? BlockRole::page_header : BlockRole::page_footer);
    }
  }

  void set_link() {
    const std::size_t open = instruction_.find('"');
    if (instruction_.find("HYPERLINK") != std::string::npos && open != std::string::npos) {
      flow_.set_link(instruction_.substr(open + 1, instruction_.find('"', open + 1) - open - 1));
      link_depth_ = groups_.size();
    }
    instruction_.clear();
  }

  void control() {
    if (rest_.empty()) return;
    const char c = rest_.front();
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
      symbol(take());
      return;
    }
    std::size_t end = 0;
    while (end < rest_.size() && ((rest_[end] | 0x20) >= 'a' && (rest_[end] | 0x20) <= 'z')) ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    std::optional<int> value;
    int number = 0;
    const auto [stop, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (error == std::errc{}) {
      value = number;
      rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
    }
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    control_word(word, value);
  }

  void symbol(char c) {
    if (c == '\'' && rest_.size() >= 2) {
      unsigned code = 0;
      std::from_chars(rest_.data(), rest_.data() + 2, code, 16);
      rest_.remove_prefix(2);
      byte(static_cast<unsigned char>(code));
    } else if (c == '*') {
      ignorable_ = true;
    } else if (c == '~') {
      character(U' ');
    } else if (c == '_') {
      character(U'-');
    } else if (c == '{' || c == '}' || c == '\\') {
      character(static_cast<unsigned char>(c));
    } else if (c == '\n' || c == '\r') {
      end_paragraph();
    }
  }

  void control_word(std::string_view word, std::optional<int> value) {
    if (const auto destination = destination_of(word)) {
      enter(*destination);
    } else if (ignorable_) {
      enter(Destination::nothing);
    } else if (word == "u") {
      unicode(value.value_or(0));
    } else if (word == "uc") {
      group().bytes_after_unicode = std::clamp(value.value_or(1), 0, 8);
    } else if (word == "bin") {
      rest_.remove_prefix(std::min(rest_.size(), static_cast<std::size_t>(std::max(value.value_or(0), 0))));
    } else if (word == "ansicpg") {
      code_page_ = value == 1250 ? CodePage::windows_1250 : CodePage::windows_1252;
    } else if (const char32_t named = named_character(word)) {
      character(named);
    } else if (group().destination == Destination::colours) {
      colour(word, value.value_or(0));
    } else if (group().destination == Destination::styles) {
      style(word, value);
    } else if (!structure(word) && !paragraph_property(word, value.value_or(0))) {
      run_property(word, value);
    }
  }

  void enter(Destination destination) {
    flush();
    ignorable_ = false;
    if (group().destination == Destination::nothing) return;  // nothing inside of what is left out comes back
    if (destination == Destination::header || destination == Destination::footer) {
      flow_.end_paragraph();
      margin_start_ = flow_.size();
    }
    group().destination = destination;
  }

  void unicode(int value) {
    const char32_t unit = static_cast<char32_t>(value) & 0xFFFF;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      if (high_ != 0) character(0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
      high_ = 0;
    } else {
      character(unit);
    }
    to_skip_ = group().bytes_after_unicode;
  }

  void byte(unsigned char value) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    character(decode_byte(value, code_page_));
  }

  void character(char32_t c) {
    switch (group().destination) {
      case Destination::instruction:
        append_utf8(c, instruction_);
        break;
      case Destination::styles:
        append_utf8(c, style_name_);
        break;
      case Destination::colours:
        if (c == U';') colours_.push_back(std::exchange(colour_, 0));
        break;
      case Destination::body:
      case Destination::header:
      case Destination::footer:
        append_utf8(c, text_);
        break;
      case Destination::bullet:
        paragraph_.listed = true;
        break;
      case Destination::nothing:
        break;
    }
    if (group().destination == Destination::styles && c == U';') end_style();
  }

  void colour(std::string_view word, int value) {
    const auto part = static_cast<std::uint32_t>(value & 0xFF);
    if (word == "red") colour_ |= part << 16;
    if (word == "green") colour_ |= part << 8;
    if (word == "blue") colour_ |= part;
  }

  void style(std::string_view word, std::optional<int> value) {
    if (word == "s" || word == "cs" || word == "ds") style_number_ = word == "s" ? value.value_or(0) : -1;
  }

  void end_style() {
    style_name_.pop_back();
    while (style_name_.starts_with(' ')) style_name_.erase(0, 1);
    if (style_number_ >= 0) heading_styles_[style_number_] = heading_level(style_name_);
    style_name_.clear();
    style_number_ = 0;
  }

  /// What ends or starts paragraphs, lines, cells; false if the word does neither.
  bool structure(std::string_view word) {
    if (word == "par" || word == "sect" || word == "page") {
      end_paragraph();
    } else if (word == "line") {
      flush();
      flow_.line_break();
    } else if (word == "tab") {
      flush();
      flow_.tab();
    } else if (word == "cell" || word == "nestcell") {
      end_cell();
    } else if (word == "trowd") {
      row_defined_ = true;
    } else if (word == "row" || word == "nestrow") {
      row_defined_ = row_open_ = false;
    } else {
      return false;
    }
    return true;
  }

  void open_cell() {
    if (!in_row_) flow_.begin_table();
    if (!row_open_) flow_.begin_row();
    if (!cell_open_) flow_.begin_cell();
    in_row_ = row_open_ = cell_open_ = true;
  }

  void end_cell() {
    flush();
    open_cell();
    end_paragraph();
    flow_.end_cell();
    cell_open_ = false;
  }

  bool paragraph_property(std::string_view word, int value) {
    if (word == "pard") {
      paragraph_ = {};
    } else if (word == "s") {
      paragraph_.style = value;
    } else if (word == "outlinelevel") {
      paragraph_.outline = value;
    } else if (word == "ls" || word == "pnlvlblt") {
      paragraph_.listed = true;
    } else if (word == "ilvl") {
      paragraph_.level = std::clamp(value, 0, 8);
    } else if (word == "intbl") {
      paragraph_.in_table = true;
    } else {
      return false;
    }
    return true;
  }

  void run_property(std::string_view word, std::optional<int> value) {
    RunLook& run = group().run;
    const bool on = value.value_or(1) != 0;
    if (word == "plain") {
      flush();
      run = {};
    } else if (word == "b") {
      flush();
      run.bold = on;
    } else if (word == "i") {
      flush();
      run.italic = on;
    } else if (word == "v") {
      flush();
      run.vanished = on;
    } else if (word == "deleted") {
      flush();
      group().deleted = on;
      if (on) flow_.warn(WarningCode::tracked_changes);
    } else if (word == "fs") {
      flush();
      run.size = static_cast<float>(value.value_or(24)) / 2;
    } else if (word == "cf") {
      flush();
      const auto index = static_cast<std::size_t>(value.value_or(0));
      run.colour = index < colours_.size() ? colours_[index] : 0;
    } else if (word == "cb" || word == "chcbpat" || word == "highlight") {
      flush();
      const auto index = static_cast<std::size_t>(value.value_or(0));
      run.shaded = index > 0 && index < colours_.size() && !is_near_white(colours_[index]);
    }
  }

  void flush() {
    if (text_.empty()) return;
    if (paragraph_.in_table || row_defined_) {
      open_cell();
    } else if (in_row_ && !cell_open_) {
      flow_.end_table();
      in_row_ = row_open_ = false;
    }
    if (link_depth_ > 0 && groups_.size() < link_depth_) {
      flow_.set_link({});
      link_depth_ = 0;
    }
    if (!group().deleted) flow_.text(text_, group().run.resolved());
    text_.clear();
  }

  void end_paragraph() {
    flush();
    const auto heading = heading_styles_.find(paragraph_.style);
    if (paragraph_.outline >= 0 && paragraph_.outline < 9) {
      flow_.end_paragraph(BlockRole::heading, paragraph_.outline + 1);
    } else if (heading != heading_styles_.end() && heading->second > 0) {
      flow_.end_paragraph(BlockRole::heading, heading->second);
    } else if (paragraph_.listed) {
      flow_.end_paragraph(BlockRole::list_item, paragraph_.level);
    } else {
      flow_.end_paragraph();
    }
  }

  std::string_view rest_;
  Limits limits_;
  Flow flow_;
  std::vector<GroupState> groups_{1};
  ParagraphState paragraph_;
  CodePage code_page_ = CodePage::windows_1252;
  std::string text_;  // not yet in the flow, all of one look
  std::string instruction_, style_name_;
  std::vector<std::uint32_t> colours_;
  std::uint32_t colour_ = 0;
  std::map<int, int> heading_styles_;  // level by style number; 0 = no heading
  int style_number_ = 0;
  std::size_t link_depth_ = 0;  // of the field whose link is open
  std::size_t margin_start_ = 0;
  char32_t high_ = 0;  // half of a character beyond 16 bits
  int to_skip_ = 0;
  bool ignorable_ = false;
  bool row_defined_ = false, in_row_ = false, row_open_ = false, cell_open_ = false;
};

Result<Document> read(Bytes bytes, const Limits& limits) { return RtfReader(view(bytes), limits).read(); }

}  // namespace

extern const FormatModule rtf_format;
const FormatModule rtf_format{"rtf", "application/rtf", sniff, read};

}  // namespace tamis::parsers
