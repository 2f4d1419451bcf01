#include "normalize/reading_text.hpp"

#include "normalize/phrases.hpp"
#include "normalize/text_folder.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tamis::normalize {
namespace {

std::string_view letters_of(const Word& word) { return word.text.reveal(Purpose::normalization); }

/// The value that most of the words have, weighed by their length.
float main_font_size(const std::vector<Word>& words) {
  std::map<float, std::size_t> weights;
  for (const auto& word : words) weights[word.font_size] += word.text.size();
  return std::ranges::max_element(weights, {}, [](const auto& each) { return each.second; })->first;
}

/// The line as it looks, without its place in the text.
TextLine style_of(const Block& block, const Line& line) {
  TextLine result;
  result.role = block.role;
  result.level = block.level;
  result.region = block.region;
  result.table = block.table;
  result.row = block.row;
  result.column = block.column;
  result.font_size = main_font_size(line.words);
  result.bold = std::ranges::all_of(line.words, &Word::bold);
  result.italic = std::ranges::all_of(line.words, &Word::italic);
  result.colour = line.words.front().colour;
  result.link = line.link;
  return result;
}

bool is_address(std::string_view word) {
  return word.find('@') != std::string_view::npos || word.starts_with("http") || word.starts_with("www.") ||
         (word.find('/') != std::string_view::npos && word.find('.') != std::string_view::npos &&
          word.find('.') < word.find('/'));
}

bool is_lower_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80); }

enum class Break { none, keep_hyphen, drop_hyphen };

/// Words after "Ein-" in "Ein- und Verkauf": the hyphen stands for a part left out, not for a split.
bool is_conjunction(std::string_view word) {
  static const std::set<std::string_view> conjunctions{"und", "oder", "bzw.", "and", "or", "et", "ou",
                                                       "y",   "e",    "o",    "en",  "of", "i",  "lub"};
  return conjunctions.contains(word);
}

/// How the last word of a line goes on with the first of the next line of its block.
Break break_between(std::string_view last, std::string_view next) {
  if (is_address(last)) {
    if (last.ends_with('-') || last.ends_with('/') || last.ends_with('_')) return Break::keep_hyphen;
    const auto at = last.find('@');
    const bool cut_domain = at != std::string_view::npos && last.find('.', at) == std::string_view::npos;
    return cut_domain && next.find('.') != std::string_view::npos ? Break::keep_hyphen : Break::none;
  }
  constexpr std::string_view soft_hyphen = "\u00AD", hyphen = "\u2010";
  if (last.ends_with(soft_hyphen)) return Break::drop_hyphen;
  const auto stem = last.ends_with('-')      ? last.substr(0, last.size() - 1)
                    : last.ends_with(hyphen) ? last.substr(0, last.size() - hyphen.size())
                                             : std::string_view{};
  if (stem.size() < 2 || !is_lower_letter(stem.back()) || next.size() < 2 || !is_lower_letter(next.front())) {
    return Break::none;
  }
  return is_conjunction(next) ? Break::none : Break::drop_hyphen;
}

std::string_view without_hyphen(std::string_view word) {
  for (const std::string_view hyphen : {"\u00AD", "\u2010", "-"}) {
    if (word.ends_with(hyphen)) return word.substr(0, word.size() - hyphen.size());
  }
  return word;
}

/// A number of a person has as many; that of a page has fewer.
constexpr std::ptrdiff_t fewest_digits_of_a_phone = 9;

class Builder {
 public:
  explicit Builder(const Document& document) : document_(document) { result_.paged = document.paged; }

  ReadingText build() {
    for (std::size_t i = 0; i < document_.pages.size(); ++i) {
      page_ = document_.paged ? static_cast<std::int32_t>(i + 1) : 0;
      for (const auto& block : document_.pages[i].blocks) {
        if (!repeats(block)) add(block);
      }
    }
    result_.text = CandidateText(std::move(text_));
    return std::move(result_);
  }

 private:
  /// A header or footer that stood on an earlier page (page numbers aside), or nothing but a page's number.
  bool repeats(const Block& block) {
    if (block.role != BlockRole::page_header && block.role != BlockRole::page_footer) return false;
    std::string words;
    for (const auto& line : block.lines) {
      for (const auto& word : line.words) words += letters_of(word);
    }
    const bool phone = std::ranges::count_if(words, is_digit) >= fewest_digits_of_a_phone;
    if (!phone) std::erase_if(words, is_digit);
    return (!phone && count_letters(words) < 2) || !seen_.insert(words).second;
  }

  void add(const Block& block) {
    if (!text_.empty()) text_ += '\n';
    ++block_;
    std::size_t taken = 0;  // words of the line that the line before has taken
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const Line* next = i + 1 < block.lines.size() ? &block.lines[i + 1] : nullptr;
      taken = add(block, block.lines[i], taken, next);
    }
  }

  /// Returns how many words of `next` the line took.
  std::size_t add(const Block& block, const Line& line, std::size_t from, const Line* next) {
    if (from >= line.words.size()) return 0;
    TextLine result = style_of(block, line);
    result.page = page_;
    result.block = block_;
    const auto start = offset();
    for (auto i = from; i < line.words.size(); ++i) {
      if (i > from) text_ += ' ';
      const bool last = i + 1 == line.words.size() && next && !next->words.empty();
      const auto cut = last ? break_between(letters_of(line.words[i]), letters_of(next->words.front())) : Break::none;
      if (cut == Break::none) {
        add(line.words[i], letters_of(line.words[i]), result.box);
        continue;
      }
      add(line.words[i],
          cut == Break::drop_hyphen ? without_hyphen(letters_of(line.words[i])) : letters_of(line.words[i]),
          result.box);
      Box elsewhere;
      add(next->words.front(), letters_of(next->words.front()), elsewhere);
      finish(result, start);
      return 1;
    }
    finish(result, start);
    return 0;
  }

  void add(const Word& word, std::string_view letters, Box& box) {
    const auto start = offset();
    text_ += to_nfc(letters);
    result_.words.push_back({{start, offset()}, page_, word.box, word.confidence});
    box = box.united(word.box);
  }

  void finish(TextLine& line, std::uint32_t start) {
    line.span = {start, offset()};
    result_.lines.push_back(std::move(line));
    text_ += '\n';
  }

  [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(text_.size()); }

  const Document& document_;
  ReadingText result_;
  std::string text_;
  std::set<std::string> seen_;
  std::int32_t page_ = 0, block_ = -1;
};

}  // namespace

ReadingText read_document(const Document& document, const TextFolder& folder) {
  auto text = Builder(document).build();
  text.folded = folder.fold(text.text.reveal(Purpose::normalization));
  text.languages = detect_languages(text);
  return text;
}

}  // namespace tamis::normalize
