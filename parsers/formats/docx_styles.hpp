#pragma once

#include "parsers/formats/run_look.hpp"
#include "parsers/xml.hpp"

#include <map>
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
class DocxStyles {
 public:
  struct Style {
    std::string name, based_on;
    RunLook run;
    ParagraphLook paragraph;
  };

  /// Reads styles.xml; what is damaged in it is left out.
  [[nodiscard]] static DocxStyles read(std::string_view xml, const Limits& limits);

  /// Resolved; an unknown id gives the document's defaults.
  [[nodiscard]] const Style& paragraph(std::string_view id) const;
  /// Of a character style, without the defaults.
  [[nodiscard]] const RunLook& character(std::string_view id) const;

 private:
  friend class StylesHandler;
  void resolve();

  RunLook defaults_;
  std::string default_paragraph_;
  std::map<std::string, Style, std::less<>> styles_;   // as written, then resolved
  std::map<std::string, Style, std::less<>> on_page_;  // with the defaults below
  Style plain_;
};

}  // namespace tamis::parsers
