#include "parsers/container.hpp"
#include "parsers/embedded_images.hpp"
#include "parsers/flow.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/run_look.hpp"
#include "parsers/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace tamis::parsers {
namespace {

bool sniff(Bytes bytes) {
  if (!looks_like_zip(bytes)) return false;
  auto container = Container::open(bytes, {});
  if (!container || !container->has("mimetype")) return false;
  const auto type = container->read("mimetype");
  return type && type->starts_with("application/vnd.oasis.opendocument.text");
}

struct Style {
  std::string parent;
  RunLook run;
};

/// Named and automatic styles of text and paragraphs, by family and name.
class Styles {
 public:
  Style& at(std::string_view family, std::string_view name) {
    return styles_[std::string(family) + ' ' + std::string(name)];
  }

  [[nodiscard]] RunLook look(std::string_view family, std::string_view name) const {
    RunLook look;
    follow(family, name, [&](const Style& style) { look = look.over(style.run); });
    const auto defaults = styles_.find(std::string(family) + ' ');
    return defaults == styles_.end() ? look : look.over(defaults->second.run);
  }

  /// The level that a style, or one that it derives from, has by its name; 0 if none.
  [[nodiscard]] int heading_level_of(std::string name) const {
    int level = by_name(name);
    follow("paragraph", name, [&](const Style& style) { level = level > 0 ? level : by_name(style.parent); });
    return level;
  }

 private:
  static int by_name(std::string name) {
    for (std::size_t at = name.find("_20_"); at != std::string::npos; at = name.find("_20_")) name.replace(at, 4, " ");
    return heading_level(name);
  }

  template <class Visitor>
  void follow(std::string_view family, std::string_view name, const Visitor& visit) const {
    constexpr int longest_chain = 16;  // it also ends a chain that is a circle
    std::string next(name);
    for (int link = 0; link < longest_chain && !next.empty(); ++link) {
      const auto found = styles_.find(std::string(family) + ' ' + next);
      if (found == styles_.end()) return;
      visit(found->second);
      next = found->second.parent;
    }
  }

  std::map<std::string, Style, std::less<>> styles_;
};

void take_properties(RunLook& look, const XmlAttributes& attributes) {
  const auto colour = [](std::string_view text) -> std::optional<std::uint32_t> {
    std::uint32_t value = 0;
    if (!text.starts_with('#') ||
        std::from_chars(text.data() + 1, text.data() + text.size(), value, 16).ec != std::errc{}) {
      return std::nullopt;
    }
    return value;
  };
  if (attributes.has("font-weight")) {
    const std::string_view weight = attributes["font-weight"];
    look.bold = weight == "bold" || (weight.size() == 3 && weight >= "600");
  }
  if (attributes.has("font-style")) look.italic = attributes["font-style"] != "normal";
  if (attributes.has("display")) look.vanished = attributes["display"] == "none";
  if (attributes.has("color")) look.colour = colour(attributes["color"]);
  if (const auto behind = colour(attributes["background-color"])) look.shaded = !is_near_white(*behind);
  const std::string_view size = attributes["font-size"];
  float points = 0;
  if (size.ends_with("pt") && std::from_chars(size.data(), size.data() + size.size(), points).ec == std::errc{}) {
    look.size = points;
  }
}

/// Reads styles.xml and content.xml: their styles, then their text into a flow.
class OdtHandler final : public XmlHandler {
 public:
  OdtHandler(Flow& flow, Styles& styles) : flow_(flow), styles_(styles) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (skipping_ > 0 || is_left_out(name.local)) {
      ++skipping_;
      if (name.local == "deletion" || name.local == "changed-region") flow_.warn(WarningCode::tracked_changes);
      return;
    }
    if (name.space.ends_with(":style:1.0")) return start_style(name.local, attributes);
    start_text(name.local, attributes);
  }

  void end(const XmlName& name) override {
    if (skipping_ > 0) {
      --skipping_;
      return;
    }
    if (name.local == "style" || name.local == "default-style") {
      style_ = nullptr;
    } else if (name.local == "header" || name.local == "footer") {
      end_margin(name.local == "header" ? BlockRole::page_header : BlockRole::page_footer);
    } else {
      end_text(name.local);
    }
  }

  void text(std::string_view utf8) override {
    if (skipping_ > 0 || looks_.empty()) return;
    flow_.prose(utf8, looks_.back().resolved());
  }

  [[nodiscard]] const std::vector<std::string>& images() const { return images_; }

 private:
  static bool is_left_out(std::string_view local) {
    constexpr auto names = std::to_array<std::string_view>({"annotation", "tracked-changes", "note-citation", "forms",
                                                            "sequence-decls", "ruby-text", "title", "desc",
                                                            "hidden-text", "hidden-paragraph", "object-ole"});
    return std::ranges::find(names, local) != names.end();
  }

  void start_style(std::string_view local, const XmlAttributes& attributes) {
    if (local == "style" || local == "default-style") {
      style_ = &styles_.at(attributes["family"], attributes["name"]);
      style_->parent = attributes["parent-style-name"];
    } else if (local == "text-properties" && style_) {
      take_properties(style_->run, attributes);
    } else if (local == "paragraph-properties" && style_) {
      RunLook behind;
      take_properties(behind, attributes);
      if (behind.shaded) style_->run.shaded = behind.shaded;
    } else if (local == "header" || local == "footer") {
      flow_.end_paragraph();
      margin_start_ = flow_.size();
    }
  }

