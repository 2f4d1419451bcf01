#pragma once

#include "core/document.hpp"

#include <vector>

namespace tamis::parsers {

/// Makes words whole that the end of a line has cut in two; the whole stands where its first part did.
///
/// A hyphen that only parts syllables goes, that of a compound stays: the document's own words decide, where it writes
/// the word elsewhere, then the letters on both sides. Addresses of the web and of mail lose nothing. Linear in the
/// document's words.
void mend_broken_words(std::vector<Page>& pages);

}  // namespace tamis::parsers
