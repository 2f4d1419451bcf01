#include "parsers/formats/html.hpp"

#include "parsers/format.hpp"
#include "parsers/utf8.hpp"
#include "parsers/xml.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tamis::parsers {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::string_view view(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

bool sniff(Bytes bytes) {
  const std::string start = lower_ascii(view(bytes).substr(0, 2048));
  if (start.find('\0') != std::string::npos) return false;
  return start.find("<!doctype html") != std::string::npos || start.find("<html") != std::string::npos ||
         start.find("<body") != std::string::npos;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_left_out(std::string_view name, const XmlAttributes& attributes) {
  constexpr auto names = std::to_array<std::string_view>(
      {"script", "style", "head", "template", "noscript", "svg", "select", "button", "iframe", "object", "nav"});
  return is_one_of(name, names) || attributes.has("hidden");
}

bool is_hidden(const XmlAttributes& attributes) {
  std::string style = lower_ascii(attributes["style"]);
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos ||
         style.find("font-size:0") != std::string::npos;
}

bool is_block(std::string_view name) {
  constexpr auto names = std::to_array<std::string_view>(
      {"p",   "div", "section", "article",    "header", "footer", "main", "aside",    "address", "ul",     "ol",
       "dl",  "li",  "dt",      "dd",         "h1",     "h2",     "h3",   "h4",       "h5",      "h6",     "blockquote",
       "pre", "hr",  "figure",  "figcaption", "center", "body",   "form", "fieldset", "legend",  "caption"});
  return is_one_of(name, names);
}

int heading_of(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

class HtmlHandler final : public XmlHandler {
 public:
  explicit HtmlHandler(Flow& flow) : flow_(flow) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    const std::string_view local = name.local;
    if (hidden_ > 0 || is_hidden(attributes)) ++hidden_;
    if (skipping_ > 0 || is_left_out(local, attributes)) {
      ++skipping_;
      return;
    }
    if (is_block(local)) {
      end_paragraph();
    } else if (just_ended_ || follows_its_like(attributes["class"])) {
      flow_.tab();  // two elements side by side without a space, or of one class, are set apart by their style
    }
    just_ended_ = false;
    classes_.emplace_back(attributes["class"]);
    ended_class_.clear();
    if (local == "ul" || local == "ol") ++lists_;
    if (local == "li" || heading_of(local) > 0 || local == "dt" || local == "dd") open_ = local;
    if (local == "b" || local == "strong") ++bold_;
    if (local == "i" || local == "em") ++italic_;
    if (local == "br") flow_.line_break();
    if (local == "a") flow_.set_link(std::string(attributes["href"]));
    if (local == "img" && attributes["src"].find("://") != std::string_view::npos) {
      flow_.warn(WarningCode::remote_content_ignored);
    }
    if (local == "table") flow_.begin_table();
    if (local == "tr") flow_.begin_row();
    if (local == "td" || local == "th") flow_.begin_cell();
  }

  void end(const XmlName& name) override {
    if (hidden_ > 0) --hidden_;
    if (skipping_ > 0) {
      --skipping_;
      return;
    }
    const std::string_view local = name.local;
    if (is_block(local)) {
      end_paragraph();
      open_.clear();
    }
    if (local == "ul" || local == "ol") --lists_;
    if (local == "b" || local == "strong") --bold_;
    if (local == "i" || local == "em") --italic_;
    if (local == "a") flow_.set_link({});
    if (local == "td" || local == "th") flow_.end_cell();
    if (local == "table") flow_.end_table();
    just_ended_ = !is_block(local) && local != "br";
    if (classes_.empty()) return;
    ended_class_ = is_block(local) ? std::string() : std::move(classes_.back());
    classes_.pop_back();
  }

  void text(std::string_view utf8) override {
    if (skipping_ > 0) return;
    just_ended_ = false;
    if (utf8.find_first_not_of(" \t\r\n") != std::string_view::npos) ended_class_.clear();
    TextLook look;
    look.bold = bold_ > 0 || heading_of(open_) > 0;
    look.italic = italic_ > 0;
    look.hidden = hidden_ > 0;
    flow_.prose(utf8, look);
  }

 private:
  /// Words of a cloud are elements of one class with nothing but space between them. Word marks what it takes for
  /// mistakes in the same way.
  [[nodiscard]] bool follows_its_like(std::string_view style_class) const {
    return !style_class.empty() && style_class == ended_class_ && style_class != "SpellE" && style_class != "GramE";
  }

  void end_paragraph() {
    if (const int level = heading_of(open_); level > 0) {
      flow_.end_paragraph(BlockRole::heading, level);
    } else if (open_ == "li") {
      flow_.end_paragraph(BlockRole::list_item, std::max(lists_ - 1, 0));
    } else if (open_ == "dt") {
      flow_.end_paragraph(BlockRole::label);
    } else if (open_ == "dd") {
      flow_.end_paragraph(BlockRole::value);
    } else {
      flow_.end_paragraph();
    }
  }

  Flow& flow_;
  std::string open_;  // the element that gives the open paragraph its role
  bool just_ended_ = false;
  std::vector<std::string> classes_;  // of the open elements, outermost first
  std::string ended_class_;           // of the element that ended last, while only space followed
  int lists_ = 0, bold_ = 0, italic_ = 0;
  int hidden_ = 0, skipping_ = 0;  // depth below what is not seen, and below what is no text
};

Result<Document> read(Bytes bytes, const Limits& limits) {
  Flow flow(limits);
  if (const auto parsed = read_html(to_utf8(view(bytes)), flow, limits); !parsed) {
    return std::unexpected(parsed.error());
  }
  auto document = flow.finish();
  if (document && document->pages[0].blocks.empty()) return fail(ErrorCode::no_text, Stage::extract);
  return document;
}

}  // namespace

Result<void> read_html(std::string_view utf8, Flow& flow, const Limits& limits) {
  HtmlHandler handler(flow);
  return parse_html(utf8, handler, limits);
}

extern const FormatModule html_format;
const FormatModule html_format{"html", "text/html", sniff, read};

}  // namespace tamis::parsers
