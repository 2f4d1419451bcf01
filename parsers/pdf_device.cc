#include "parsers/pdf_device.hpp"

#include "parsers/text_repair.hpp"

#include <poppler/Annot.h>
#include <poppler/GfxFont.h>
#include <poppler/Link.h>
#include <poppler/Stream.h>
#include <poppler/UTF.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <memory>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr std::size_t most_drawings = 20'000;
constexpr int most_parts = 64;                             ///< of a path; one with more is a picture made of curves
constexpr float line_width = 2.5F;                         ///< points: a filled rectangle thinner than that is a line
constexpr float portrait_least = 25, portrait_most = 300;  ///< points a side
constexpr int portrait_pixels = 480;                       ///< a side is thinned out to at most twice that

std::uint32_t pack(const GfxRGB& rgb) {
  const auto byte = [](GfxColorComp value) { return static_cast<std::uint32_t>(colToByte(value)); };
  return byte(rgb.r) << 16 | byte(rgb.g) << 8 | byte(rgb.b);
}

std::uint32_t fill_colour(const GfxState* state) {
  GfxRGB rgb;
  state->getFillRGB(&rgb);
  return pack(rgb);
}

std::uint32_t stroke_colour(const GfxState* state) {
  GfxRGB rgb;
  state->getStrokeRGB(&rgb);
  return pack(rgb);
}

/// A font whose codes are numbers of glyphs and that does not say which letters those are: Poppler takes the numbers
/// for letters, and what comes out is garbage.
bool is_unmapped(const GfxFont& font) {
  if (!font.isCIDFont() || font.hasToUnicodeCMap()) return false;
  const GooString* collection = static_cast<const GfxCIDFont&>(font).getCollection();
  return collection != nullptr && collection->toStr().ends_with("-Identity");
}

/// Bold and italic stand in the descriptor's flags, in its weight or only in the name; TeX names its own way.
PdfFont describe(const GfxFont& font) {
  std::string name = font.getNameWithoutSubsetTag();
  std::ranges::transform(name, name.begin(), [](unsigned char letter) { return std::tolower(letter); });
  const auto named = [&](std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(parts, [&](std::string_view part) { return name.contains(part); });
  };
  const auto begins = [&](std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(parts, [&](std::string_view part) { return name.starts_with(part); });
  };
  const bool bold = font.isBold() || font.getWeight() >= GfxFont::W600 ||
                    named({"bold", "black", "heavy", "demi", "-medi"}) ||
                    begins({"cmbx", "sfbx", "ecbx", "cmssbx", "sfsx"});
  const bool italic = font.isItalic() || named({"italic", "oblique", "-ital", "-regularital"}) ||
                      begins({"cmti", "sfti", "ecti", "cmsl", "sfsl", "cmssi"});
  return {bold, italic, icon_font(name), is_unmapped(font)};
}

Box box_around(const GfxState* state, const GfxSubpath& part) {
  Box box{1e9F, 1e9F, -1e9F, -1e9F};
  for (int i = 0; i < part.getNumPoints(); ++i) {
    double x = 0, y = 0;
    state->transform(part.getX(i), part.getY(i), &x, &y);
    box.left = std::min(box.left, static_cast<float>(x));
    box.right = std::max(box.right, static_cast<float>(x));
    box.top = std::min(box.top, static_cast<float>(y));
    box.bottom = std::max(box.bottom, static_cast<float>(y));
  }
  return box;
}

bool is_rectangle(const GfxSubpath& part) {
  if (part.getNumPoints() < 4 || part.getNumPoints() > 5) return false;
  for (int i = 1; i < part.getNumPoints(); ++i) {
    if (part.getCurve(i)) return false;
    const bool level = std::abs(part.getY(i) - part.getY(i - 1)) < 0.01;
    const bool upright = std::abs(part.getX(i) - part.getX(i - 1)) < 0.01;
    if (!level && !upright) return false;
  }
  return true;
}

Box clipped(const GfxState* state, Box box) {
  double left = 0, top = 0, right = 0, bottom = 0;
  state->getClipBBox(&left, &top, &right, &bottom);
  return {std::max(box.left, static_cast<float>(left)), std::max(box.top, static_cast<float>(top)),
          std::min(box.right, static_cast<float>(right)), std::min(box.bottom, static_cast<float>(bottom))};
}

/// Eight bits each of red, green and blue, in whatever shade of them.
bool is_plain_rgb(GfxImageColorMap& colours) {
  if (colours.getNumPixelComps() != 3 || colours.getBits() != 8) return false;
  const GfxColorSpaceMode mode = colours.getColorSpace()->getMode();
  return mode == csDeviceRGB || mode == csCalRGB || mode == csICCBased;
}

