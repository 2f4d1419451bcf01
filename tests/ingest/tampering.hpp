#pragma once

#include <functional>
#include <string>

class QPDF;

/// What a careless or hostile writer would leave in a rendition.
namespace tamis::ingest::testing {

/// The PDF with something put into it, written anew.
[[nodiscard]] std::string with_change(const std::string& pdf, const std::function<void(QPDF&)>& change);
/// The DOCX with a passage of a part written otherwise.
[[nodiscard]] std::string with_text(const std::string& docx, const std::string& part, const std::string& from,
                                    const std::string& to);
/// The DOCX with one more part.
[[nodiscard]] std::string with_part(const std::string& docx, const std::string& part, const std::string& content);

}  // namespace tamis::ingest::testing
