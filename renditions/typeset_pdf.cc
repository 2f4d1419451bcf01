#include "renditions/pdf.hpp"
#include "renditions/typeset.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>

namespace tamis::renditions {
namespace {

constexpr double page_width = 595, page_height = 842;  // A4 in points
constexpr double margin = 56, bottom = page_height - margin;
constexpr double text_width = page_width - 2 * margin;
constexpr double period_width = 110;  // a column on the right
constexpr double indent = 12;

struct Look {
  const char* font;
  double red, green, blue;
};

constexpr Look title_look{"Liberation Sans Bold 20", 0.12, 0.14, 0.16};
constexpr Look heading_look{"Liberation Sans Bold 10", 0.18, 0.36, 0.54};
constexpr Look strong_look{"Liberation Sans Bold 9.5", 0.12, 0.14, 0.16};
constexpr Look plain_look{"Liberation Sans 9.5", 0.12, 0.14, 0.16};
constexpr Look quiet_look{"Liberation Sans 9.5", 0.34, 0.38, 0.42};

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

/// Sets one line after another, and begins a page where one is full.
class Typesetter {
 public:
  Typesetter()
      : surface_(cairo_pdf_surface_create_for_stream(append, &drawn_, page_width, page_height), cairo_surface_destroy),
        page_(cairo_create(surface_.get()), cairo_destroy) {}

  void space(double points) { y_ += points; }

  void set(const std::string& text, const Look& look, double left = 0, double width = text_width) {
    if (text.empty()) return;
    const auto layout = lay_out(text, look, width);
    const int lines = pango_layout_get_line_count(layout.get());
    for (int i = 0; i < lines; ++i) {
      PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
      PangoRectangle extent;
      pango_layout_line_get_extents(line, nullptr, &extent);
      const double height = static_cast<double>(extent.height) / PANGO_SCALE * 1.15;
      make_room(height);
      cairo_set_source_rgb(page_.get(), look.red, look.green, look.blue);
      cairo_move_to(page_.get(), margin + left, y_ - static_cast<double>(extent.y) / PANGO_SCALE);
      pango_cairo_show_layout_line(page_.get(), line);
      y_ += height;
    }
  }

  /// At the right end of the line that comes next.
  void set_beside(const std::string& text) {
    if (text.empty()) return;
    make_room(14);
    const double line = y_;
    set(text, quiet_look, text_width - period_width, period_width);
    y_ = line;
  }

  void rule() {
    cairo_set_source_rgb(page_.get(), 0.82, 0.84, 0.87);
    cairo_set_line_width(page_.get(), 0.6);
    cairo_move_to(page_.get(), margin, y_);
    cairo_line_to(page_.get(), page_width - margin, y_);
    cairo_stroke(page_.get());
  }

  /// Begins a page unless so much of this one is left.
  void make_room(double height) {
    if (y_ + height <= bottom) return;
    cairo_show_page(page_.get());
    y_ = margin;
  }

  [[nodiscard]] Result<std::string> finish() {
    cairo_show_page(page_.get());
    const bool good = cairo_status(page_.get()) == CAIRO_STATUS_SUCCESS;
    cairo_surface_finish(surface_.get());
    if (!good || cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
      return fail(ErrorCode::internal, Stage::render);
    }
    return bare_pdf(drawn_);
  }

 private:
  std::unique_ptr<PangoLayout, Unref> lay_out(const std::string& text, const Look& look, double width) {
    std::unique_ptr<PangoLayout, Unref> layout(pango_cairo_create_layout(page_.get()));
    PangoFontDescription* font = pango_font_description_from_string(look.font);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
    return layout;
  }

  std::string drawn_;
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> page_;
  double y_ = margin;
};

void set(const Entry& entry, Typesetter& page) {
  page.make_room(40);
  page.set_beside(entry.period);
  const double width = entry.period.empty() ? text_width : text_width - period_width - indent;
  page.set(entry.title, strong_look, 0, width);
  page.set(entry.subtitle, quiet_look, 0, width);
  if (entry.title.empty() && entry.subtitle.empty() && !entry.period.empty()) page.space(14);
  for (const std::string& paragraph : entry.paragraphs) page.set(paragraph, plain_look);
  for (const std::string& item : entry.items) page.set("•  " + item, plain_look, indent, text_width - indent);
  page.space(7);
}

}  // namespace

Result<std::string> typeset_pdf(const Outline& outline) {
  Typesetter page;
  page.set(outline.title, title_look);
  page.set(outline.subtitle, quiet_look);
  for (const std::string& line : outline.contact) page.set(line, quiet_look);
  page.space(8);
  page.set(outline.summary, plain_look);
  for (const Section& section : outline.sections) {
    page.space(8);
    page.make_room(60);
    page.set(section.heading, heading_look);
    page.rule();
    page.space(6);
    for (const Entry& entry : section.entries) set(entry, page);
  }
  return page.finish();
}

}  // namespace tamis::renditions
