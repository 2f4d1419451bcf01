#include "parsers/ocr.hpp"

#include "parsers/faces.hpp"
#include "parsers/image_prepare.hpp"
#include "parsers/ocr_addresses.hpp"
#include "parsers/ocr_engine.hpp"
#include "parsers/ocr_language.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace tamis::parsers {
namespace {

/// What is read when nothing else is known: of all models this one misreads the fewest words of the other languages.
constexpr std::string_view kFirstLanguage = "en";

/// Upright pages stay above this mean confidence even as poor faxes; pages that lie on their side never reach it.
constexpr float kPerhapsTurned = 0.6F;

/// Of scans and photos worn step by step, those below this mean confidence lost more than one word in twenty, those
/// above it fewer. Clean scans reach 0.93, usable photos 0.90.
constexpr float kLowConfidence = 0.87F;

/// A page that is ready to be read: dark letters on white, and what it looks like.
struct Sheet {
  Raster letters, look;
  float skew = 0;  ///< that was taken out, in degrees
};

/// The file's own resolution if it makes a sheet between A5 and legal of the picture, else the one that makes it A4.
float resolution_of(const Raster& sheet, float claimed) {
  constexpr float kShortestInches = 7.5F, kLongestInches = 15.0F, kA4ShortSide = 8.27F;
  const auto [narrow, wide] = std::minmax(sheet.width, sheet.height);
  if (claimed > 0 && wide / claimed >= kShortestInches && wide / claimed <= kLongestInches) return claimed;
  return static_cast<float>(narrow) / kA4ShortSide;
}

/// Within what the engine reads well; small print needs more pixels, large scans need fewer.
float reading_resolution(float dpi) {
  constexpr float kCoarse = 140, kCoarseBecomes = 200, kFine = 200;
  return dpi < kCoarse ? kCoarseBecomes : std::min(dpi, kFine);
}

/// Takes the skew out.
Sheet lay_straight(Raster look) {
  Sheet sheet{.letters = even_out(look), .look = std::move(look)};
  sheet.skew = find_skew(sheet.letters);
  if (sheet.skew != 0) {
    sheet.look = rotated(sheet.look, -sheet.skew);
    sheet.letters = even_out(sheet.look);
  }
  return sheet;
}

Sheet prepare(const Raster& picture) {
  const auto cut_out = cut_out_sheet(picture);
  Raster look = cut_out ? *cut_out : to_grey(picture);
  look.dpi = resolution_of(look, cut_out ? 0 : picture.dpi);
  return lay_straight(resampled(look, reading_resolution(look.dpi)));
}

/// How often ink begins in each row: letters do that more than pictures, rules and specks of the same blackness.
std::vector<int> strokes_of_rows(const Raster& letters) {
  std::vector<int> strokes(static_cast<std::size_t>(letters.height));
  for (int y = 0; y < letters.height; ++y) {
    const auto* row = letters.pixels.data() + static_cast<std::size_t>(y) * letters.width;
    for (int x = 1; x < letters.width; ++x) strokes[y] += row[x] < 128 && row[x - 1] >= 128;
  }
  return strokes;
}

/// Bands of a line or two each that cut the page where there are fewest strokes, those with most first.
std::vector<Band> fullest_bands(const Raster& letters) {
  constexpr int kBandsOnAPage = 40;
  const auto strokes = strokes_of_rows(letters);
  const int usual = std::max(4, letters.height / kBandsOnAPage);
  std::vector<Band> bands;
  for (int top = 0; top + usual < letters.height;) {
    const auto from = strokes.begin() + top + usual * 3 / 4;
    const auto to = strokes.begin() + std::min(letters.height, top + usual * 5 / 4);
    const int bottom = static_cast<int>(std::min_element(from, to) - strokes.begin());
    bands.push_back({top, bottom - top});
    top = bottom;
  }
  const auto strokes_in = [&](const Band& band) {
    return std::accumulate(strokes.begin() + band.top, strokes.begin() + band.top + band.height, std::int64_t{0});
  };
  std::ranges::stable_sort(bands, std::ranges::greater(), strokes_in);
  return bands;
}

float mean_confidence(const std::vector<ReadWord>& words) {
  double sum = 0, letters = 0;
  for (const auto& word : words) {
    sum += word.confidence * static_cast<double>(word.text.size());
    letters += static_cast<double>(word.text.size());
  }
  return letters == 0 ? 0 : static_cast<float>(sum / letters);
}

/// Do the words run up or down the page? The engine reads such lines too, but no reading order comes of them.
bool runs_upwards(const std::vector<ReadWord>& words) {
  constexpr std::size_t kLongWord = 4;
  int upwards = 0, all = 0;
  for (const auto& word : words) {
    if (word.text.size() < kLongWord) continue;
    ++all;
    upwards += word.box.height() > word.box.width();
  }
  return 2 * upwards > all;
}

bool seems_turned(const std::vector<ReadWord>& words) {
  return runs_upwards(words) || mean_confidence(words) < kPerhapsTurned;
}

bool reads_better(const std::vector<ReadWord>& words, const std::vector<ReadWord>& others) {
  if (runs_upwards(words) != runs_upwards(others)) return runs_upwards(others);
  return mean_confidence(words) > mean_confidence(others);
}

Box scaled(const Box& box, float scale) {
  return {box.left * scale, box.top * scale, box.right * scale, box.bottom * scale};
}

Word to_word(const ReadWord& read, float points_a_pixel) {
  // A row reaches from the descenders to the ascenders, which in common text faces is this share of the font size.
  constexpr float kRowShare = 0.93F;
  return {.text = read.text,
          .box = scaled(read.box, points_a_pixel),
          .font_size = std::round(2 * read.row_height * points_a_pixel / kRowShare) / 2,
          .origin = Origin::ocr,
          .confidence = read.confidence};
}

bool lies_in(const Box& box, const Box& area) {
  const float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  return x > area.left && x < area.right && y > area.top && y < area.bottom;
}

/// What was read off a face, a speck or a rule rather than off letters; its box is in points.
bool is_noise(const ReadWord& word, const Box& box, const std::vector<PlacedImage>& portraits) {
  constexpr float kRule = 0.15F;
  if (word.box.height() < kRule * word.row_height && word.text.size() > 3) return true;
  return std::ranges::any_of(portraits, [&](const PlacedImage& image) { return lies_in(box, image.box); });
}

/// The level above which a pixel is paper: near it for pale copies, where grain counts as ink too. 0 for a blank page.
int ink_level(const Raster& letters) {
  constexpr double kHardlyAny = 0.005;  // of the page: a stroke of a pen or some specks
  constexpr int kBlank = 235, kPaper = 255;
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t pixel : letters.pixels) ++counts[pixel];
  int darkest = 0;
  for (std::size_t seen = counts[0];
       static_cast<double>(seen) < kHardlyAny * static_cast<double>(letters.pixels.size());) {
    seen += counts[++darkest];
  }
  return darkest > kBlank ? 0 : kPaper - (kPaper - darkest) / 2;
}

