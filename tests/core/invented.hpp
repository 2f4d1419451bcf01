#pragma once

#include "core/document.hpp"
#include "core/reading_text.hpp"

namespace tamis {

/// A document with every kind of member set, to be carried there and back.
inline Document invented_document() {
  const Word word{CandidateText("Zoé"), {72, 40, 101.5F, 52}, 11, true, false, 0x1F3A5F, Origin::ocr, 0.875F};
  const Block heading{BlockRole::heading, {{{word, word}, "mailto:zoe@example.org"}}, 1, 0, -1, -1, -1};
  const Block cell{BlockRole::table_cell, {{{word}, {}}}, 0, 2, 0, 3, 1};
  Page page{595, 842, Origin::ocr, 0.5F, {heading, cell}, {{{400, 40, 480, 150}, true, 0.75F}}};
  return {
      "image/png", true, {page, {}}, "2024-02-29", {{WarningCode::low_ocr_confidence, 1}, {WarningCode::repaired, {}}}};
}

/// Two lines of two words: "Élan été" on page 1 and "naïf œuf" on page 2.
inline ReadingText invented_text() {
  ReadingText text;
  text.text = CandidateText("Élan été\nnaïf œuf");
  text.words = {{{0, 5}, 1, {10, 10, 40, 20}, 1},
                {{6, 11}, 1, {45, 9, 70, 20}, 1},
                {{12, 17}, 2, {10, 10, 35, 20}, 1},
                {{18, 22}, 2, {40, 10, 60, 22}, 1}};
  for (const Span span : {Span{0, 11}, Span{12, 22}}) {
    TextLine line;
    line.span = span;
    text.lines.push_back(line);
  }
  return text;
}

}  // namespace tamis
