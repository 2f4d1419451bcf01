#include "parsers/container.hpp"
#include "parsers/embedded_images.hpp"
#include "parsers/flow.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/docx_body.hpp"
#include "parsers/formats/docx_styles.hpp"

#include <algorithm>

namespace tamis::parsers {
namespace {

constexpr std::string_view content_types = "[Content_Types].xml";

bool sniff(Bytes bytes) {
  if (!looks_like_zip(bytes)) return false;
  const auto container = Container::open(bytes, {});
  return container && container->has(content_types) &&
         std::ranges::any_of(container->names(), [](const std::string& name) { return name.starts_with("word/"); });
}

/// "word/document.xml" -> "word/"
std::string folder_of(std::string_view member) {
  const std::size_t slash = member.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(member.substr(0, slash + 1));
}

/// A target as written in a relationship of the part in `folder`, as a member's name.
std::string resolve(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base(folder);
  while (target.starts_with("../") && !base.empty()) {
    target.remove_prefix(3);
    base = folder_of(std::string_view(base).substr(0, base.size() - 1));
  }
  return base.append(target);
}

class RelationshipsHandler final : public XmlHandler {
 public:
  explicit RelationshipsHandler(std::string folder) : folder_(std::move(folder)) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.local != "Relationship") return;
    DocxRelationship found;
    found.type = attributes["Type"].substr(attributes["Type"].rfind('/') + 1);
    found.external = attributes["TargetMode"] == "External";
    found.target = found.external ? std::string(attributes["Target"]) : resolve(folder_, attributes["Target"]);
    relationships.insert_or_assign(std::string(attributes["Id"]), std::move(found));
  }
  void end(const XmlName&) override {}
  void text(std::string_view) override {}

  DocxRelationships relationships;

 private:
  std::string folder_;
};

/// Keeps the text of `dcterms:modified`.
class CoreHandler final : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override { inside_ = name.local == "modified"; }
  void end(const XmlName&) override { inside_ = false; }
  void text(std::string_view utf8) override {
    if (inside_) modified += utf8;
  }

  std::string modified;

 private:
  bool inside_ = false;
};

bool is_iso_date(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  return text.size() == shape.size() && std::ranges::equal(text, shape, [](char c, char like) {
           return like == '0' ? c >= '0' && c <= '9' : c == like;
         });
}

class DocxReader {
 public:
  DocxReader(Container container, const Limits& limits)
      : container_(std::move(container)), limits_(limits), flow_(limits) {}

  Result<Document> read() {
    const auto main = main_part();
    if (!main) return std::unexpected(main.error());
    const auto links = relationships(*main);
    if (!links) return std::unexpected(links.error());
    note_what_is_left_out(*links);
    styles_ = read_styles(*links);
    const Result<void> body = walk(*main, *links);
    if (!body && (body.error().code != ErrorCode::damaged || flow_.size() == 0)) return std::unexpected(body.error());
    if (!body) flow_.warn(WarningCode::repaired);
    if (has_notes_) {
      for (const std::string_view type : {"footnotes", "endnotes"}) walk_parts(*links, type, std::nullopt);
    }
    walk_parts(*links, "header", BlockRole::page_header);
    walk_parts(*links, "footer", BlockRole::page_footer);
    return finish();
  }

 private:
  Result<std::string> main_part() {
    const auto top = relationships("");
    if (!top) return std::unexpected(top.error());
    for (const auto& [id, each] : *top) {
      if (each.type == "officeDocument" && container_.has(each.target)) return each.target;
    }
    if (container_.has("word/document.xml")) return "word/document.xml";
    return fail(ErrorCode::damaged, Stage::extract);
  }

