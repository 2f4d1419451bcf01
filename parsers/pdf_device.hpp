#pragma once

#include "core/limits.hpp"
#include "parsers/pdf_page.hpp"

#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>

#include <optional>
#include <unordered_map>

/// Poppler's types stand in pdf_device.* and pdf_file.cc only.
namespace tamis::parsers {

/// Receives what Poppler draws and keeps it as `PdfInk`. One device reads one page.
class PdfDevice final : public OutputDev {
 public:
  PdfDevice(float width, float height, const Limits& limits);

  /// A page that draws without end, such as forms that draw forms ten times each: what came after was left out.
  [[nodiscard]] bool exhausted() const { return forms_left_ < 0 || questions_left_ < 0; }
  /// Poppler asks it of the device after every few operators of a stream.
  static bool gives_up(void* device) { return --static_cast<PdfDevice*>(device)->questions_left_ < 0; }
  /// Poppler asks before each form, and leaves a form to the device that wants it: then it is not drawn.
  bool useDrawForm() override { return --forms_left_ < 0; }

  /// Hands out what was drawn. Once.
  [[nodiscard]] PdfInk take();

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needClipToCropBox() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool useTilingPatternFill() override { return true; }

  void updateFont(GfxState* state) override;
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int bytes, const Unicode* unicode, int length) override;
  void beginActualText(GfxState* state, const GooString* text) override;
  void endActualText(GfxState* state) override;

  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override { fill(state); }
  void stroke(GfxState* state) override;
  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override;
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return veil(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return veil(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return veil(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return veil(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return veil(state); }

  void drawImage(GfxState* state, Object* object, Stream* stream, int width, int height, GfxImageColorMap* colours,
                 bool interpolate, const int* mask, bool in_line) override;
  void drawImageMask(GfxState* state, Object* object, Stream* stream, int width, int height, bool invert,
                     bool interpolate, bool in_line) override;
  void drawMaskedImage(GfxState* state, Object* object, Stream* stream, int width, int height,
                       GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width, int mask_height,
                       bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* object, Stream* stream, int width, int height,
                           GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width, int mask_height,
                           GfxImageColorMap* mask_colours, bool mask_interpolate) override;

  void processLink(AnnotLink* link) override;

 private:
  struct Point {
    float x = 0, y = 0;
  };

  PdfGlyph place_glyph(Point origin, Point reach, float size) const;
  void add_drawing(GfxState* state, Box box, std::uint32_t colour, PdfDrawing::Kind kind);
  void add_image(GfxState* state, Stream* stream, int width, int height, GfxImageColorMap* colours,
                 PdfDrawing::Kind kind);
  bool veil(GfxState* state);
  /// What the nominal size of a Type 3 font must be multiplied with: those made of bitmaps have no em.
  float type3_scale(const GfxFont& font) const;

  PdfInk ink_;
  Limits limits_;
  int forms_left_ = 100'000;      ///< a page of many icons has a thousand
  int questions_left_ = 500'000;  ///< about eleven operators each; a printed map has a million operators
  std::size_t most_glyphs_;
  std::unordered_map<const GfxFont*, std::uint16_t> fonts_;
  std::uint16_t font_ = 0;
  float font_scale_ = 1, ascent_ = 0.8F, descent_ = -0.2F;
  std::optional<std::string> actual_text_;  ///< replaces the glyphs until its end; given to the first of them
};

}  // namespace tamis::parsers
