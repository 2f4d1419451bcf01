#pragma once

#include "core/error.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tamis::renditions {

enum class Format : std::uint8_t { pdf, docx, html };

/// What a finished rendition holds, down to its last byte.
struct Contents {
  std::vector<std::string> parts;  ///< the file itself, and each part or stream inflated
  std::vector<std::string> texts;  ///< every string that is no drawing
  std::size_t pictures = 0;        ///< of a PDF: how many it holds, drawn or not
};

/// Takes a rendition apart and checks that it has nothing but what a rendition needs: a PDF pages, fonts and pictures
/// in one revision; a DOCX its five parts, without revisions, comments, fields, links or alternative texts; an HTML
/// page text and style. `rendition_leaks` for anything else, and for what cannot be taken apart.
[[nodiscard]] Result<Contents> inspect(Format format, const std::string& bytes);

[[nodiscard]] Result<Contents> inspect_pdf(const std::string& bytes);
[[nodiscard]] Result<Contents> inspect_docx(const std::string& bytes);
[[nodiscard]] Result<Contents> inspect_html(const std::string& bytes);

}  // namespace tamis::renditions

namespace tamis {

template <>
struct Names<renditions::Format> {
  static constexpr std::array<std::string_view, 3> value{"pdf", "docx", "html"};
};

}  // namespace tamis