  /// None if the part has no relationships; a part that should have some but cannot be read is no error of the text.
  Result<DocxRelationships> relationships(std::string_view part) {
    const std::string folder = folder_of(part);
    const std::string name = folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
    if (!container_.has(name)) return DocxRelationships{};
    const auto xml = container_.read(name);
    if (!xml) return std::unexpected(xml.error());
    RelationshipsHandler handler(folder);
    const auto parsed = parse_xml(*xml, handler, limits_);
    if (!parsed && parsed.error().code != ErrorCode::damaged) return std::unexpected(parsed.error());
    return std::move(handler.relationships);
  }

  void note_what_is_left_out(const DocxRelationships& links) {
    for (const std::string& name : container_.names()) {
      if (name.ends_with("vbaProject.bin")) flow_.warn(WarningCode::macros_ignored);
      if (name.find("/embeddings/") != std::string::npos) flow_.warn(WarningCode::attachment_ignored);
    }
    for (const auto& [id, each] : links) {
      if (each.external && each.type != "hyperlink") flow_.warn(WarningCode::remote_content_ignored);
    }
  }

  DocxStyles read_styles(const DocxRelationships& links) {
    const auto found = std::ranges::find_if(links, [](const auto& each) { return each.second.type == "styles"; });
    auto sheet =
        found == links.end() ? fail(ErrorCode::damaged, Stage::extract) : container_.unpack(found->second.target);
    return sheet ? DocxStyles(std::move(*sheet), limits_) : DocxStyles();
  }

  Result<void> walk(const std::string& part, const DocxRelationships& links) {
    const auto xml = container_.read(part);
    if (!xml) return std::unexpected(xml.error());
    DocxBody body(flow_, styles_, links, [this](const std::string& member) { add_chunk(member); });
    auto parsed = parse_xml(*xml, body, limits_);
    flow_.end_paragraph();
    has_notes_ = has_notes_ || body.has_notes();
    images_.insert(images_.end(), body.images().begin(), body.images().end());
    return parsed;
  }

  /// Text of another format, as programs that put documents together leave it. What is no document is left out.
  void add_chunk(const std::string& member) {
    Limits left = limits_;
    left.nesting -= 1;
    const auto bytes = left.nesting >= 0 ? container_.read(member) : fail(ErrorCode::nested_too_deep, Stage::extract);
    auto chunk = bytes ? read_document(std::as_bytes(std::span(*bytes)), left) : std::unexpected(bytes.error());
    if (chunk) {
      flow_.add(std::move(*chunk));
    } else {
      flow_.warn(WarningCode::attachment_ignored);
    }
  }

  /// Headers and footers stand once, however many sections and kinds of page repeat them. A part beside the body that
  /// cannot be read is left out with a warning.
  void walk_parts(const DocxRelationships& links, std::string_view type, std::optional<BlockRole> margin) {
    for (const auto& [id, each] : links) {
      if (each.type != type || each.external || !container_.has(each.target)) continue;
      const std::size_t first = flow_.size();
      const auto part_links = relationships(each.target);
      if (!part_links || !walk(each.target, *part_links)) flow_.warn(WarningCode::repaired);
      if (margin) flow_.make_margin(first, *margin);
    }
  }

  Result<Document> finish() {
    auto document = flow_.finish();
    if (!document) return document;
    if (container_.has("docProps/core.xml")) {
      CoreHandler core;
      const auto xml = container_.read("docProps/core.xml");
      if (xml && parse_xml(*xml, core, limits_) && is_iso_date(core.modified.substr(0, 10))) {
        document->written_on = core.modified.substr(0, 10);
      }
    }
    return add_images(std::move(*document), container_, images_, limits_);
  }

  Container container_;
  Limits limits_;
  Flow flow_;
  DocxStyles styles_;
  std::vector<std::string> images_;
  bool has_notes_ = false;
};

Result<Document> read(Bytes bytes, const Limits& limits) {
  auto container = Container::open(bytes, limits);
  if (!container) return std::unexpected(container.error());
  return DocxReader(std::move(*container), limits).read();
}

}  // namespace

extern const FormatModule docx_format;
const FormatModule docx_format{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", sniff,
                               read};

}  // namespace tamis::parsers
