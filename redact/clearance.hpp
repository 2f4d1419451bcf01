#pragma once

#include "core/document.hpp"
#include "core/finding.hpp"
#include "core/record.hpp"

#include <set>
#include <string>
#include <vector>

namespace tamis::redact {

/// Why a document cannot be called screened: `not_cleared` for each page that was not read well enough, and
/// `unknown_language` with `not_cleared` where the rules do not know the language. Empty = cleared.
///
/// A page is not read well enough where its text layer has a trust below 0.5, where its words have a mean OCR
/// confidence below 0.6, or where the parser says that it was left out.
[[nodiscard]] std::vector<Warning> find_doubts(const Document& document, const ReadingText& text,
                                               const std::set<std::string>& languages);

/// What the record says about the document: `about` completed, with the document's own warnings and `more` of them.
[[nodiscard]] RecordDocument describe(const Document& document, const ReadingText& text,
                                      const std::vector<Finding>& findings, const std::vector<Warning>& more,
                                      RecordDocument about);

}  // namespace tamis::redact
