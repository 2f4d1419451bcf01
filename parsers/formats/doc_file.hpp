#pragma once

#include "core/error.hpp"
#include "parsers/formats/run_look.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::parsers {

/// What a Word 97-2003 file says about its text: its pieces, and the look of runs and paragraphs by their place in the
/// file ([MS-DOC]). Every offset in the file is checked before it is followed.
class DocFile {
 public:
  /// `encrypted`; `damaged` for what is no such file or has no text; `unsupported` for older versions.
  [[nodiscard]] static Result<DocFile> read(std::string main_stream, std::string table0, std::string table1);

  struct Character {
    char32_t code = 0;
    std::uint32_t place = 0;  ///< its byte in the file, by which looks are found
  };
  struct Paragraph {
    int style = 0;    ///< 1 to 9: heading of that level
    int outline = 9;  ///< 0 to 8: heading
    bool listed = false;
    int list_level = 0;
    bool in_table = false;
    bool row_end = false;
  };

  /// The whole text, one document after the other: body, notes, headers, comments, end notes, text boxes.
  [[nodiscard]] const std::vector<Character>& text() const { return text_; }
  /// How many characters each of those has.
  struct Lengths {
    std::size_t body = 0, footnotes = 0, headers = 0, comments = 0, endnotes = 0, boxes = 0;
  };
  [[nodiscard]] const Lengths& lengths() const { return lengths_; }
  /// Where the stories begin in the headers' text: six separators, then for each section even and odd header, even and
  /// odd footer, first header, first footer.
  [[nodiscard]] const std::vector<std::uint32_t>& header_stories() const { return header_stories_; }

  [[nodiscard]] RunLook run_at(std::uint32_t place) const;
  /// Up to where the look at `place` goes on.
  [[nodiscard]] std::uint32_t run_end(std::uint32_t place) const;
  [[nodiscard]] Paragraph paragraph_at(std::uint32_t place) const;

 private:
  struct Stretch {
    std::uint32_t start = 0, end = 0;
    std::size_t properties = 0, size = 0;  // where a list of changes stands; of paragraphs, after their style
  };
  [[nodiscard]] bool read_text(std::string_view piece_table);
  [[nodiscard]] std::string_view properties_at(const std::vector<Stretch>& stretches, std::uint32_t place) const;
  void read_stretches(std::string_view plex, bool paragraphs, std::vector<Stretch>& out) const;

  std::string main_;
  std::vector<Character> text_;
  Lengths lengths_;
  std::vector<std::uint32_t> header_stories_;
  std::vector<Stretch> runs_, paragraphs_;  // sorted
};

}  // namespace tamis::parsers