  void start_text(std::string_view local, const XmlAttributes& attributes) {
    if (local == "p" || local == "h") {
      paragraph_style_ = attributes["style-name"];
      outline_ = 0;
      if (local == "h") {
        const std::string_view level = attributes["outline-level"];
        outline_ = 1;
        std::from_chars(level.data(), level.data() + level.size(), outline_);
      }
      looks_.push_back(styles_.look("paragraph", paragraph_style_));
    } else if (local == "span" && !looks_.empty()) {
      looks_.push_back(styles_.look("text", attributes["style-name"]).over(looks_.back()));
    } else if (local == "a") {
      flow_.set_link(std::string(attributes["href"]));
    } else if (local == "tab") {
      flow_.tab();
    } else if (local == "s") {
      text(" ");
    } else if (local == "line-break") {
      flow_.line_break();
    } else if (local == "list") {
      ++lists_;
    } else if (local == "text-box" || local == "note-body") {
      flow_.enter_box();
      paragraphs_.emplace_back(std::move(paragraph_style_), outline_);
    } else if (local == "image") {
      image(attributes["href"]);
    } else {
      start_table(local);
    }
  }

  void start_table(std::string_view local) {
    if (local == "table") {
      flow_.begin_table();
    } else if (local == "table-row") {
      flow_.begin_row();
    } else if (local == "table-cell") {
      flow_.begin_cell();
    }
  }

  void image(std::string_view target) {
    if (target.find("://") != std::string_view::npos) {
      flow_.warn(WarningCode::remote_content_ignored);
    } else {
      images_.emplace_back(target.starts_with("./") ? target.substr(2) : target);
    }
  }

  void end_text(std::string_view local) {
    if (local == "p" || local == "h") {
      end_paragraph();
      if (!looks_.empty()) looks_.pop_back();
    } else if (local == "span") {
      if (looks_.size() > 1) looks_.pop_back();
    } else if (local == "a") {
      flow_.set_link({});
    } else if (local == "list") {
      --lists_;
    } else if (local == "text-box" || local == "note-body") {
      flow_.leave_box();
      if (!paragraphs_.empty()) {
        std::tie(paragraph_style_, outline_) = std::move(paragraphs_.back());
        paragraphs_.pop_back();
      }
    } else if (local == "table-cell") {
      flow_.end_cell();
    } else if (local == "table") {
      flow_.end_table();
    }
  }

  void end_paragraph() {
    const int level = outline_ > 0 ? outline_ : styles_.heading_level_of(paragraph_style_);
    if (level > 0) {
      flow_.end_paragraph(BlockRole::heading, level);
    } else if (lists_ > 0) {
      flow_.end_paragraph(BlockRole::list_item, lists_ - 1);
    } else {
      flow_.end_paragraph();
    }
  }

  void end_margin(BlockRole role) {
    flow_.end_paragraph();
    flow_.make_margin(margin_start_, role);
  }

  Flow& flow_;
  Styles& styles_;
  Style* style_ = nullptr;
  std::vector<RunLook> looks_;  // of the open paragraph and its open spans
  std::string paragraph_style_;
  int outline_ = 0;
  std::vector<std::pair<std::string, int>> paragraphs_;  // around the open text boxes
  std::vector<std::string> images_;
  std::size_t margin_start_ = 0;
  int lists_ = 0;
  int skipping_ = 0;
};

/// Notes whether the manifest says that members are encrypted.
class ManifestHandler final : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override { encrypted |= name.local == "encryption-data"; }
  void end(const XmlName&) override {}
  void text(std::string_view) override {}

  bool encrypted = false;
};

/// Keeps the text of `dc:date`.
class MetaHandler final : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override { inside_ = name.local == "date"; }
  void end(const XmlName&) override { inside_ = false; }
  void text(std::string_view utf8) override {
    if (inside_) date += utf8;
  }

  std::string date;

 private:
  bool inside_ = false;
};

bool is_encrypted(Container& container, const Limits& limits) {
  const auto xml = container.read("META-INF/manifest.xml");
  ManifestHandler manifest;
  return xml && parse_xml(*xml, manifest, limits) && manifest.encrypted;
}

std::string date_of(Container& container, const Limits& limits) {
  const auto xml = container.read("meta.xml");
  MetaHandler meta;
  return xml && parse_xml(*xml, meta, limits) && meta.date.size() >= 10 ? meta.date.substr(0, 10) : std::string();
}

Result<Document> read(Bytes bytes, const Limits& limits) {
  auto container = Container::open(bytes, limits);
  if (!container) return std::unexpected(container.error());
  if (is_encrypted(*container, limits)) return fail(ErrorCode::encrypted, Stage::extract);
  Flow flow(limits);
  Styles styles;
  OdtHandler handler(flow, styles);
  if (container->has("styles.xml")) {
    const auto xml = container->read("styles.xml");
    const Result<void> parsed = xml ? parse_xml(*xml, handler, limits) : std::unexpected(xml.error());
    if (!parsed && parsed.error().code != ErrorCode::damaged) return std::unexpected(parsed.error());
  }
  const auto xml = container->read("content.xml");
  if (!xml) return std::unexpected(xml.error());
  const auto parsed = parse_xml(*xml, handler, limits);
  flow.end_paragraph();
  if (!parsed && (parsed.error().code != ErrorCode::damaged || flow.size() == 0))
    return std::unexpected(parsed.error());
  if (!parsed) flow.warn(WarningCode::repaired);
  auto document = flow.finish();
  if (!document) return document;
  document->written_on = date_of(*container, limits);
  return add_images(std::move(*document), *container, handler.images(), limits);
}

}  // namespace

extern const FormatModule odt_format;
const FormatModule odt_format{"odt", "application/vnd.oasis.opendocument.text", sniff, read};

}  // namespace tamis::parsers
