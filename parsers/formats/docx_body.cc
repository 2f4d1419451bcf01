#include "parsers/formats/docx_body.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tamis::parsers {
namespace {

constexpr std::string_view alternatives_space = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// What is no part of the text that a reader sees.
bool is_left_out(std::string_view local) {
  constexpr auto names = std::to_array<std::string_view>(
      {"del", "moveFrom", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange",
       "tblPrExChange", "numberingChange", "delText", "delInstrText", "comment", "annotationRef", "sdtPr", "ruby"});
  return std::ranges::find(names, local) != names.end();
}

bool is_tracked_change(std::string_view local) {
  return local == "ins" || local == "del" || local == "moveFrom" || local == "moveTo";
}

/// The address in an instruction such as `HYPERLINK "mailto:…" \h`.
std::string link_target(std::string_view instruction) {
  const std::size_t keyword = instruction.find("HYPERLINK");
  if (keyword == std::string_view::npos) return {};
  const std::size_t open = instruction.find('"', keyword);
  if (open == std::string_view::npos ||
      instruction.substr(keyword, open - keyword).find('\\') != std::string_view::npos) {
    return {};
  }
  return std::string(instruction.substr(open + 1, instruction.find('"', open + 1) - open - 1));
}

}  // namespace

void DocxBody::start(const XmlName& name, const XmlAttributes& attributes) {
  if (skipping_ > 0) {
    ++skipping_;
    return;
  }
  if (is_word(name)) return start_word(name.local, attributes);
  if (name.space == alternatives_space) {
    if (name.local == "AlternateContent") {
      choice_taken_.push_back(false);
    } else if (choice_taken_.empty() || choice_taken_.back()) {
      skipping_ = 1;
    } else {
      choice_taken_.back() = true;
    }
    return;
  }
  if (name.local == "blip") {
    follow(attributes["embed"], true);
    if (attributes.has("link")) flow_.warn(WarningCode::remote_content_ignored);
  } else if (name.local == "imagedata") {
    follow(attributes["id"], true);
  } else if (name.local == "t" && name.space.ends_with("/math")) {
    in_text_ = true;
  }
}

void DocxBody::start_word(std::string_view local, const XmlAttributes& attributes) {
  if (is_tracked_change(local) && paragraph_properties_ == 0) flow_.warn(WarningCode::tracked_changes);
  const bool note_separator =
      (local == "footnote" || local == "endnote") && attributes.has("type") && attributes["type"] != "normal";
  if (local == "del" && paragraph_properties_ > 0 && run_properties_ > 0) {
    paragraphs_.back().mark_deleted = true;
    flow_.warn(WarningCode::tracked_changes);
  }
  if (is_left_out(local) || note_separator) {
    skipping_ = 1;
    return;
  }
  if (local == "pPr") {
    ++paragraph_properties_;
  } else if (local == "rPr") {
    ++run_properties_;
  } else if (local == "tcPr") {
    ++cell_properties_;
  } else if (paragraph_properties_ + run_properties_ + cell_properties_ > 0) {
    start_property(local, attributes);
  } else {
    start_text(local, attributes);
  }
}

void DocxBody::start_property(std::string_view local, const XmlAttributes& attributes) {
  if (paragraph_properties_ > 0) {
    if (run_properties_ > 0) return;  // the look of the paragraph's mark
    if (local == "pStyle") paragraphs_.back().style = attributes["val"];
    if (local == "shd") {
      RunLook shade;
      take(shade, local, attributes);
      paragraphs_.back().shaded = shade.shaded.value_or(false);
    }
    paragraphs_.back().direct.take(local, attributes);
  } else if (run_properties_ > 0) {
    if (local == "rStyle") run_style_ = attributes["val"];
    take(run_, local, attributes);
  } else if (local == "shd" && !shaded_cells_.empty()) {
    RunLook shade;
    take(shade, local, attributes);
    shaded_cells_.back() = shade.shaded.value_or(false);
  }
}

void DocxBody::start_text(std::string_view local, const XmlAttributes& attributes) {
  if (local == "p") {
    paragraphs_.back() = {};
  } else if (local == "r") {
    run_ = {};
    run_style_.clear();
  } else if (local == "t") {
    in_text_ = true;
  } else if (local == "instrText") {
    in_instruction_ = true;
  } else if (local == "tab" || local == "ptab") {
    flow_.tab();
  } else if (local == "br" || local == "cr") {
    flow_.line_break();
  } else if (local == "noBreakHyphen") {
    in_text_ = true;
    text("-");
    in_text_ = false;
  } else if (local == "sym") {
    std::uint32_t code = 0;
    const std::string_view value = attributes["char"];
    std::from_chars(value.data(), value.data() + value.size(), code, 16);
    std::string letter;
    append_utf8(code, letter);
    in_text_ = true;
    text(letter + " ");
    in_text_ = false;
  } else if (local == "hyperlink") {
    follow(attributes["id"], false);
  } else if (local == "altChunk") {
    add_chunk(attributes["id"]);
  } else if (local == "fldSimple") {
    flow_.set_link(link_target(attributes["instr"]));
  } else if (local == "fldChar") {
    start_field(attributes["fldCharType"]);
  } else if (local == "footnoteReference" || local == "endnoteReference") {
    has_notes_ = true;
  } else if (local == "txbxContent") {
    flow_.enter_box();
    paragraphs_.emplace_back();
  } else {
    start_table(local);
  }
}

