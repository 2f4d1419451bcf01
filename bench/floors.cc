#include "bench/floors.hpp"

#include <leptonica/allheaders.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <tesseract/baseapi.h>
#include <zip.h>

#include <cstdlib>
#include <map>
#include <string_view>
#include <vector>

namespace tamis::bench {
namespace {

constexpr std::string_view kEmptyPdf =
    "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    "trailer\n<</Root 1 0 R>>\n";

std::unique_ptr<poppler::document> open_pdf(Bytes pdf) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(reinterpret_cast<const char*>(pdf.data()), static_cast<int>(pdf.size())));
}

std::vector<char> unpack(Bytes archive, const char* name) {
  zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, nullptr);
  const std::unique_ptr<zip_t, decltype(&zip_discard)> opened(zip_open_from_source(source, ZIP_RDONLY, nullptr),
                                                              &zip_discard);
  zip_stat_t about{};
  if (!opened || zip_stat(opened.get(), name, 0, &about) != 0) return {};
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen(opened.get(), name, 0), &zip_fclose);
  std::vector<char> content(about.size);
  if (!file || zip_fread(file.get(), content.data(), content.size()) != static_cast<zip_int64_t>(content.size()))
    return {};
  return content;
}

tesseract::TessBaseAPI& engine_of(const std::string& model) {
  static std::map<std::string, tesseract::TessBaseAPI> engines;
  const auto [known, is_new] = engines.try_emplace(model);
  if (is_new) {
    setenv("OMP_THREAD_LIMIT", "1", 1);
    known->second.Init(nullptr, model.c_str(), tesseract::OEM_LSTM_ONLY);
    known->second.SetPageSegMode(tesseract::PSM_AUTO);
  }
  return known->second;
}

std::size_t recognise(tesseract::TessBaseAPI& engine, Pix* picture) {
  std::size_t words = 0;
  engine.SetImage(picture);
  if (engine.Recognize(nullptr) == 0) {
    const std::unique_ptr<tesseract::ResultIterator> at(engine.GetIterator());
    while (at && !at->Empty(tesseract::RIL_WORD)) {
      const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
      ++words;
      if (!at->Next(tesseract::RIL_WORD)) break;
    }
  }
  engine.Clear();
  return words;
}

}  // namespace

struct WarmPoppler::Kept {
  std::unique_ptr<poppler::document> document;
};

WarmPoppler::WarmPoppler() : kept_(std::make_unique<Kept>()) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  kept_->document = open_pdf(std::as_bytes(std::span(kEmptyPdf)));
}

WarmPoppler::~WarmPoppler() = default;

std::size_t list_pdf_words(Bytes pdf) {
  std::size_t words = 0;
  const auto document = open_pdf(pdf);
  if (!document || document->is_locked()) return 0;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page) words += page->text_list().size();
  }
  return words;
}

std::size_t pass_over_docx(Bytes docx) {
  const std::vector<char> content = unpack(docx, "word/document.xml");
  std::size_t characters = 0;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int, int,
                              const xmlChar**) {};
  handler.characters = [](void* sum, const xmlChar*, int size) {
    *static_cast<std::size_t*>(sum) += static_cast<std::size_t>(size);
  };
  xmlSAXUserParseMemory(&handler, &characters, content.data(), static_cast<int>(content.size()));
  return characters;
}

std::size_t recognise_pictures(Bytes image, const std::string& model) {
  tesseract::TessBaseAPI& engine = engine_of(model);
  const auto* data = reinterpret_cast<const l_uint8*>(image.data());
  l_int32 format = IFF_UNKNOWN;
  findFileFormatBuffer(data, &format);
  std::size_t words = 0;
  if (format < IFF_TIFF || format > IFF_TIFF_ZIP) {
    Pix* picture = pixReadMem(data, image.size());
    if (picture != nullptr) words = recognise(engine, picture);
    pixDestroy(&picture);
    return words;
  }
  std::size_t offset = 0;
  do {
    Pix* picture = pixReadMemFromMultipageTiff(data, image.size(), &offset);
    if (picture == nullptr) break;
    words += recognise(engine, picture);
    pixDestroy(&picture);
  } while (offset != 0);
  return words;
}

}  // namespace tamis::bench