std::int64_t ink_within(const Raster& letters, const Box& box, int level) {
  const int left = std::clamp(static_cast<int>(box.left), 0, letters.width);
  const int right = std::clamp(static_cast<int>(box.right), left, letters.width);
  const int bottom = std::clamp(static_cast<int>(box.bottom), 0, letters.height);
  std::int64_t ink = 0;
  for (int y = std::clamp(static_cast<int>(box.top), 0, bottom); y < bottom; ++y) {
    const auto* row = letters.pixels.data() + static_cast<std::size_t>(y) * letters.width;
    ink += std::count_if(row + left, row + right, [&](std::uint8_t pixel) { return pixel < level; });
  }
  return ink;
}

/// How much of a page's ink words and portraits account for; 1 for a blank page.
float legible_share(const Raster& letters, const RecognisedPage& page) {
  const int level = ink_level(letters);
  const float pixels_a_point = letters.dpi / 72;
  const auto ink_in = [&](const Box& box) { return ink_within(letters, scaled(box, pixels_a_point), level); };
  const auto ink = ink_in({0, 0, page.width, page.height});
  if (ink == 0) return 1;
  std::int64_t read = 0;
  for (const Word& word : page.words) read += ink_in(word.box);
  for (const PlacedImage& image : page.images) read += ink_in(image.box);
  return std::min(1.0F, static_cast<float>(read) / static_cast<float>(ink));
}

