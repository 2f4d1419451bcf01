#include "parsers/image.hpp"
#include "parsers/format.hpp"
#include "parsers/layout.hpp"
#include "parsers/ocr.hpp"
#include "parsers/picture.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tamis::parsers {
namespace {

struct Signature {
  std::string_view media_type;
  std::size_t at;
  std::string_view bytes;
};

using namespace std::literals;

constexpr std::array kSignatures{
    Signature{"image/png", 0, "\x89PNG\r\n\x1a\n"sv},
    Signature{"image/jpeg", 0, "\xff\xd8\xff"sv},
    Signature{"image/tiff", 0, "II*\0"sv},
    Signature{"image/tiff", 0, "MM\0*"sv},
    Signature{"image/webp", 8, "WEBP"sv},
    Signature{"image/heic", 4, "ftypheic"sv},
    Signature{"image/heic", 4, "ftypheix"sv},
    Signature{"image/heif", 4, "ftypmif1"sv},
};

std::string_view media_type_of(Bytes bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (const auto& [media_type, at, signature] : kSignatures) {
    if (text.size() > at && text.substr(at).starts_with(signature)) return media_type;
  }
  return {};
}

Page to_page(RecognisedPage recognised) {
  PlacedPage placed{.width = recognised.width, .height = recognised.height, .words = {}, .drawings = {}};
  for (Word& word : recognised.words) placed.words.push_back({.word = std::move(word), .link = {}});
  return {.width = recognised.width,
          .height = recognised.height,
          .origin = Origin::ocr,
          .trust = recognised.confidence,
          .blocks = lay_out(std::move(placed)),
          .images = std::move(recognised.images)};
}

bool sniff(Bytes bytes) { return !media_type_of(bytes).empty(); }

Result<Document> read(Bytes bytes, const Limits& limits) {
  const auto count = count_images(bytes);
  if (!count) return std::unexpected(count.error());
  Document document{.media_type = std::string(media_type_of(bytes)), .pages = {}, .written_on = {}, .warnings = {}};
  Recogniser recogniser(limits);
  for (std::int32_t i = 0; i < std::min(*count, limits.pages); ++i) {
    const auto picture = decode_image(bytes, i, limits);
    if (!picture) return std::unexpected(picture.error());
    auto recognised = recogniser.read(*picture);
    if (!recognised) return std::unexpected(recognised.error());
    if (recognised->unsure) document.warnings.push_back({WarningCode::low_ocr_confidence, i + 1});
    document.pages.push_back(to_page(std::move(*recognised)));
  }
  if (*count > limits.pages) document.warnings.push_back({WarningCode::pages_skipped, limits.pages + 1});
  const auto is_blank = [](const Page& page) { return page.blocks.empty(); };
  if (std::ranges::all_of(document.pages, is_blank)) return fail(ErrorCode::no_text, Stage::extract);
  join_pages(document.pages);
  return document;
}

Result<Picture> picture(Bytes bytes, const PictureOrder& order) {
  const auto whole = decode_image(bytes, order.page, order.limits);
  if (!whole) return std::unexpected(whole.error());
  return straightened(*whole, order);
}

}  // namespace

extern const FormatModule image_format;
const FormatModule image_format{"image", "image/png", &sniff, &read, nullptr, &picture};

}  // namespace tamis::parsers
