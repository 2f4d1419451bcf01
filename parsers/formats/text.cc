#include "parsers/formats/text.hpp"

#include "parsers/format.hpp"
#include "parsers/utf8.hpp"

#include <algorithm>
#include <cctype>

namespace tamis::parsers {
namespace {

/// From so many spaces on, what follows stands in a column of its own.
constexpr std::size_t spaces_of_a_gap = 3;

std::string_view view(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r\f");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r\f") - first + 1);
}

bool sniff(Bytes bytes) {
  const std::string_view text = view(bytes).substr(0, 4096);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.starts_with("<?xml") || text.starts_with("%PDF")) return false;
  const auto controls = std::ranges::count_if(
      text, [](unsigned char c) { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f'; });
  return controls == 0;
}

/// A line that only underlines the one above it.
bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("=-_~*#") == std::string_view::npos;
}

bool starts_item(std::string_view line) {
  constexpr std::u32string_view marks = U"-*•–—·▪►+";
  std::size_t at = 0;
  const char32_t first = next_code_point(line, at);
  return marks.find(first) != std::u32string_view::npos && at < line.size() && (line[at] == ' ' || line[at] == '\t');
}

class TextReader {
 public:
  explicit TextReader(Flow& flow) : flow_(flow) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      take(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

 private:
  void take(std::string_view raw) {
    const std::string_view line = trimmed(raw);
    if (line.empty()) {
      flow_.end_paragraph();
      in_item_ = false;
      lines_ = 0;
      return;
    }
    if (is_rule(line)) {
      flow_.end_paragraph(lines_ == 1 ? BlockRole::heading : BlockRole::body, lines_ == 1 ? 2 : 0);
      lines_ = 0;
      return;
    }
    const bool item = starts_item(line);
    const bool continues = in_item_ && (raw[0] == ' ' || raw[0] == '\t') && !item;
    if (item || (in_item_ && !continues) || is_heading(line)) {
      flow_.end_paragraph();
      lines_ = 0;
    }
    in_item_ = item || continues;
    if (lines_++ > 0) flow_.line_break();
    put(line);
    if (is_heading(line)) {
      flow_.end_paragraph(BlockRole::heading, 2);
      lines_ = 0;
    }
  }

  /// Capitals only, few words, no number: nothing else sets a heading apart in plain text. Three letters may be an
  /// abbreviation.
  static bool is_heading(std::string_view line) {
    constexpr std::ptrdiff_t most_spaces = 5;
    constexpr int fewest_letters = 4;
    if (std::ranges::count(line, ' ') > most_spaces || line.size() > 60) return false;
    int letters = 0;
    for (const char32_t c : from_utf8(line)) {
      if (is_lower(c) || (c >= U'0' && c <= U'9') || c == U'@') return false;
      letters += is_upper(c) ? 1 : 0;
    }
    return letters >= fewest_letters;
  }

  void put(std::string_view line) {
    const std::string gap(spaces_of_a_gap, ' ');
    for (;;) {
      const std::size_t at = line.find(gap);
      flow_.text(line.substr(0, at));
      if (at == std::string_view::npos) return;
      flow_.tab();
      line = trimmed(line.substr(at));
    }
  }

  Flow& flow_;
  bool in_item_ = false;
  int lines_ = 0;
};

Result<Document> read(Bytes bytes, const Limits& limits) {
  Flow flow(limits);
  read_plain_text(to_utf8(view(bytes)), flow);
  auto document = flow.finish();
  if (document && document->pages[0].blocks.empty()) return fail(ErrorCode::no_text, Stage::extract);
  return document;
}

}  // namespace

void read_plain_text(std::string_view utf8, Flow& flow) { TextReader(flow).read(utf8); }

extern const FormatModule text_format;
const FormatModule text_format{"text", "text/plain", sniff, read};

}  // namespace tamis::parsers
