#include "ingest/rendition_check.hpp"

#include "redact/lens.hpp"
#include "renditions/pdf.hpp"

#include <algorithm>

namespace tamis::ingest {
namespace {

using renditions::Format;
using renditions::SayableWords;
using renditions::Sheet;

constexpr float sure = 0.8F;              // OCR reads letters into edges and stains with less confidence
constexpr float guessed = 0.5F;           // what it says of a painted place with less is no reading at all
constexpr std::size_t shortest_word = 3;  // letters: shorter ones it sees everywhere

std::unexpected<Error> leak(std::optional<std::int32_t> page = {}) {
  return fail(ErrorCode::rendition_leaks, Stage::render, {}, {.page = page, .byte = {}});
}

Upload to_upload(const std::string& bytes) {
  const auto all = std::as_bytes(std::span(bytes));
  return {CandidateText("rendition"), {all.begin(), all.end()}};
}

bool lies_in(const Box& word, const Box& painted) {
  const float x = (word.left + word.right) / 2, y = (word.top + word.bottom) / 2;
  return x > painted.left && x < painted.right && y > painted.top && y < painted.bottom;
}

bool is_painted(const TextWord& word, const std::vector<Sheet>& sheets) {
  const auto page = static_cast<std::size_t>(std::max(word.page, 1) - 1);
  return page < sheets.size() &&
         std::ranges::any_of(sheets[page].painted, [&](const Box& painted) { return lies_in(word.box, painted); });
}

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }));
}

/// Letters and digits alone, folded: what a text layer says, whatever its spaces.
std::string letters_of(std::string_view text, const TextFolder& folder) {
  std::string letters;
  for (const char c : folder.fold_term(text)) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) letters += c;
  }
  return letters;
}

std::string letters_of(const Sheet& sheet, const TextFolder& folder) {
  std::string words;
  for (const renditions::SheetWord& word : sheet.words) words.append(word.text.reveal(Purpose::screening)).append(" ");
  return letters_of(words, folder);
}

}  // namespace

RenditionCheck::RenditionCheck(const Pipeline& pipeline, View view, const Choices& choices, const redact::Masks& masks)
    : pipeline_(pipeline), view_(view), choices_(choices), secrets_(masks.secrets, pipeline.folder()) {}

Result<std::string> RenditionCheck::pass(Result<std::string> made, const std::vector<Sheet>& sheets) const {
  if (!made) return made;
  if (const auto good = look_into(Format::pdf, *made, sheets.size()); !good) return std::unexpected(good.error());
  if (const auto good = look_at_layers(*made, sheets); !good) return std::unexpected(good.error());
  if (const auto good = read_again(*made, nullptr, sheets); !good) return std::unexpected(good.error());
  return made;
}

Result<std::string> RenditionCheck::pass(Format format, Result<std::string> made,
                                         const std::vector<std::string>& texts) const {
  if (!made) return made;
  if (const auto good = look_into(format, *made, 0); !good) return std::unexpected(good.error());
  const SayableWords sayable(texts, pipeline_.folder());
  if (const auto good = read_again(*made, &sayable, {}); !good) return std::unexpected(good.error());
  return made;
}

Result<void> RenditionCheck::look_into(Format format, const std::string& bytes, std::size_t pictures) const {
  const auto contents = renditions::inspect(format, bytes);
  if (!contents) return std::unexpected(contents.error());
  if (contents->pictures != pictures) return leak();
  return secrets_.in_contents(*contents) ? leak() : Result<void>();
}

/// Each page's text layer must be the visible words, letter by letter.
Result<void> RenditionCheck::look_at_layers(const std::string& bytes, const std::vector<Sheet>& sheets) const {
  const Upload upload = to_upload(bytes);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto index = static_cast<std::int32_t>(i);
    const auto page = pipeline_.picture(upload, index, false, {});
    if (!page) return std::unexpected(page.error());
    if (letters_of(page->text, pipeline_.folder()) != letters_of(sheets[i], pipeline_.folder())) return leak(index + 1);
  }
  return {};
}

