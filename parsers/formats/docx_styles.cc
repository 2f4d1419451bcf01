#include "parsers/formats/docx_styles.hpp"

#include <charconv>

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

class StylesHandler final : public XmlHandler {
 public:
  explicit StylesHandler(DocxStyles& styles) : styles_(styles) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!is_word(name)) return;
    if (name.local == "style") {
      style_ = &styles_.styles_[std::string(attributes["styleId"])];
      if (attributes["type"] == "paragraph" && attributes.has("default") && attributes["default"] != "0") {
        styles_.default_paragraph_ = attributes["styleId"];
      }
    } else if (name.local == "rPrDefault") {
      in_defaults_ = true;
    } else if (name.local == "rPr") {
      in_run_ = true;
    } else if (in_run_ && in_defaults_) {
      parsers::take(styles_.defaults_, name.local, attributes);
    } else if (style_) {
      take(name.local, attributes);
    }
  }

  void end(const XmlName& name) override {
    if (name.local == "style") style_ = nullptr;
    if (name.local == "rPrDefault") in_defaults_ = false;
    if (name.local == "rPr") in_run_ = false;
  }

  void text(std::string_view) override {}

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

  DocxStyles& styles_;
  DocxStyles::Style* style_ = nullptr;
  bool in_defaults_ = false;
  bool in_run_ = false;
};

DocxStyles DocxStyles::read(std::string_view xml, const Limits& limits) {
  DocxStyles styles;
  StylesHandler handler(styles);
  (void)parse_xml(xml, handler, limits);
  styles.resolve();
  return styles;
}

void DocxStyles::resolve() {
  constexpr int longest_chain = 11;  // what Word allows; it also ends a chain that is a circle
  std::map<std::string, Style, std::less<>> resolved;
  for (const auto& [id, written] : styles_) {
    Style style = written;
    const Style* below = &written;
    for (int link = 0; link < longest_chain && !below->based_on.empty(); ++link) {
      const auto next = styles_.find(below->based_on);
      if (next == styles_.end()) break;
      below = &next->second;
      style.run = style.run.over(below->run);
      style.paragraph = style.paragraph.over(below->paragraph);
    }
    resolved.emplace(id, std::move(style));
  }
  styles_ = std::move(resolved);
  on_page_ = styles_;
  for (auto& [id, style] : on_page_) style.run = style.run.over(defaults_);
  const auto plain = on_page_.find(default_paragraph_);
  if (plain != on_page_.end()) {
    plain_ = plain->second;
  } else {
    plain_.run = defaults_;
  }
}

const DocxStyles::Style& DocxStyles::paragraph(std::string_view id) const {
  const auto found = on_page_.find(id);
  return found == on_page_.end() ? plain_ : found->second;
}

const RunLook& DocxStyles::character(std::string_view id) const {
  static const RunLook none;
  const auto found = styles_.find(id);
  return found == styles_.end() ? none : found->second.run;
}

}  // namespace tamis::parsers
