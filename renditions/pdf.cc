#include "renditions/pdf.hpp"

#include <cairo-pdf.h>
#include <turbojpeg.h>

#include <cstring>
#include <memory>

namespace tamis::renditions {
namespace {

constexpr int photo_quality = 85;        // percent, as cameras have it
constexpr double baseline_share = 0.21;  // of a word's box below its baseline

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

void free_jpeg(void* jpeg) { tjFree(static_cast<unsigned char*>(jpeg)); }

/// A JPEG of the picture, which cairo puts into the file as it is.
void attach_jpeg(const Picture& picture, cairo_surface_t* surface) {
  const std::unique_ptr<void, decltype(&tjDestroy)> coder(tjInitCompress(), tjDestroy);
  unsigned char* jpeg = nullptr;
  unsigned long size = 0;
  const auto* pixels = reinterpret_cast<const unsigned char*>(picture.pixels.data());
  if (tjCompress2(coder.get(), pixels, picture.width, 0, picture.height, TJPF_RGB, &jpeg, &size, TJSAMP_420,
                  photo_quality, 0) != 0) {
    return;  // the picture goes in without loss
  }
  cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, jpeg, size, free_jpeg, jpeg);
}

Surface to_surface(const Picture& picture) {
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height), cairo_surface_destroy);
  unsigned char* rows = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const auto* from = reinterpret_cast<const unsigned char*>(picture.pixels.data());
  for (int row = 0; rows != nullptr && row < picture.height; ++row) {
    auto* to = reinterpret_cast<std::uint32_t*>(rows + static_cast<std::ptrdiff_t>(row) * stride);
    for (int column = 0; column < picture.width; ++column, from += 3) {
      to[column] = static_cast<std::uint32_t>(from[0] << 16 | from[1] << 8 | from[2]);
    }
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

/// As wide as the word on the page, whatever face it was set in.
void draw_word(cairo_t* page, const SheetWord& word) {
  if (word.box.empty()) return;
  const std::string text(word.text.reveal(Purpose::record));
  cairo_set_font_size(page, word.box.height());
  cairo_text_extents_t extents;
  cairo_text_extents(page, text.c_str(), &extents);
  if (extents.x_advance <= 0) return;
  cairo_save(page);
  cairo_translate(page, word.box.left, word.box.bottom - baseline_share * word.box.height());
  cairo_scale(page, word.box.width() / extents.x_advance, 1);
  cairo_move_to(page, 0, 0);
  cairo_show_text(page, text.c_str());
  cairo_restore(page);
}

void draw_picture(cairo_t* page, const Sheet& sheet) {
  const Surface surface = to_surface(sheet.picture);
  if (sheet.scan) attach_jpeg(sheet.picture, surface.get());
  cairo_save(page);
  cairo_scale(page, sheet.width / sheet.picture.width, sheet.height / sheet.picture.height);
  cairo_set_source_surface(page, surface.get(), 0, 0);
  cairo_paint(page);
  cairo_restore(page);
}

}  // namespace

Result<std::string> write_pdf(const std::vector<Sheet>& sheets) {
  std::string drawn;
  {
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &drawn, 1, 1), cairo_surface_destroy);
    const Context page(cairo_create(surface.get()), cairo_destroy);
    cairo_select_font_face(page.get(), "Liberation Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    for (const Sheet& sheet : sheets) {
      cairo_pdf_surface_set_size(surface.get(), sheet.width, sheet.height);
      for (const SheetWord& word : sheet.words) draw_word(page.get(), word);
      draw_picture(page.get(), sheet);
      cairo_show_page(page.get());
    }
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS ||
        cairo_status(page.get()) != CAIRO_STATUS_SUCCESS) {
      return fail(ErrorCode::internal, Stage::render);
    }
  }
  return bare_pdf(drawn);
}

}  // namespace tamis::renditions
