#pragma once

#include "normalize/normalizer.hpp"
#include "redact/screener.hpp"
#include "tests/database/temporary_folder.hpp"

#include <string>
#include <string_view>

namespace tamis {

/// The real screener, on a document of one line.
class Screening {
 public:
  [[nodiscard]] Screened screen(std::string_view line, std::string_view name) const {
    Document document;
    document.media_type = "text/plain";
    document.paged = false;
    Word word;
    word.text = CandidateText(line);
    Block block;
    block.lines.push_back({{word}, {}});
    Page page;
    page.blocks.push_back(block);
    document.pages.push_back(page);
    const ReadingText text = normalizer_.read(document);
    RecordDocument about;
    about.name = CandidateText(name);
    return screener_.screen(document, text, normalizer_.profile(text, "", TimePoint()), about, true);
  }

 private:
  normalize::Normalizer normalizer_ = must(normalize::Normalizer::load());
  redact::Screener screener_ = must(redact::Screener::load(normalizer_.folder()));
};

}  // namespace tamis
