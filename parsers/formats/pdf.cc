#include "parsers/faces.hpp"
#include "parsers/flow.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/europass.hpp"
#include "parsers/layout.hpp"
#include "parsers/ocr.hpp"
#include "parsers/pdf_file.hpp"
#include "parsers/pdf_page.hpp"
#include "parsers/picture.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

namespace tamis::parsers {
namespace {

/// Readers take a header within the first kilobyte, as files in the wild have mail headers or a byte-order mark first.
constexpr std::size_t header_search = 1024;

constexpr float scan_cover = 0.5F;      ///< of the page: a larger image may be a scan of it
constexpr std::size_t scan_words = 12;  ///< a page with more words of its own is no scan, whatever image lies behind it
constexpr float trusted = 0.6F;         ///< below that, a text layer says something else than its page
constexpr float least_agreement = 0.5F;  ///< of the words of embedded data with those of the print
constexpr float least_portrait = 0.5F;   ///< confidence of a portrait

bool sniff(Bytes bytes) {
  const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), header_search));
  return start.contains("%PDF-");
}

std::string text_of(const Document& document) {
  std::string text;
  for (const Page& page : document.pages) {
    for (const Block& block : page.blocks) {
      for (const Line& line : block.lines) {
        for (const Word& word : line.words) text.append(word.text.reveal(Purpose::extraction)).append(" ");
      }
    }
  }
  return text;
}

/// The resolution that OCR reads best: the scan's own, between what small print needs and what only costs time.
float ocr_dpi(float image_dpi) { return std::clamp(image_dpi, 200.0F, 300.0F); }

class PdfReader {
 public:
  PdfReader(PdfFile file, const Limits& limits) : file_(std::move(file)), limits_(limits), recogniser_(limits) {}

  Result<Document> read() {
    const int pages = std::min(file_.page_count(), limits_.pages);
    if (file_.page_count() > limits_.pages) warn(WarningCode::pages_skipped, {});
    if (const auto noted = note_attachments(); !noted) return std::unexpected(noted.error());
    document_.written_on = file_.written_on();
    for (int i = 0; i < pages; ++i) {
      if (const auto page = read_page(i); !page) return std::unexpected(page.error());
    }
    join_pages(document_.pages);
    if (const auto compared = compare_with_print(); !compared) return std::unexpected(compared.error());
    if (is_blank() && document_.enclosed == 0) return fail(ErrorCode::no_text, Stage::extract);
    return std::move(document_);
  }

 private:
  /// A portfolio's attachments are documents of their own. Of the others only a Europass CV is looked at, which says as
  /// data what the pages say in print.
  Result<void> note_attachments() {
    if (!file_.has_attachments()) return {};
    const auto attachments = file_.attachments(limits_);
    if (!attachments) return std::unexpected(attachments.error());
    if (file_.is_portfolio()) {
      document_.enclosed = static_cast<std::int32_t>(attachments->size());
      return {};
    }
    warn(WarningCode::attachment_ignored, {});
    for (const Enclosure& each : *attachments) {
      if (!europass_) europass_ = read_europass(each.bytes.reveal(Purpose::extraction), limits_);
    }
    return {};
  }

  [[nodiscard]] bool is_blank() const {
    return std::ranges::all_of(document_.pages, [](const Page& page) { return page.blocks.empty(); });
  }

  /// People read the print, so that is the text; the data stand in for it only where it cannot be read.
  Result<void> compare_with_print() {
    if (!europass_) return {};
    if (is_blank() && !document_.pages.empty()) {
      Flow flow(limits_);
      for (const std::string& value : *europass_) {
        flow.text(value);
        flow.end_paragraph();
      }
      auto data = flow.finish();
      if (!data) return std::unexpected(data.error());
      document_.pages[0].blocks = std::move(data->pages[0].blocks);
      warn(WarningCode::repaired, {});
    } else if (agreement(*europass_, text_of(document_)) < least_agreement) {
      warn(WarningCode::embedded_data_differs, {});
    }
    return {};
  }

