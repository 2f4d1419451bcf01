#pragma once

#include "parsers/flow.hpp"
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

/// What a style, or a run itself, says about its look; what it leaves open comes from below.
struct RunLook {
  std::optional<float> size;
  std::optional<bool> bold, italic, vanished, shaded;
  std::optional<std::uint32_t> colour;

  /// Takes in one child of `w:rPr`.
  void take(std::string_view local, const XmlAttributes& attributes);
  [[nodiscard]] RunLook over(const RunLook& below) const;
  /// White on white, of at most two points, or marked as vanished: hidden.
  [[nodiscard]] TextLook resolved() const;
};

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
  std::map<std::string, Style, std::less<>> styles_;    // as written, then resolved
  std::map<std::string, Style, std::less<>> on_page_;   // with the defaults below
  Style plain_;
};

/// The level of a heading by its style's name, in Word's own and in translated names ("heading 2", "Titre 2"); 0 if it
/// is none.
[[nodiscard]] int heading_level(std::string_view style_name);

}  // namespace tamis::parsers
