#pragma once

#include "parsers/flow.hpp"
#include "parsers/formats/docx_styles.hpp"
#include "parsers/xml.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// One part's relationships: where an id leads.
struct DocxRelationship {
  std::string type;    ///< the last part of the type's address, such as "header"
  std::string target;  ///< a member's name, or an address if external
  bool external = false;
};
using DocxRelationships = std::map<std::string, DocxRelationship, std::less<>>;

/// Walks a part that holds paragraphs (the body, a header, the notes) into a flow.
///
/// One branch of alternatives is read; text boxes come before the paragraph that holds them; deletions and the sources
/// of moves, comments and field instructions are left out, insertions and field results kept.
class DocxBody final : public XmlHandler {
 public:
  /// `read_chunk` puts a member of another format into the flow.
  DocxBody(Flow& flow, DocxStyles& styles, const DocxRelationships& relationships,
           std::function<void(const std::string&)> read_chunk)
      : flow_(flow), styles_(styles), relationships_(relationships), read_chunk_(std::move(read_chunk)) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override;
  void end(const XmlName& name) override;
  void text(std::string_view utf8) override;

  /// Members that hold the images that were met, in order; may repeat.
  [[nodiscard]] const std::vector<std::string>& images() const { return images_; }
  /// Whether a footnote or an endnote was referred to.
  [[nodiscard]] bool has_notes() const { return has_notes_; }

 private:
  enum class FieldPart { instruction, result };

  void start_word(std::string_view local, const XmlAttributes& attributes);
  void start_property(std::string_view local, const XmlAttributes& attributes);
  void start_text(std::string_view local, const XmlAttributes& attributes);
  void start_table(std::string_view local);
  void start_field(std::string_view kind);
  void follow(std::string_view relationship, bool is_image);
  void add_chunk(std::string_view relationship);
  void end_paragraph();

  struct ParagraphState {
    std::string style;
    ParagraphLook direct;
    bool shaded = false;
    bool mark_deleted = false;  ///< it goes on with the next one
  };

  Flow& flow_;
  DocxStyles& styles_;
  const DocxRelationships& relationships_;
  std::function<void(const std::string&)> read_chunk_;
  std::vector<std::string> images_;

  std::vector<ParagraphState> paragraphs_{1};  // text boxes nest
  RunLook run_;
  std::string run_style_;
  std::vector<bool> shaded_cells_;
  std::vector<bool> choice_taken_;  // of open alternatives
  std::vector<FieldPart> fields_;
  std::string instruction_;
  int skipping_ = 0;  // depth below what is left out
  int paragraph_properties_ = 0, run_properties_ = 0, cell_properties_ = 0;
  bool in_text_ = false, in_instruction_ = false;
  bool has_notes_ = false;
};

}  // namespace tamis::parsers