/// Every `step`th pixel of an image's row, in grey. Colour management takes far longer than a face needs: what is red,
/// green and blue is taken as it stands.
void append_grey(std::vector<std::uint8_t>& pixels, const unsigned char* row, int width, int step,
                 GfxImageColorMap& colours) {
  const auto components = static_cast<std::ptrdiff_t>(colours.getNumPixelComps());
  const bool plain = is_plain_rgb(colours);
  for (int column = 0; column < width; ++column) {
    const unsigned char* pixel = row + column * step * components;
    GfxGray grey = 0;
    if (plain) {
      pixels.push_back(static_cast<std::uint8_t>((77 * pixel[0] + 151 * pixel[1] + 28 * pixel[2]) >> 8));
    } else {
      colours.getGray(pixel, &grey);
      pixels.push_back(colToByte(grey));
    }
  }
}

/// The picture in at most `portrait_pixels` times two a side: rows and columns are left out, none is averaged.
Raster thin_out(Stream* stream, int width, int height, GfxImageColorMap* colours) {
  const int step = std::max(1, std::max(width, height) / portrait_pixels);
  Raster raster{.width = width / step, .height = height / step, .channels = 1, .dpi = 0, .pixels = {}};
  const auto size = static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height);
  raster.pixels.reserve(size);
  ImageStream image(stream, width, colours->getNumPixelComps(), colours->getBits());
  image.reset();
  for (int row = 0; row < raster.height * step; ++row) {
    const unsigned char* line = image.getLine();
    if (line == nullptr) break;
    if (row % step == 0) append_grey(raster.pixels, line, raster.width, step, *colours);
  }
  image.close();
  raster.pixels.resize(size, 255);
  return raster;
}

/// The content stream goes on behind an image that stands in it, so its bytes must be taken.
void pass_over(Stream* stream, std::int64_t bytes) {
  stream->reset();
  for (std::int64_t i = 0; i < bytes; ++i) {
    if (stream->getChar() == EOF) break;
  }
  stream->close();
}

}  // namespace

PdfDevice::PdfDevice(float width, float height, const Limits& limits)
    : limits_(limits), most_glyphs_(static_cast<std::size_t>(limits.words) * 12) {
  ink_.width = width;
  ink_.height = height;
}

PdfInk PdfDevice::take() { return std::move(ink_); }

void PdfDevice::updateFont(GfxState* state) {
  const GfxFont* font = state->getFont().get();
  if (font == nullptr) return;
  const auto [known, is_new] = fonts_.try_emplace(font, static_cast<std::uint16_t>(ink_.fonts.size()));
  if (is_new) {
    if (ink_.fonts.size() < 0xFFFF) ink_.fonts.push_back(describe(*font));
    known->second = static_cast<std::uint16_t>(ink_.fonts.size() - 1);
  }
  font_ = known->second;
  font_scale_ = font->getType() == fontType3 ? type3_scale(*font) : 1;
  ascent_ = static_cast<float>(std::clamp(font->getAscent(), 0.5, 0.95));
  descent_ = static_cast<float>(std::clamp(font->getDescent(), -0.35, -0.1));
}

float PdfDevice::type3_scale(const GfxFont& font) const {
  const double* matrix = font.getFontMatrix();
  constexpr double coarsest_em = 0.0025;  // 400 units an em; a bitmap font's unit is a pixel instead
  if (std::abs(matrix[3]) < coarsest_em) return 1;
  const double* box = font.getFontBBox();
  const double height = std::abs((box[3] - box[1]) * matrix[3]);
  return height > 0.01 ? static_cast<float>(height) : 1;
}

PdfGlyph PdfDevice::place_glyph(Point origin, Point reach, float size) const {
  const float above = ascent_ * size, below = -descent_ * size;
  const Point end{origin.x + reach.x, origin.y + reach.y};
  PdfGlyph glyph;
  glyph.size = size;
  if (std::abs(reach.x) >= std::abs(reach.y)) {
    glyph.quarter_turns = reach.x < 0 ? 2 : 0;
  } else {
    glyph.quarter_turns = reach.y > 0 ? 1 : 3;
  }
  switch (glyph.quarter_turns) {
    case 0:
      glyph.box = {origin.x, origin.y - above, end.x, origin.y + below};
      glyph.start = origin.x, glyph.end = end.x, glyph.baseline = origin.y;
      break;
    case 1:
      glyph.box = {origin.x - below, origin.y, origin.x + above, end.y};
      glyph.start = origin.y, glyph.end = end.y, glyph.baseline = -origin.x;
      break;
    case 2:
      glyph.box = {end.x, origin.y - below, origin.x, origin.y + above};
      glyph.start = -origin.x, glyph.end = -end.x, glyph.baseline = -origin.y;
      break;
    default:
      glyph.box = {origin.x - above, end.y, origin.x + below, origin.y};
      glyph.start = -origin.y, glyph.end = -end.y, glyph.baseline = origin.x;
  }
  return glyph;
}

void PdfDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                         CharCode code, int bytes, const Unicode* unicode, int length) {
  if (ink_.glyphs.size() >= most_glyphs_ || ink_.fonts.empty()) return;
  double spacing_x = 0, spacing_y = 0;
  const double spacing = state->getCharSpace() + (bytes == 1 && code == 0x20 ? state->getWordSpace() : 0);
  state->textTransformDelta(spacing * state->getHorizScaling(), 0, &spacing_x, &spacing_y);
  double width_x = 0, width_y = 0, left = 0, base = 0;
  state->transformDelta(dx - spacing_x, dy - spacing_y, &width_x, &width_y);
  state->transform(x - origin_x, y - origin_y, &left, &base);
  const double reach = std::hypot(width_x, width_y);
  if (reach > 0 && std::min(std::abs(width_x), std::abs(width_y)) > 0.1 * reach) return;

  PdfGlyph glyph = place_glyph({static_cast<float>(left), static_cast<float>(base)},
                               {static_cast<float>(width_x), static_cast<float>(width_y)},
                               static_cast<float>(state->getTransformedFontSize()) * font_scale_);
  const int render = state->getRender();
  glyph.inkless = render == 3 || render == 7 || state->getFillOpacity() < 0.05;
  glyph.colour = render == 1 || render == 5 ? stroke_colour(state) : fill_colour(state);
  const Box seen = clipped(state, glyph.box);
  if (seen.width() < 0.5F * glyph.box.width() || seen.height() < 0.5F * glyph.box.height()) glyph.box = {};
  glyph.drawings_before = static_cast<std::uint32_t>(ink_.drawings.size());
  glyph.font = font_;
  glyph.text = static_cast<std::uint32_t>(ink_.text.size());
  if (actual_text_) {
    ink_.text += *actual_text_;
    actual_text_->clear();
  } else {
    for (int i = 0; i < length; ++i) append_utf8(ink_.text, unicode[i]);
  }
  glyph.text_size = static_cast<std::uint32_t>(ink_.text.size()) - glyph.text;
  ink_.glyphs.push_back(glyph);
}

void PdfDevice::beginActualText(GfxState*, const GooString* text) {
  Unicode* letters = nullptr;
  const int length = TextStringToUCS4(text->toStr(), &letters);
  std::string actual;
  for (int i = 0; i < length; ++i) append_utf8(actual, letters[i]);
  gfree(letters);
  // A replacement for whole words would lose the words' places; one for a cluster of letters is what we need.
  if (length <= 8 && !actual.contains(' ')) actual_text_ = std::move(actual);
}

void PdfDevice::endActualText(GfxState*) { actual_text_.reset(); }

void PdfDevice::add_drawing(GfxState* state, Box box, std::uint32_t colour, PdfDrawing::Kind kind) {
  box = clipped(state, box);
  if (ink_.drawings.size() >= most_drawings || box.right < box.left || box.bottom < box.top) return;
  ink_.drawings.push_back({box, colour, kind});
}

void PdfDevice::fill(GfxState* state) {
  if (state->getFillOpacity() < 0.05) return;
  const GfxPath* path = state->getPath();
  const std::uint32_t colour = fill_colour(state);
  if (path->getNumSubpaths() > most_parts) {
    Box whole;
    for (int i = 0; i < path->getNumSubpaths(); ++i) whole = whole.united(box_around(state, *path->getSubpath(i)));
    return add_drawing(state, whole, colour, PdfDrawing::Kind::shape);
  }
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath& part = *path->getSubpath(i);
    const Box box = box_around(state, part);
    const bool solid = is_rectangle(part) && state->getFillOpacity() > 0.95;
    const bool thin = std::min(box.width(), box.height()) < line_width;
    add_drawing(state, box, colour,
                thin    ? PdfDrawing::Kind::line
                : solid ? PdfDrawing::Kind::rectangle
                        : PdfDrawing::Kind::shape);
  }
}