/// Is it a visible word of the same place, whose box OCR drew over the paint beside it?
bool RenditionCheck::is_visible(const TextWord& word, std::string_view words, const std::vector<Sheet>& sheets) const {
  const Sheet& sheet = sheets[static_cast<std::size_t>(std::max(word.page, 1) - 1)];
  const std::string letters = letters_of(words, pipeline_.folder());
  return std::ranges::any_of(sheet.words, [&](const renditions::SheetWord& each) {
    const bool meets = each.box.left < word.box.right && word.box.left < each.box.right &&
                       each.box.top < word.box.bottom && word.box.top < each.box.bottom;
    return meets && letters_of(each.text.reveal(Purpose::screening), pipeline_.folder()) == letters;
  });
}

Result<void> RenditionCheck::read_again(const std::string& bytes, const SayableWords* sayable,
                                        const std::vector<Sheet>& sheets) const {
  auto document = pipeline_.extract(to_upload(bytes));
  if (!document) {
    const bool blank = document.error().code == ErrorCode::no_text;
    return blank ? Result<void>() : std::unexpected(document.error());
  }
  const std::size_t pages = document->pages.size();
  const bool drawn = document->paged && document->pages.front().origin == Origin::text_layer;
  const auto reading = pipeline_.normalize(std::move(*document));
  if (!reading) return std::unexpected(reading.error());
  for (const TextWord& word : reading->text.words) {
    if (word.confidence < sure || !is_painted(word, sheets)) continue;
    const std::string_view words = reading->text.slice(word.span, Purpose::screening);
    if (letters_of(words) >= shortest_word && !is_visible(word, words, sheets)) return leak(word.page);
  }
  if (sayable && !sayable->cover(reading->text.text.reveal(Purpose::screening))) return leak();
  if (const auto good = screen_again(*reading, sheets); !good) return good;
  return sayable && drawn ? read_pixels(bytes, pages) : Result<void>();
}

/// What OCR reads off a document that has text of its own.
Result<void> RenditionCheck::read_pixels(const std::string& bytes, std::size_t pages) const {
  const Upload upload = to_upload(bytes);
  std::vector<Sheet> sheets;
  for (std::size_t i = 0; i < pages; ++i) {
    auto picture = pipeline_.picture(upload, static_cast<std::int32_t>(i), false, {});
    if (!picture) return std::unexpected(picture.error());
    Sheet sheet;
    sheet.width = static_cast<float>(picture->width) * 72 / picture->dpi;
    sheet.height = static_cast<float>(picture->height) * 72 / picture->dpi;
    sheet.picture = std::move(*picture);
    sheets.push_back(std::move(sheet));
  }
  const auto photographed = renditions::write_pdf(sheets);
  return photographed ? read_again(*photographed, nullptr, {}) : std::unexpected(photographed.error());
}

Result<void> RenditionCheck::screen_again(const Reading& reading, const std::vector<Sheet>& sheets) const {
  if (secrets_.in_text(reading.text.text.reveal(Purpose::screening))) return leak();
  const auto& screener = pipeline_.screener();
  const redact::Lens lens(view_, screener.policy(), choices_, reading.text);
  // The rules for labelled fields find the mark behind the label as well, and a letter that OCR sees in the paint.
  const auto says_something = [&](const TextWord& word) {
    const std::size_t letters = letters_of(reading.text.slice(word.span, Purpose::screening));
    return letters > 0 && !(is_painted(word, sheets) && (letters < shortest_word || word.confidence < guessed));
  };
  for (const Finding& finding : lens.hidden(screener.find(reading.document, reading.text, reading.profile))) {
    const auto is_read = [&](const TextWord& word) {
      return finding.span->overlaps(word.span) && says_something(word);
    };
    if (!finding.span || std::ranges::any_of(reading.text.words, is_read)) return leak(finding.page);
  }
  return {};
}

}  // namespace tamis::ingest
