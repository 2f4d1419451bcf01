#include "parsers/pdf_page.hpp"
#include "parsers/text_repair.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tamis::parsers {
namespace {

constexpr float word_gap = 0.13F;        ///< of the font size: a wider gap parts words
constexpr float thinnest_hyphen = 0.1F;  ///< of the font size
constexpr float tiny_text = 2;           ///< points: no reader sees it
constexpr float largest_mark = 8;        ///< points: a shape up to that size may be the bullet of a list
constexpr int least_contrast = 24;       ///< of 255, between the colour of text and of what lies below

std::string_view text_of(const PdfInk& ink, const PdfGlyph& glyph) {
  return std::string_view(ink.text).substr(glyph.text, glyph.text_size);
}

bool is_space(std::string_view text) {
  static constexpr std::array<std::string_view, 10> spaces{" ",      "\t",     "\u00A0", "\u2002", "\u2003",
                                                           "\u2007", "\u2009", "\u200A", "\u202F", "\u3000"};
  return std::ranges::find(spaces, text) != spaces.end();
}

/// An accent that stands alone in the font's encoding, as the mark that joins a letter; 0 if it is none.
char32_t joining_mark(std::string_view text) {
  if (text.empty() || text.size() > 2) return 0;
  switch (take_code_point(text)) {
    case U'´':
      return 0x301;
    case U'`':
      return 0x300;
    case U'^':
    case U'ˆ':
      return 0x302;
    case U'~':
    case U'˜':
      return 0x303;
    case U'¯':
      return 0x304;
    case U'˘':
      return 0x306;
    case U'˙':
      return 0x307;
    case U'¨':
      return 0x308;
    case U'˚':
      return 0x30A;
    case U'˝':
      return 0x30B;
    case U'ˇ':
      return 0x30C;
    case U'¸':
      return 0x327;
    case U'˛':
      return 0x328;
    default:
      return 0;
  }
}

/// Glyphs of one line of one style, in the order of drawing, each further along than the one before.
using Run = std::span<const PdfGlyph>;

bool goes_on(const PdfGlyph& before, const PdfGlyph& next) {
  const float size = std::max(before.size, 1.0F);
  return before.quarter_turns == next.quarter_turns && before.inkless == next.inkless &&
         before.box.empty() == next.box.empty() && before.size < 1.6F * next.size && next.size < 1.6F * before.size &&
         std::abs(before.baseline - next.baseline) < 0.45F * size && next.start > before.start - 0.6F * size &&
         next.start < before.end + 3 * size;
}

bool same_style(const PdfGlyph& before, const PdfGlyph& next) {
  return before.font == next.font && std::abs(before.size - next.size) < 0.1F && before.colour == next.colour;
}

bool is_letter(std::string_view text) {
  return !text.empty() &&
         (static_cast<unsigned char>(text[0]) >= 0xC3 || std::isalpha(static_cast<unsigned char>(text[0])));
}

float median(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// How far letters stand apart in letter-spaced text, and what parts its words.
struct Tracking {
  float gap = word_gap;          ///< in points; a wider gap parts words
  bool spaces_are_gaps = false;  ///< spaces stand between all letters, so only their width tells words apart
};

/// A heading drawn as "P R O F I L" or with letter-spacing has the same gap between all its letters.
Tracking measure_tracking(const PdfInk& ink, Run run) {
  const float size = run.front().size;
  Tracking tracking{.gap = word_gap * size};
  std::vector<float> touching, spaced;
  std::size_t letters = 0, lone = 0;
  const PdfGlyph* before = nullptr;
  bool space_between = false;
  for (const PdfGlyph& glyph : run) {
    const std::string_view text = text_of(ink, glyph);
    if (is_space(text)) {
      space_between = true;
      continue;
    }
    letters += is_letter(text) ? 1 : 0;
    if (before != nullptr) (space_between ? spaced : touching).push_back(glyph.start - before->end);
    lone += space_between ? 1 : 0;
    before = &glyph;
    space_between = false;
  }
  constexpr std::size_t enough = 4;
  if (touching.size() >= enough) {
    tracking.gap += std::max(0.0F, median(touching));
  } else if (touching.empty() && letters >= enough && letters == lone + 1 && lone == spaced.size()) {
    tracking = {.gap = 1.5F * median(spaced) + 0.05F * size, .spaces_are_gaps = true};
  }
  return tracking;
}

/// Some fonts call every hyphen a soft one. One that takes room is seen; browsers draw the others without any.
bool is_drawn_soft_hyphen(const PdfInk& ink, Run run, std::size_t at) {
  const PdfGlyph& glyph = run[at];
  if (text_of(ink, glyph) != "\u00AD" || at + 1 == run.size()) return false;
  return run[at + 1].start - glyph.start > thinnest_hyphen * glyph.size;
}

class WordMaker {
 public:
  WordMaker(const PdfInk& ink, std::vector<PlacedWord>& words) : ink_(ink), words_(words) {}

  void add_run(Run run) {
    for (std::size_t i = 0; i < run.size();) {
      std::size_t end = i + 1;
      while (end < run.size() && same_style(run[i], run[end])) ++end;
      if (i > 0 && begins_anew(run[i - 1], run[i])) finish();
      add_styled(run.subspan(i, end - i));
      i = end;
    }
    finish();
  }

 private:
  /// A date that reaches as far as the title of another style beside it.
  [[nodiscard]] bool begins_anew(const PdfGlyph& before, const PdfGlyph& next) const {
    const std::string_view digit = text_of(ink_, before), capital = text_of(ink_, next);
    return digit.size() == 1 && std::isdigit(static_cast<unsigned char>(digit[0])) != 0 && capital.size() == 1 &&
           std::isupper(static_cast<unsigned char>(capital[0])) != 0;
  }

  void add_styled(Run run) {
    const Tracking tracking = measure_tracking(ink_, run);
    for (std::size_t i = 0; i < run.size(); ++i) {
      const PdfGlyph& glyph = run[i];
      const std::string_view text = is_drawn_soft_hyphen(ink_, run, i) ? "-" : text_of(ink_, glyph);
      if (const IconFont icons = ink_.fonts[glyph.font].icons; icons != IconFont::none && !text.empty()) {
        add_icon(glyph, icons, text);
        continue;
      }
      if (is_space(text)) {
        if (!tracking.spaces_are_gaps) finish();
        continue;
      }
      if (last_ != nullptr && glyph.start - last_->end > tracking.gap) finish();
      add(glyph, text);
    }
  }

  /// A word of its own, if it means something.
  void add_icon(const PdfGlyph& glyph, IconFont icons, std::string_view text) {
    finish();
    const std::string_view meaning = meaning_of_icon(icons, take_code_point(text));
    if (meaning.empty()) return;
    add(glyph, meaning);
    finish();
  }

  /// TeX draws "é" as an accent over a letter, and either may come first.
  void add(const PdfGlyph& glyph, std::string_view text) {
    if (last_ == nullptr) begin(glyph);
    const bool over_last = last_ != nullptr && glyph.start < (last_->start + last_->end) / 2;
    const char32_t mark = joining_mark(text);
    if (pending_mark_ != 0 && over_last) {
      text_.resize(text_.size() - mark_size_);
      text_ += text;
      append_utf8(text_, pending_mark_);
      pending_mark_ = 0;
    } else if (mark != 0 && over_last && last_ != nullptr) {
      append_utf8(text_, mark);
      pending_mark_ = 0;
    } else if (over_last && last_text_ == text && last_ != &glyph) {
      word_.word.bold = true;  // the same letter again, a little aside: bold for want of a bold font
    } else {
      text_ += text;
      pending_mark_ = mark;
      mark_size_ = text.size();
    }
    word_.word.box = word_.word.box.united(glyph.box);
    last_ = &glyph;
    last_text_ = text;
  }

  void begin(const PdfGlyph& glyph) {
    word_ = {};
    const PdfFont& font = ink_.fonts[glyph.font];
    word_.word.font_size = glyph.size;
    word_.word.bold = font.bold;
    word_.word.italic = font.italic;
    word_.word.colour = glyph.colour;
    word_.baseline = glyph.baseline;
    word_.position = static_cast<std::int32_t>(&glyph - ink_.glyphs.data());
    text_.clear();
  }

  void finish() {
    if (last_ == nullptr) return;
    last_ = nullptr;
    pending_mark_ = 0;
    std::string text = repair_word(text_);
    if (text.empty()) return;
    word_.word.text = CandidateText(std::move(text));
    words_.push_back(std::move(word_));
  }

  const PdfInk& ink_;
  std::vector<PlacedWord>& words_;
  PlacedWord word_;
  std::string text_;
  const PdfGlyph* last_ = nullptr;
  std::string_view last_text_;
  char32_t pending_mark_ = 0;
  std::size_t mark_size_ = 0;
};

bool covers(const Box& area, float x, float y) {
  return area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
}

int contrast(std::uint32_t one, std::uint32_t other) {
  int most = 0;
  for (const int shift : {0, 8, 16}) {
    most = std::max(most, std::abs(static_cast<int>(one >> shift & 0xFF) - static_cast<int>(other >> shift & 0xFF)));
  }
  return most;
}

/// Whether a reader sees ink of this colour at this place: neither on its own colour nor below something drawn later.
bool is_seen(const PdfInk& ink, const PdfGlyph& glyph, const Box& box) {
  using enum PdfDrawing::Kind;
  const float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  for (std::size_t i = glyph.drawings_before; i < ink.drawings.size(); ++i) {
    const PdfDrawing& later = ink.drawings[i];
    if ((later.kind == rectangle || later.kind == picture) && covers(later.box, x, y) && later.box.left <= box.left &&
        later.box.right >= box.right) {
      return false;
    }
  }
  constexpr std::uint32_t paper = 0xFFFFFF;
  for (std::size_t i = glyph.drawings_before; i-- > 0;) {
    const PdfDrawing& below = ink.drawings[i];
    if (below.kind == line || !covers(below.box, x, y)) continue;
    if (below.kind == picture || below.kind == veil) return true;
    if (contrast(below.colour, glyph.colour) >= least_contrast) return true;
    if (below.kind == rectangle) return false;
  }
  return contrast(paper, glyph.colour) >= least_contrast;
}

bool is_on_page(const PdfInk& ink, const Box& box) {
  return box.right > 0 && box.bottom > 0 && box.left < ink.width && box.top < ink.height;
}

void attach_links(const PdfInk& ink, std::vector<PlacedWord>& words) {
  for (const PdfLink& link : ink.links) {
    for (PlacedWord& word : words) {
      const Box& box = word.word.box;
      if (covers(link.box, (box.left + box.right) / 2, (box.top + box.bottom) / 2)) word.link = link.target;
    }
  }
}

/// Text drawn twice, a little aside, is one text in bold.
void merge_doubles(std::vector<PlacedWord>& words) {
  std::vector<std::size_t> order(words.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(
      order, {}, [&](std::size_t i) { return std::pair(std::lround(words[i].baseline), words[i].word.box.left); });
  std::vector<bool> is_double(words.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    PlacedWord& one = words[order[i - 1]];
    PlacedWord& other = words[order[i]];
    const float near = 0.15F * one.word.font_size;
    if (one.word.text == other.word.text && std::abs(one.word.box.left - other.word.box.left) < near &&
        std::abs(one.baseline - other.baseline) < near) {
      is_double[order[i - 1]] = true;
      other.word.bold = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_double[i]) continue;
    if (kept != i) words[kept] = std::move(words[i]);
    ++kept;
  }
  words.resize(kept);
}

float largest_image_share(const PdfInk& ink) {
  float largest = 0;
  for (const PdfDrawing& drawing : ink.drawings) {
    if (drawing.kind != PdfDrawing::Kind::picture && drawing.kind != PdfDrawing::Kind::veil) continue;
    largest = std::max(largest, drawing.box.width() * drawing.box.height());
  }
  return ink.width > 0 && ink.height > 0 ? std::min(1.0F, largest / (ink.width * ink.height)) : 0;
}

float mapped_share(const PdfInk& ink) {
  const auto unmapped = std::ranges::count_if(
      ink.glyphs, [&](const PdfGlyph& glyph) { return glyph.text_size == 0 || ink.fonts[glyph.font].unmapped; });
  return ink.glyphs.empty() ? 1 : 1 - static_cast<float>(unmapped) / static_cast<float>(ink.glyphs.size());
}

}  // namespace

PdfWords make_words(const PdfInk& ink) {
  PdfWords words;
  words.page.width = ink.width;
  words.page.height = ink.height;
  std::vector<PlacedWord> made;
  WordMaker maker(ink, made);
  const Run glyphs = ink.glyphs;
  for (std::size_t i = 0; i < glyphs.size();) {
    std::size_t end = i + 1;
    while (end < glyphs.size() && goes_on(glyphs[end - 1], glyphs[end])) ++end;
    maker.add_run(glyphs.subspan(i, end - i));
    i = end;
  }
  for (PlacedWord& word : made) {
    const PdfGlyph& first = ink.glyphs[static_cast<std::size_t>(word.position)];
    const Box& box = word.word.box;
    if (first.inkless) {
      words.inkless.push_back(std::move(word));
    } else if (box.empty() || first.size < tiny_text || !is_on_page(ink, box) || !is_seen(ink, first, box)) {
      words.hidden = true;
    } else if (first.quarter_turns != 0) {
      ++words.turned;
    } else {
      words.page.words.push_back(std::move(word));
    }
  }
  merge_doubles(words.page.words);
  attach_links(ink, words.page.words);
  for (const PdfDrawing& drawing : ink.drawings) {
    using enum PdfDrawing::Kind;
    const bool small = std::max(drawing.box.width(), drawing.box.height()) < largest_mark;
    if (drawing.kind == line || drawing.kind == rectangle || (drawing.kind == shape && small)) {
      words.page.drawings.push_back({drawing.box, drawing.colour});
    }
  }
  words.image_cover = largest_image_share(ink);
  words.trust = letter_trust(ink.text) * mapped_share(ink);
  return words;
}

}  // namespace tamis::parsers
