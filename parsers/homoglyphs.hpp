#pragma once

#include "core/document.hpp"

namespace tamis::parsers {

/// Warns of each page with a word that mixes Latin letters with Greek or Cyrillic ones that look like them: what a
/// reader takes for a word is another one to a machine. The words stay as they are.
void note_homoglyphs(Document& document);

}  // namespace tamis::parsers
