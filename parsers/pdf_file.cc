#include "parsers/pdf_file.hpp"

#include "parsers/enclosures.hpp"
#include "parsers/pdf_device.hpp"
#include "parsers/pdf_guard.hpp"
#include "parsers/utf8.hpp"

#include <poppler/Catalog.h>
#include <poppler/DateInfo.h>
#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/FileSpec.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/Stream.h>
#include <poppler/splash/SplashBitmap.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

namespace tamis::parsers {
namespace {

/// Poppler's global tables; made once, for making them costs more than opening a CV.
void start_poppler() {
  static const bool started = [] {
    // Poppler's messages quote the file, and a file's words are the candidate's.
    setErrorCallback([](ErrorCategory, Goffset, const char*) {});
    globalParams = std::make_unique<GlobalParams>();
    return true;
  }();
  static_cast<void>(started);
}

float visible_width(::Page& page) {
  const bool turned = page.getRotate() % 180 != 0;
  return static_cast<float>(turned ? page.getCropHeight() : page.getCropWidth());
}

float visible_height(::Page& page) {
  const bool turned = page.getRotate() % 180 != 0;
  return static_cast<float>(turned ? page.getCropWidth() : page.getCropHeight());
}

std::string iso_date(const GooString* date) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone_hour = 0, zone_minute = 0;
  char zone = 0;
  if (date == nullptr ||
      !parseDateString(date, &year, &month, &day, &hour, &minute, &second, &zone, &zone_hour, &zone_minute)) {
    return {};
  }
  if (year < 1990 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  std::array<char, 16> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", year, month, day);
  return iso.data();
}

/// At most one byte more than `most`.
std::string read_all(Stream& stream, std::int64_t most) {
  std::string bytes;
  stream.reset();
  for (int byte = stream.getChar(); byte != EOF && std::cmp_less_equal(bytes.size(), most); byte = stream.getChar()) {
    bytes.push_back(static_cast<char>(byte));
  }
  stream.close();
  return bytes;
}

}  // namespace

struct PdfFile::Engine {
  explicit Engine(Bytes bytes)
      : document(new MemStream(reinterpret_cast<const char*>(bytes.data()), 0, static_cast<Goffset>(bytes.size()),
                               Object(objNull))) {}
  PDFDoc document;
};

PdfFile::PdfFile(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
PdfFile::PdfFile(PdfFile&&) noexcept = default;
PdfFile::~PdfFile() = default;

Result<PdfFile> PdfFile::open(Bytes bytes) {
  start_poppler();
  auto engine = std::make_unique<Engine>(bytes);
  // A locked document answers nothing else: most calls on it crash.
  if (engine->document.getErrorCode() == errEncrypted) return fail(ErrorCode::encrypted, Stage::extract);
  if (!engine->document.isOk() || engine->document.getNumPages() < 1) return fail(ErrorCode::damaged, Stage::extract);
  if (const auto fields = check_fields(*engine->document.getCatalog()); !fields) return std::unexpected(fields.error());
  return PdfFile(std::move(engine));
}

int PdfFile::page_count() const { return engine_->document.getNumPages(); }

bool PdfFile::has_attachments() const { return engine_->document.getCatalog()->numEmbeddedFiles() > 0; }

bool PdfFile::is_portfolio() const {
  const Object catalog = engine_->document.getXRef()->getCatalog();
  return catalog.isDict() && catalog.dictLookup("Collection").isDict();
}

Result<std::vector<Enclosure>> PdfFile::attachments(const Limits& limits) {
  Catalog& catalog = *engine_->document.getCatalog();
  std::vector<Enclosure> found;
  std::int64_t left = limits.expanded_bytes;
  for (int i = 0; i < catalog.numEmbeddedFiles(); ++i) {
    if (i >= limits.enclosures) {
      return fail(ErrorCode::expands_too_far, Stage::extract,
                  {{Measure::entries, catalog.numEmbeddedFiles()}, {Measure::limit, limits.enclosures}});
    }
    const std::unique_ptr<FileSpec> file = catalog.embeddedFile(i);
    EmbFile* embedded = file && file->isOk() ? file->getEmbeddedFile() : nullptr;
    if (embedded == nullptr || !embedded->isOk()) continue;
    std::string bytes = read_all(*embedded->stream(), left);
    left -= static_cast<std::int64_t>(bytes.size());
    if (left < 0) {
      return fail(ErrorCode::expands_too_far, Stage::extract, {{Measure::limit, limits.expanded_bytes}});
    }
    const std::string name = file->getFileName() ? file->getFileName()->toStr() : std::string();
    const std::string numbered = "part-" + std::to_string(i + 1);
    found.push_back({name_of_enclosure(to_utf8(name), numbered), CandidateText(std::move(bytes))});
  }
  return found;
}

std::string PdfFile::written_on() const {
  const std::string changed = iso_date(engine_->document.getDocInfoModDate().get());
  return changed.empty() ? iso_date(engine_->document.getDocInfoCreatDate().get()) : changed;
}

Result<PdfInk> PdfFile::read_page(int page, const Limits& limits) {
  ::Page* shown = engine_->document.getPage(page + 1);
  if (shown == nullptr) return PdfInk{};
  if (auto checked = check_contents(*shown, limits); !checked) {
    checked.error().place.page = page + 1;
    return std::unexpected(checked.error());
  }
  PdfDevice device(visible_width(*shown), visible_height(*shown), limits);
  engine_->document.displayPage(&device, page + 1, 72, 72, 0, false, true, false, &PdfDevice::gives_up, &device);
  if (device.exhausted()) return fail(ErrorCode::expands_too_far, Stage::extract, {}, {.page = page + 1, .byte = {}});
  engine_->document.processLinks(&device, page + 1);
  return device.take();
}

Result<Raster> PdfFile::render(int page, float dpi, const Limits& limits) {
  ::Page* shown = engine_->document.getPage(page + 1);
  if (shown == nullptr) return fail(ErrorCode::damaged, Stage::extract, {}, {.page = page + 1, .byte = {}});
  const float square_inches = visible_width(*shown) * visible_height(*shown) / (72 * 72);
  dpi = std::min(dpi, std::sqrt(static_cast<float>(limits.pixels) / std::max(square_inches, 0.01F)));
  SplashColor paper{255, 255, 255};
  SplashOutputDev device(splashModeRGB8, 1, false, paper);
  device.startDoc(&engine_->document);
  engine_->document.displayPage(&device, page + 1, dpi, dpi, 0, false, true, false);
  const SplashBitmap* bitmap = device.getBitmap();
  Raster raster{.width = bitmap->getWidth(), .height = bitmap->getHeight(), .channels = 3, .dpi = dpi, .pixels = {}};
  if (const auto size = check_size(raster.width, raster.height, limits); !size) return std::unexpected(size.error());
  const auto row_bytes = static_cast<std::size_t>(raster.width) * 3;
  raster.pixels.resize(row_bytes * static_cast<std::size_t>(raster.height));
  for (int row = 0; row < raster.height; ++row) {
    std::memcpy(raster.pixels.data() + static_cast<std::size_t>(row) * row_bytes,
                bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(row) * bitmap->getRowSize(), row_bytes);
  }
  return raster;
}

}  // namespace tamis::parsers
