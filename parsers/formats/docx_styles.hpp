#pragma once

#include "parsers/container.hpp"
#include "parsers/formats/run_look.hpp"
#include "parsers/xml.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::parsers {

/// Whether a name belongs to WordprocessingML, in its transitional or its strict namespace.
[[nodiscard]] bool is_word(const XmlName& name);

/// On, unless the attribute `val` says otherwise: how Word writes a property that is either there or not.
[[nodiscard]] bool is_on(const XmlAttributes& attributes);

/// Takes in one child of `w:rPr`.
void take(RunLook& look, std::string_view local, const XmlAttributes& attributes);

struct ParagraphLook {
  std::optional<int> outline;  ///< 0 to 8 for headings; 9 = body
  std::optional<bool> listed;
  std::optional<int> list_level;
  bool named_heading = false;
  int named_level = 0;

  void take(std::string_view local, const XmlAttributes& attributes);
  [[nodiscard]] ParagraphLook over(const ParagraphLook& below) const;
};

/// The look that the styles of a DOCX give, inherited through their chains.
///
/// The sheet of styles is read no further than to the last style that was asked for: Word's own template brings forty
/// times the text of a CV in styles that no CV uses.
class DocxStyles {
 public:
  struct Style {
    std::string name, based_on;
    RunLook run;
    ParagraphLook paragraph;
  };

  /// No sheet: every style is Word's plain one.
  DocxStyles();
  /// Of styles.xml; what is damaged in it is left out. `limits` must outlive it.
  DocxStyles(Member sheet, const Limits& limits);
  DocxStyles(DocxStyles&&) noexcept;
  DocxStyles& operator=(DocxStyles&&) noexcept;
  ~DocxStyles();

  /// With what it inherits and the document's defaults; an unknown id gives the default paragraph. Valid as long as the
  /// styles are, as below.
  [[nodiscard]] const Style& paragraph(std::string_view id);
  /// Of a character style, without the defaults.
  [[nodiscard]] const RunLook& character(std::string_view id);

 private:
  class Sheet;
  [[nodiscard]] const Style* written(std::string_view id);
  [[nodiscard]] const Style& plain();
  [[nodiscard]] Style inherited(const Style& written);

  std::unique_ptr<Sheet> sheet_;
  std::map<std::string, Style, std::less<>> paragraphs_;  // that were asked for
  std::map<std::string, RunLook, std::less<>> characters_;
  std::optional<Style> plain_;
};

}  // namespace tamis::parsers