std::string text_of(const std::vector<ReadWord>& words) {
  std::string text;
  for (const auto& word : words) text.append(word.text.reveal(Purpose::extraction)).append(" ");
  return text;
}

}  // namespace

Recogniser::Recogniser(const Limits& limits, std::string_view language)
    : limits_(limits), language_(language), decided_(!model_of(language).empty()) {
  if (!decided_) language_ = kFirstLanguage;
}

Result<void> Recogniser::decide_language(const Raster& letters) {
  constexpr std::size_t kMostBands = 10;
  std::string text;
  auto bands = fullest_bands(letters);
  if (bands.size() > kMostBands) bands.resize(kMostBands);
  for (std::size_t i = 0; i < bands.size() && !decided_; ++i) {
    const auto words = read_words(letters, bands[i], std::string(model_of(language_)));
    if (!words) return std::unexpected(words.error());
    text += text_of(*words);
    const bool last = i + 1 == bands.size();
    if (const auto language = last ? tell_language(text) : tell_clear_language(text)) {
      language_ = *language;
      decided_ = true;
    }
  }
  return {};
}

Result<std::vector<ReadWord>> Recogniser::read_letters(const Raster& letters) {
  if (!decided_) {
    if (const auto done = decide_language(letters); !done) return std::unexpected(done.error());
  }
  auto words = read_words(letters, {0, letters.height}, std::string(model_of(language_)));
  if (!words || decided_) return words;
  // Its fullest lines told nothing, being names and numbers; the whole page may.
  const auto language = tell_language(text_of(*words));
  if (!language || *language == language_) return words;
  language_ = *language;
  decided_ = true;
  return read_words(letters, {0, letters.height}, std::string(model_of(language_)));
}

Result<RecognisedPage> Recogniser::read(const Raster& picture) {
  if (const auto fits = check_size(picture.width, picture.height, limits_); !fits) return std::unexpected(fits.error());
  if (!std::exchange(begun_, true)) forget_document();  // not earlier: most documents need no OCR, and it takes a while
  RecognisedPage page;
  Sheet sheet = prepare(picture);
  auto words = read_letters(sheet.letters);
  if (!words) return std::unexpected(words.error());

  if (seems_turned(*words)) {
    const auto quarter_turns = find_quarter_turns(sheet.letters);
    if (!quarter_turns) return std::unexpected(quarter_turns.error());
    if (*quarter_turns != 0) {
      Sheet upright = lay_straight(turned(sheet.look, *quarter_turns));
      auto upright_words = read_letters(upright.letters);
      if (!upright_words) return std::unexpected(upright_words.error());
      if (reads_better(*upright_words, *words)) {
        page.quarter_turns = *quarter_turns;
        sheet = std::move(upright);
        words = std::move(upright_words);
      }
    }
  }

  if (const auto done = read_addresses_again(sheet.letters, *words); !done) return std::unexpected(done.error());

  const float points_a_pixel = 72 / sheet.letters.dpi;
  page.width = static_cast<float>(sheet.letters.width) * points_a_pixel;
  page.height = static_cast<float>(sheet.letters.height) * points_a_pixel;
  page.skew = sheet.skew;
  constexpr float kPictures = 150;  // dots an inch: enough to see a face, and to show the page
  page.look = resampled(sheet.look, kPictures);
  page.images = find_portraits(page.look);
  for (auto& image : page.images) image.box = scaled(image.box, 72 / page.look.dpi);
  std::erase_if(*words,
                [&](const ReadWord& word) { return is_noise(word, scaled(word.box, points_a_pixel), page.images); });
  page.confidence = mean_confidence(*words);
  for (const auto& word : *words) page.words.push_back(to_word(word, points_a_pixel));
  constexpr float kUsuallyLegible = 0.3F;  // the rest is rules, icons, stamps, signatures
  const float legible = legible_share(sheet.letters, page);
  page.confidence *= std::min(1.0F, legible / kUsuallyLegible);
  page.unsure = page.confidence < kLowConfidence && (legible < 1 || !page.words.empty());
  return page;
}

}  // namespace tamis::parsers