void PdfDevice::stroke(GfxState* state) {
  if (state->getStrokeOpacity() < 0.05) return;
  const GfxPath* path = state->getPath();
  if (path->getNumSubpaths() > most_parts) return;
  const std::uint32_t colour = stroke_colour(state);
  const auto thickness = static_cast<float>(state->getTransformedLineWidth());
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath& part = *path->getSubpath(i);
    const Box box = box_around(state, part);
    if (part.getNumPoints() == 2) {
      const float half = thickness / 2;
      // A line thicker than its length is how some programs fill an area.
      const bool level = box.width() >= box.height();
      const Box area = level ? Box{box.left, box.top - half, box.right, box.bottom + half}
                             : Box{box.left - half, box.top, box.right + half, box.bottom};
      add_drawing(state, area, colour, thickness < line_width ? PdfDrawing::Kind::line : PdfDrawing::Kind::rectangle);
    } else if (is_rectangle(part)) {
      add_drawing(state, {box.left, box.top, box.right, box.top}, colour, PdfDrawing::Kind::line);
      add_drawing(state, {box.left, box.bottom, box.right, box.bottom}, colour, PdfDrawing::Kind::line);
      add_drawing(state, {box.left, box.top, box.left, box.bottom}, colour, PdfDrawing::Kind::line);
      add_drawing(state, {box.right, box.top, box.right, box.bottom}, colour, PdfDrawing::Kind::line);
    }
  }
}

bool PdfDevice::veil(GfxState* state) {
  add_drawing(state, {0, 0, ink_.width, ink_.height}, 0, PdfDrawing::Kind::veil);
  return true;
}

bool PdfDevice::tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int,
                                  double, double) {
  return veil(state);
}

void PdfDevice::add_image(GfxState* state, Stream* stream, int width, int height, GfxImageColorMap* colours,
                          PdfDrawing::Kind kind) {
  const std::array<std::pair<double, double>, 4> corners{{{0, 0}, {1, 0}, {0, 1}, {1, 1}}};
  Box box{1e9F, 1e9F, -1e9F, -1e9F};
  for (const auto& [u, v] : corners) {
    double x = 0, y = 0;
    state->transform(u, v, &x, &y);
    box = {std::min(box.left, static_cast<float>(x)), std::min(box.top, static_cast<float>(y)),
           std::max(box.right, static_cast<float>(x)), std::max(box.bottom, static_cast<float>(y))};
  }
  add_drawing(state, box, 0, kind);
  if (box.width() * box.height() > 0.5F * ink_.width * ink_.height) {
    ink_.image_dpi = std::max(ink_.image_dpi, static_cast<float>(width) * 72 / box.width());
  }
  box = clipped(state, box);
  const bool portrait_size =
      std::min(box.width(), box.height()) >= portrait_least && std::max(box.width(), box.height()) <= portrait_most;
  // JBIG2 knows black and white only, and unpacks to whatever size it claims.
  const bool bilevel = stream->getKind() == strJBIG2;
  if (colours == nullptr || bilevel || !portrait_size || !check_size(width, height, limits_)) return;
  ink_.images.push_back({box, thin_out(stream, width, height, colours)});
}

void PdfDevice::drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours,
                          bool, const int* mask, bool in_line) {
  const auto kind =
      mask != nullptr || state->getFillOpacity() < 0.95 ? PdfDrawing::Kind::veil : PdfDrawing::Kind::picture;
  add_image(state, stream, width, height, in_line ? nullptr : colours, kind);
  if (in_line) {
    const std::int64_t row_bits = std::int64_t{width} * colours->getNumPixelComps() * colours->getBits();
    pass_over(stream, std::int64_t{height} * ((row_bits + 7) / 8));
  }
}

void PdfDevice::drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                              bool in_line) {
  add_image(state, stream, width, height, nullptr, PdfDrawing::Kind::veil);
  if (in_line) pass_over(stream, std::int64_t{height} * ((std::int64_t{width} + 7) / 8));
}

void PdfDevice::drawMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height,
                                GfxImageColorMap* colours, bool, Stream*, int, int, bool, bool) {
  add_image(state, stream, width, height, colours, PdfDrawing::Kind::veil);
}

void PdfDevice::drawSoftMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height,
                                    GfxImageColorMap* colours, bool, Stream*, int, int, GfxImageColorMap*, bool) {
  add_image(state, stream, width, height, colours, PdfDrawing::Kind::veil);
}

void PdfDevice::processLink(AnnotLink* link) {
  const LinkAction* action = link->getAction();
  if (action == nullptr || action->getKind() != actionURI) return;
  double left = 0, bottom = 0, right = 0, top = 0;
  link->getRect(&left, &bottom, &right, &top);
  const double* matrix = getDefCTM();
  const auto x = [&](double u, double v) { return static_cast<float>(matrix[0] * u + matrix[2] * v + matrix[4]); };
  const auto y = [&](double u, double v) { return static_cast<float>(matrix[1] * u + matrix[3] * v + matrix[5]); };
  const auto [x0, x1] = std::minmax({x(left, bottom), x(right, top)});
  const auto [y0, y1] = std::minmax({y(left, bottom), y(right, top)});
  ink_.links.push_back({{x0, y0, x1, y1}, static_cast<const LinkURI*>(action)->getURI()});
}

}  // namespace tamis::parsers
