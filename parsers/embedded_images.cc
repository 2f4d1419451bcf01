#include "parsers/embedded_images.hpp"

#include "parsers/faces.hpp"
#include "parsers/image.hpp"
#include "parsers/layout.hpp"
#include "parsers/ocr.hpp"

#include <algorithm>
#include <set>

namespace tamis::parsers {
namespace {

constexpr float likely_portrait = 0.5F;

bool is_picture(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const std::string_view ending : {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".heic"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

Result<void> read_by_ocr(Document& document, const Raster& picture, Recogniser& recogniser) {
  auto read = recogniser.read(picture);
  if (!read) return std::unexpected(read.error());
  PlacedPage placed{read->width, read->height, {}, {}};
  for (Word& word : read->words) placed.words.push_back({std::move(word), 0, 0, {}});
  Page& page = document.pages.front();
  for (Block& block : lay_out(std::move(placed))) {
    for (Line& line : block.lines) {
      for (Word& word : line.words) word.box = {};  // an office file has no pages to place it on
    }
    page.blocks.push_back(std::move(block));
  }
  page.origin = Origin::ocr;
  page.trust = read->confidence;
  return {};
}

}  // namespace

Result<Document> add_images(Document document, Container& container, const std::vector<std::string>& members,
                            const Limits& limits) {
  Page& page = document.pages.front();
  const bool has_text = !page.blocks.empty();
  Recogniser recogniser(limits);
  std::set<std::string> seen;
  bool skipped = false;
  for (const std::string& member : members) {
    if (!is_picture(member) || !container.has(member) || !seen.insert(member).second) continue;
    const auto bytes = container.read(member);
    if (!bytes && bytes.error().code == ErrorCode::expands_too_far) return std::unexpected(bytes.error());
    const auto picture = bytes ? decode_image(std::as_bytes(std::span(*bytes)), 0, limits)
                               : Result<Raster>(std::unexpected(bytes.error()));
    if (!picture) {
      skipped = true;
      continue;
    }
    const float confidence = portrait_confidence(*picture);
    page.images.push_back({{}, confidence >= likely_portrait, confidence});
    if (has_text || confidence >= likely_portrait) continue;
    if (const auto read = read_by_ocr(document, *picture, recogniser); !read) return std::unexpected(read.error());
  }
  if (page.blocks.empty()) return fail(ErrorCode::no_text, Stage::extract);
  if (skipped) document.warnings.push_back({WarningCode::image_skipped, {}});
  return document;
}

}  // namespace tamis::parsers
