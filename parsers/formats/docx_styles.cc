#include "parsers/formats/docx_styles.hpp"

#include <charconv>
#include <utility>

namespace tamis::parsers {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <class T>
void fill(std::optional<T>& upper, const std::optional<T>& below) {
  if (!upper) upper = below;
}

}  // namespace

bool is_word(const XmlName& name) {
  return name.space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
         name.space == "http://purl.oclc.org/ooxml/wordprocessingml/main";
}

bool is_on(const XmlAttributes& attributes) {
  const std::string_view value = attributes["val"];
  return value != "0" && value != "false" && value != "off" && value != "none";
}

void take(RunLook& look, std::string_view local, const XmlAttributes& attributes) {
  const std::string_view value = attributes["val"];
  if (local == "b") {
    look.bold = is_on(attributes);
  } else if (local == "i") {
    look.italic = is_on(attributes);
  } else if (local == "vanish") {
    look.vanished = is_on(attributes);
  } else if (local == "sz") {
    if (const auto half_points = number<int>(value)) look.size = static_cast<float>(*half_points) / 2;
  } else if (local == "color") {
    look.colour = number<std::uint32_t>(value, 16).value_or(0);  // "auto" is black
  } else if (local == "shd") {
    const auto fill_colour = number<std::uint32_t>(attributes["fill"], 16);
    look.shaded = fill_colour && !is_near_white(*fill_colour);
  } else if (local == "highlight") {
    look.shaded = value != "none" && value != "white";
  }
}

void ParagraphLook::take(std::string_view local, const XmlAttributes& attributes) {
  const std::string_view value = attributes["val"];
  if (local == "outlineLvl") {
    outline = number<int>(value);
  } else if (local == "numId") {
    listed = value != "0";
  } else if (local == "ilvl") {
    list_level = number<int>(value);
  }
}

ParagraphLook ParagraphLook::over(const ParagraphLook& below) const {
  ParagraphLook look = *this;
  fill(look.outline, below.outline);
  fill(look.listed, below.listed);
  fill(look.list_level, below.list_level);
  if (!look.named_heading) {
    look.named_heading = below.named_heading;
    look.named_level = below.named_level;
  }
  return look;
}

/// styles.xml, read as far as was needed.
class DocxStyles::Sheet final : public XmlHandler {
 public:
  Sheet(Member member, const Limits& limits) : member_(std::move(member)), pieces_(*this, limits) {}

  /// False at the end.
  bool read_on() {
    if (!open_) return false;
    const auto piece = member_.next();
    open_ = piece && pieces_.take(*piece);
    return open_;
  }

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!is_word(name)) return;
    if (name.local == "style") {
      style_ = Style{};
      id_ = attributes["styleId"];
      if (attributes["type"] == "paragraph" && attributes.has("default") && attributes["default"] != "0") {
        default_paragraph = id_;
      }
    } else if (name.local == "rPrDefault") {
      in_defaults_ = true;
    } else if (name.local == "rPr") {
      in_run_ = true;
    } else if (in_run_ && in_defaults_) {
      parsers::take(defaults, name.local, attributes);
    } else if (style_) {
      take(name.local, attributes);
    }
  }

  void end(const XmlName& name) override {
    if (name.local == "style" && style_) styles.insert_or_assign(id_, *std::exchange(style_, std::nullopt));
    if (name.local == "rPrDefault") in_defaults_ = false;
    if (name.local == "rPr") in_run_ = false;
  }

  void text(std::string_view) override {}

  RunLook defaults;
  std::string default_paragraph;
  std::map<std::string, Style, std::less<>> styles;  // as written

 private:
  void take(std::string_view local, const XmlAttributes& attributes) {
    if (in_run_) {
      parsers::take(style_->run, local, attributes);
    } else if (local == "name") {
      style_->name = attributes["val"];
      style_->paragraph.named_level = heading_level(style_->name);
      style_->paragraph.named_heading = style_->paragraph.named_level > 0;
    } else if (local == "basedOn") {
      style_->based_on = attributes["val"];
    } else {
      style_->paragraph.take(local, attributes);
    }
  }

  Member member_;
  XmlPieces pieces_;
  bool open_ = true;
  std::optional<Style> style_;
  std::string id_;
  bool in_defaults_ = false;
  bool in_run_ = false;
};

DocxStyles::DocxStyles() = default;
DocxStyles::DocxStyles(Member sheet, const Limits& limits)
    : sheet_(std::make_unique<Sheet>(std::move(sheet), limits)) {}
DocxStyles::DocxStyles(DocxStyles&&) noexcept = default;
DocxStyles& DocxStyles::operator=(DocxStyles&&) noexcept = default;
DocxStyles::~DocxStyles() = default;

const DocxStyles::Style* DocxStyles::written(std::string_view id) {
  if (!sheet_) return nullptr;
  auto found = sheet_->styles.find(id);
  while (found == sheet_->styles.end() && sheet_->read_on()) found = sheet_->styles.find(id);
  return found == sheet_->styles.end() ? nullptr : &found->second;
}

DocxStyles::Style DocxStyles::inherited(const Style& written_style) {
  constexpr int longest_chain = 11;  // what Word allows; it also ends a chain that is a circle
  Style style = written_style;
  const Style* below = &written_style;
  for (int link = 0; link < longest_chain && !below->based_on.empty(); ++link) {
    below = written(below->based_on);
    if (!below) break;
    style.run = style.run.over(below->run);
    style.paragraph = style.paragraph.over(below->paragraph);
  }
  return style;
}

const DocxStyles::Style& DocxStyles::plain() {
  if (plain_) return *plain_;
  plain_.emplace();
  if (!sheet_) return *plain_;
  while (sheet_->default_paragraph.empty() && sheet_->read_on()) continue;
  if (const Style* standard = written(sheet_->default_paragraph)) plain_ = inherited(*standard);
  plain_->run = plain_->run.over(sheet_->defaults);
  return *plain_;
}

const DocxStyles::Style& DocxStyles::paragraph(std::string_view id) {
  if (const auto known = paragraphs_.find(id); known != paragraphs_.end()) return known->second;
  const Style* found = id.empty() ? nullptr : written(id);
  if (!found) return paragraphs_.emplace(id, plain()).first->second;
  Style style = inherited(*found);
  style.run = style.run.over(sheet_->defaults);
  return paragraphs_.emplace(id, std::move(style)).first->second;
}

const RunLook& DocxStyles::character(std::string_view id) {
  if (const auto known = characters_.find(id); known != characters_.end()) return known->second;
  const Style* found = id.empty() ? nullptr : written(id);
  return characters_.emplace(id, found ? inherited(*found).run : RunLook{}).first->second;
}

}  // namespace tamis::parsers
