#include "ingest/sheets.hpp"

#include <set>
#include <tuple>
#include <utility>

namespace tamis::ingest {
namespace {

using renditions::Sheet;

constexpr float background = 0.5F;  // of the page: a larger picture is what the page stands on

/// Draws one document's pages as a view may see them.
class SheetMaker {
 public:
  SheetMaker(const Pipeline& pipeline, const Upload& upload, const Reading& reading, const redact::Masks& masks)
      : pipeline_(pipeline), upload_(upload), reading_(reading), masks_(masks) {}

  Result<std::vector<Sheet>> make() const {
    std::vector<Sheet> sheets;
    for (std::size_t i = 0; i < reading_.document.pages.size(); ++i) {
      auto sheet = make(reading_.document.pages[i], static_cast<std::int32_t>(i));
      if (!sheet) return std::unexpected(sheet.error());
      sheets.push_back(std::move(*sheet));
    }
    return sheets;
  }

 private:
  [[nodiscard]] Result<Sheet> make(const Page& page, std::int32_t index) const {
    const bool scan = page.origin == Origin::ocr;
    auto picture = pipeline_.picture(upload_, index, scan, reading_.text.language());
    if (!picture) return std::unexpected(picture.error());
    Sheet sheet;
    sheet.scan = scan;
    sheet.width = static_cast<float>(picture->width) * 72 / picture->dpi;
    sheet.height = static_cast<float>(picture->height) * 72 / picture->dpi;
    sheet.picture = std::move(*picture);
    const std::vector<Box> hidden = divide_words(page, index, sheet);
    sheet.painted = renditions::boxes_over(hidden, sheet.words);
    add_pictures(page, sheet);
    renditions::paint(sheet);
    return sheet;
  }

  /// Gives the sheet the words that may be seen, and answers the boxes of all others: the hidden ones, and those that
  /// the reading text left out, which nobody screened.
  [[nodiscard]] std::vector<Box> divide_words(const Page& page, std::int32_t index, Sheet& sheet) const {
    std::vector<Box> hidden;
    std::set<std::tuple<float, float, float, float>> read;
    for (const TextWord& word : reading_.text.words) {
      if (word.page != index + 1) continue;
      read.emplace(word.box.left, word.box.top, word.box.right, word.box.bottom);
      if (masks_.hide(word.span)) {
        hidden.push_back(word.box);
      } else {
        sheet.words.push_back({CandidateText(reading_.text.slice(word.span, Purpose::record)), word.box});
      }
    }
    for (const Block& block : page.blocks) {
      for (const Line& line : block.lines) {
        for (const Word& word : line.words) {
          if (!read.contains({word.box.left, word.box.top, word.box.right, word.box.bottom}))
            hidden.push_back(word.box);
        }
      }
    }
    return hidden;
  }

  void add_pictures(const Page& page, Sheet& sheet) const {
    for (const PlacedImage& image : page.images) {
      const bool small = image.box.width() * image.box.height() < background * page.width * page.height;
      if ((image.portrait && masks_.portraits) || (masks_.pictures && small)) sheet.painted.push_back(image.box);
    }
    if (masks_.pictures)
      sheet.painted.insert(sheet.painted.end(), sheet.picture.codes.begin(), sheet.picture.codes.end());
  }

  const Pipeline& pipeline_;
  const Upload& upload_;
  const Reading& reading_;
  const redact::Masks& masks_;
};

}  // namespace

Result<std::vector<Sheet>> draw_sheets(const Pipeline& pipeline, const Upload& upload, const Reading& reading,
                                       const redact::Masks& masks) {
  return SheetMaker(pipeline, upload, reading, masks).make();
}

}  // namespace tamis::ingest
