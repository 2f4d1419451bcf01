#pragma once

#include "core/document.hpp"
#include "core/reading_text.hpp"

namespace tamis::normalize {

/// The document as one text (see `ReadingText`).
///
/// A word that a line break split is joined on the line where it begins, so are web and mail addresses; each part keeps
/// its own box. Headers and footers that repeat are kept once, bare page numbers not at all: everything else that a
/// reader sees is there, because what is not in this text is never screened. Linear in the document.
[[nodiscard]] ReadingText read_document(const Document& document, const TextFolder& folder);

/// The languages of the running text, headings and addresses aside; largest share first. Empty if there is too little.
[[nodiscard]] std::vector<LanguageShare> detect_languages(const ReadingText& text);

}  // namespace tamis::normalize