  Result<void> read_page(int index) {
    const Result<PdfInk> drawn = file_.read_page(index, limits_);
    if (!drawn) return std::unexpected(drawn.error());
    const PdfInk& ink = *drawn;
    PdfWords words = make_words(ink);
    words_read_ += static_cast<std::int64_t>(words.page.words.size());
    if (words_read_ > limits_.words) {
      return fail(ErrorCode::result_too_large, Stage::extract, {{Measure::limit, limits_.words}},
                  {.page = index + 1, .byte = {}});
    }
    Page page;
    page.width = ink.width;
    page.height = ink.height;
    page.trust = words.trust;
    for (const PdfImage& image : ink.images) {
      const float confidence = portrait_confidence(image.raster);
      page.images.push_back({image.box, confidence >= least_portrait, confidence});
    }
    const bool scan = words.image_cover > scan_cover && words.page.words.size() < scan_words;
    // Text that runs up or down the page is put upright there.
    const bool turned = words.turned > words.page.words.size();
    const bool broken = words.trust < trusted;
    if (scan || broken || turned) {
      if (broken) warn(WarningCode::broken_text_layer, index);
      if (const auto read = recognise(index, ink.image_dpi, page); !read) return read;
    } else {
      if (words.hidden || !words.inkless.empty()) warn(WarningCode::hidden_text, index);
      page.blocks = lay_out(std::move(words.page));
    }
    document_.pages.push_back(std::move(page));
    return {};
  }

  Result<void> recognise(int index, float image_dpi, Page& page) {
    const Result<Raster> raster = file_.render(index, ocr_dpi(image_dpi), limits_);
    if (!raster) return std::unexpected(raster.error());
    Result<RecognisedPage> read = recogniser_.read(*raster);
    if (!read) return std::unexpected(read.error());
    PlacedPage placed{.width = read->width, .height = read->height, .words = {}, .drawings = {}};
    for (Word& word : read->words) placed.words.push_back({.word = std::move(word), .link = {}});
    page = {.width = read->width,
            .height = read->height,
            .origin = Origin::ocr,
            .trust = read->confidence,
            .blocks = lay_out(std::move(placed)),
            .images = std::move(read->images)};
    if (read->unsure) warn(WarningCode::low_ocr_confidence, index);
    return {};
  }

  void warn(WarningCode code, std::optional<int> index) {
    const Warning warning{code, index ? std::optional<std::int32_t>(*index + 1) : std::nullopt};
    document_.warnings.push_back(warning);
  }

  PdfFile file_;
  const Limits& limits_;
  Recogniser recogniser_;
  Document document_;
  std::optional<std::vector<std::string>> europass_;  // the values of an embedded Europass CV
  std::int64_t words_read_ = 0;
};

/// Poppler throws what the standard library throws: for a length that a damaged file made up, say.
Result<Document> read(Bytes bytes, const Limits& limits) try {
  Result<PdfFile> file = PdfFile::open(bytes);
  if (!file) return std::unexpected(file.error());
  return PdfReader(std::move(*file), limits).read();
} catch (const std::bad_alloc&) {
  return fail(ErrorCode::out_of_memory, Stage::extract);
} catch (const std::exception&) {
  return fail(ErrorCode::damaged, Stage::extract);
}

/// Sharp enough for small print, and no sharper than OCR reads when it looks for what should not be there.
constexpr float shown_dpi = 200;

Result<Picture> picture(Bytes bytes, const PictureOrder& order) try {
  Result<PdfFile> file = PdfFile::open(bytes);
  if (!file) return std::unexpected(file.error());
  Result<PdfInk> ink = file->read_page(order.page, order.limits);
  if (!ink) return std::unexpected(ink.error());
  const float dpi = order.scan ? ocr_dpi(ink->image_dpi) : shown_dpi;
  Limits limits = order.limits;
  limits.pixels = std::min(limits.pixels, limits.result_bytes / 4);  // three bytes a pixel must fit in an answer
  const Result<Raster> raster = file->render(order.page, dpi, limits);
  if (!raster) return std::unexpected(raster.error());
  if (order.scan) return straightened(*raster, order);
  Picture shown = to_picture(*raster);
  shown.text = std::move(ink->text);
  return shown;
} catch (const std::bad_alloc&) {
  return fail(ErrorCode::out_of_memory, Stage::extract);
} catch (const std::exception&) {
  return fail(ErrorCode::damaged, Stage::extract);
}

Result<std::vector<Enclosure>> unpack(Bytes bytes, const Limits& limits) try {
  Result<PdfFile> file = PdfFile::open(bytes);
  if (!file) return std::unexpected(file.error());
  if (!file->is_portfolio()) return std::vector<Enclosure>();
  return file->attachments(limits);
} catch (const std::bad_alloc&) {
  return fail(ErrorCode::out_of_memory, Stage::extract);
} catch (const std::exception&) {
  return fail(ErrorCode::damaged, Stage::extract);
}

}  // namespace

extern const FormatModule pdf_format{"pdf", "application/pdf", sniff, read, unpack, picture};

}  // namespace tamis::parsers