void DocxBody::start_table(std::string_view local) {
  if (local == "tbl") {
    flow_.begin_table();
  } else if (local == "tr") {
    flow_.begin_row();
  } else if (local == "tc") {
    flow_.begin_cell();
    shaded_cells_.push_back(false);
  }
}

void DocxBody::start_field(std::string_view kind) {
  if (kind == "begin") {
    fields_.push_back(FieldPart::instruction);
    instruction_.clear();
  } else if (kind == "separate" && !fields_.empty()) {
    fields_.back() = FieldPart::result;
    if (auto target = link_target(instruction_); !target.empty()) flow_.set_link(std::move(target));
  } else if (kind == "end" && !fields_.empty()) {
    fields_.pop_back();
    if (fields_.empty()) flow_.set_link({});
  }
}

void DocxBody::follow(std::string_view relationship, bool is_image) {
  const auto found = relationships_.find(relationship);
  if (found == relationships_.end()) return;
  const DocxRelationship& target = found->second;
  if (!is_image) {
    if (target.external) flow_.set_link(target.target);
  } else if (target.external) {
    flow_.warn(WarningCode::remote_content_ignored);
  } else {
    images_.push_back(target.target);
  }
}

void DocxBody::add_chunk(std::string_view relationship) {
  const auto found = relationships_.find(relationship);
  if (found != relationships_.end() && !found->second.external) read_chunk_(found->second.target);
}

void DocxBody::end(const XmlName& name) {
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  if (!is_word(name)) {
    if (name.space == alternatives_space && name.local == "AlternateContent" && !choice_taken_.empty()) {
      choice_taken_.pop_back();
    }
    if (name.local == "t") in_text_ = false;
    return;
  }
  const std::string_view local = name.local;
  if (local == "t") {
    in_text_ = false;
  } else if (local == "instrText") {
    in_instruction_ = false;
  } else if (local == "pPr") {
    --paragraph_properties_;
  } else if (local == "rPr") {
    --run_properties_;
  } else if (local == "tcPr") {
    --cell_properties_;
  } else if (local == "hyperlink" || local == "fldSimple") {
    flow_.set_link({});
  } else if (local == "p") {
    end_paragraph();
  } else if (local == "txbxContent") {
    flow_.leave_box();
    if (paragraphs_.size() > 1) paragraphs_.pop_back();
  } else if (local == "tc") {
    flow_.end_cell();
    if (!shaded_cells_.empty()) shaded_cells_.pop_back();
  } else if (local == "tbl") {
    flow_.end_table();
  }
}

void DocxBody::text(std::string_view utf8) {
  if (skipping_ > 0) return;
  if (in_instruction_) {
    instruction_ += utf8;
    return;
  }
  const bool inside_instruction = std::ranges::find(fields_, FieldPart::instruction) != fields_.end();
  if (!in_text_ || inside_instruction) return;
  const ParagraphState& paragraph = paragraphs_.back();
  RunLook look = run_.over(styles_.character(run_style_)).over(styles_.paragraph(paragraph.style).run);
  if (paragraph.shaded || std::ranges::find(shaded_cells_, true) != shaded_cells_.end()) look.shaded = true;
  flow_.text(utf8, look.resolved());
}

void DocxBody::end_paragraph() {
  const ParagraphState& state = paragraphs_.back();
  if (state.mark_deleted) return;
  const ParagraphLook look = state.direct.over(styles_.paragraph(state.style).paragraph);
  constexpr int body = 9;
  const int outline = look.outline.value_or(body);
  if (outline >= 0 && outline < body) {
    flow_.end_paragraph(BlockRole::heading, outline + 1);
  } else if (look.named_heading) {
    flow_.end_paragraph(BlockRole::heading, look.named_level);
  } else if (look.listed.value_or(false)) {
    flow_.end_paragraph(BlockRole::list_item, std::clamp(look.list_level.value_or(0), 0, 8));
  } else {
    flow_.end_paragraph();
  }
}

}  // namespace tamis::parsers
