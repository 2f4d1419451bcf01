#include "parsers/ocr_engine.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/osdetect.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <ranges>
#include <string_view>

namespace tamis::parsers {
namespace {

using Engine = tesseract::TessBaseAPI;

std::map<std::string, std::unique_ptr<Engine>>& warm_engines() {
  static std::map<std::string, std::unique_ptr<Engine>> engines;
  return engines;
}

/// Loaded at the first call for a model, then kept; nullptr if the model is missing.
Engine* engine_of(const std::string& model) {
  auto& engine = warm_engines()[model];
  if (engine) return engine.get();
  // More threads inside a page only spin: the same page costs several times the processor time.
  setenv("OMP_THREAD_LIMIT", "1", 1);
  auto fresh = std::make_unique<Engine>();
  // Prepared pages hold no white letters on dark, so no line need be tried inverted as well.
  const std::vector<std::string> names{"debug_file", "tessedit_do_invert"}, values{"/dev/null", "0"};
  const auto mode = model == "osd" ? tesseract::OEM_TESSERACT_ONLY : tesseract::OEM_LSTM_ONLY;
  if (fresh->Init(nullptr, model.c_str(), mode, nullptr, 0, &names, &values, false) != 0) return nullptr;
  fresh->SetPageSegMode(tesseract::PSM_AUTO);
  engine = std::move(fresh);
  return engine.get();
}

void show(Engine& engine, const Raster& grey, Band band) {
  const auto* first = grey.pixels.data() + static_cast<std::size_t>(band.top) * grey.width;
  engine.SetImage(first, grey.width, band.height, 1, grey.width);
  if (grey.dpi > 0) engine.SetSourceResolution(static_cast<int>(std::lround(grey.dpi)));
}

ReadWord word_at(const tesseract::ResultIterator& at, const char* text) {
  int left = 0, top = 0, right = 0, bottom = 0;
  at.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
  float row_height = 0, descenders = 0, ascenders = 0;
  at.RowAttributes(&row_height, &descenders, &ascenders);
  return {
      .text = CandidateText(text),
      .box = {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right), static_cast<float>(bottom)},
      .row_height = row_height,
      .confidence = at.Confidence(tesseract::RIL_WORD) / 100};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

std::vector<ReadWord> recognise(Engine& engine) {
  std::vector<ReadWord> words;
  if (engine.Recognize(nullptr) == 0) {
    const std::unique_ptr<tesseract::ResultIterator> at(engine.GetIterator());
    while (at && !at->Empty(tesseract::RIL_WORD)) {
      const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
      // A picture, or a page of which nothing was read, comes as one word of white space, with high confidence.
      if (text && !is_blank(text.get())) words.push_back(word_at(*at, text.get()));
      if (!at->Next(tesseract::RIL_WORD)) break;
    }
  }
  engine.Clear();
  return words;
}

}  // namespace

Result<std::vector<ReadWord>> read_words(const Raster& grey, Band band, const std::string& model) {
  Engine* engine = engine_of(model);
  if (!engine) return fail(ErrorCode::model_missing, Stage::extract);
  show(*engine, grey, band);
  return recognise(*engine);
}

Result<std::vector<ReadWord>> read_line(const Raster& grey, const Box& area, const std::string& model) {
  Engine* engine = engine_of(model);
  if (!engine) return fail(ErrorCode::model_missing, Stage::extract);
  const int left = std::clamp(static_cast<int>(area.left), 0, grey.width - 1);
  const int top = std::clamp(static_cast<int>(area.top), 0, grey.height - 1);
  const int right = std::clamp(static_cast<int>(area.right), left + 1, grey.width);
  const int bottom = std::clamp(static_cast<int>(area.bottom), top + 1, grey.height);
  const auto* first = grey.pixels.data() + static_cast<std::size_t>(top) * grey.width + left;
  engine->SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  engine->SetImage(first, right - left, bottom - top, 1, grey.width);
  std::vector<ReadWord> words = recognise(*engine);
  engine->SetPageSegMode(tesseract::PSM_AUTO);
  const auto x = static_cast<float>(left), y = static_cast<float>(top);
  for (Box& box : words | std::views::transform(&ReadWord::box)) {
    box = {box.left + x, box.top + y, box.right + x, box.bottom + y};
  }
  return words;
}

Result<int> find_quarter_turns(const Raster& grey) {
  Engine* engine = engine_of("osd");
  if (!engine) return fail(ErrorCode::model_missing, Stage::extract);
  show(*engine, grey, {0, grey.height});
  tesseract::OSResults found;
  const bool detected = engine->DetectOS(&found);
  engine->Clear();
  // The engine counts how far the text has been turned clockwise already.
  return detected ? (4 - found.best_result.orientation_id) % 4 : 0;
}

void forget_document() {
  for (auto& [model, engine] : warm_engines()) {
    if (engine) engine->ClearAdaptiveClassifier();
  }
}

}  // namespace tamis::parsers
