#include "normalize/language_skills.hpp"

#include "normalize/language_tests.hpp"
#include "normalize/text_folder.hpp"

#include <re2/re2.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tamis::normalize {
namespace {

constexpr float sure = 0.98F, likely = 0.9F;

/// The languages that people in Europe name in a CV.
constexpr auto codes = std::to_array<const char*>(
    {"af", "am", "ar", "az", "be",  "bg", "bn",  "br",  "bs",  "ca",  "cs",  "cy",  "da",  "de",  "el",  "en",  "eo",
     "es", "et", "eu", "fa", "fi",  "fr", "fy",  "ga",  "gd",  "gl",  "gu",  "he",  "hi",  "hr",  "hu",  "hy",  "id",
     "is", "it", "ja", "ka", "kk",  "km", "ko",  "ku",  "la",  "lb",  "ln",  "lt",  "lv",  "mg",  "mk",  "ml",  "mn",
     "mr", "ms", "mt", "my", "ne",  "nl", "no",  "oc",  "ig",  "ha",  "xh",  "st",  "rn",  "sc",  "co",  "rm",  "ug",
     "tk", "ky", "tg", "lo", "ff",  "bm", "ak",  "ee",  "szl", "csb", "nds", "hsb", "kab", "scn", "nap", "fur", "gsw",
     "tw", "sn", "ny", "om", "ce",  "tt", "ba",  "os",  "ht",  "qu",  "gn",  "ay",  "li",  "yi",  "sa",  "jv",  "su",
     "kn", "or", "as", "sd", "ast", "an", "vec", "lmo", "pms", "ceb", "rom", "nah", "lad", "arc", "dz",  "bo",  "sm",
     "fj", "mi", "to", "pa", "pl",  "ps", "pt",  "ro",  "ru",  "rw",  "si",  "sk",  "sl",  "so",  "sq",  "sr",  "sv",
     "sw", "ta", "te", "th", "ti",  "tl", "tr",  "uk",  "ur",  "uz",  "vi",  "wo",  "yo",  "zh",  "zu"});

bool is_separator(char c) { return std::string_view("\n,;:|/.)").find(c) != std::string_view::npos; }

std::size_t line_end(std::string_view words, std::size_t from) {
  return std::min(words.find('\n', from), words.size());
}

/// The bytes up to the closing bracket of what stands in brackets before the next item: "(native), Twi (fluent)".
std::size_t bracketed(std::string_view words) {
  const auto open = words.find_first_not_of(' ');
  if (open == std::string_view::npos || words[open] != '(') return 0;
  const auto close = words.find(')', open);
  const bool item_follows = close != std::string_view::npos && words.substr(close + 1).find_first_of(",;") == 0;
  return item_follows ? close + 1 : 0;
}

/// The level after a language's name: the rest of its line, up to the closing bracket if one is open, or the next line,
/// unless that is the label of another ("Other languages:").
Piece level_of(const Piece& after) {
  const auto words = after.words();
  auto end = line_end(words, 0);
  if (after.until(end).trimmed().empty()) {
    const auto next = std::min(words.find_first_not_of(" \n"), words.size());
    end = line_end(words, next);
    if (trimmed(words.substr(next, end - next)).ends_with(':')) return after.until(0);
  }
  if (const auto whole = bracketed(words.substr(0, end)); whole > 0) return after.until(whole).trimmed();
  const auto line = words.substr(0, end);
  if (std::ranges::count(line, '(') > std::ranges::count(line, ')')) {
    if (const auto close = words.find(')', end); close != std::string_view::npos) end = close + 1;
  }
  return after.until(end).trimmed();
}

/// OCR reads a 1 as a letter.
std::optional<std::string> framework_level(std::string_view words) {
  static const re2::RE2 level(R"((?:^|[^a-z0-9])([abc][12])(?:[^a-z0-9]|$))");
  static const re2::RE2 misread(R"([abc][li|])");
  std::string found;
  if (!re2::RE2::PartialMatch(words, level, &found)) {
    if (!re2::RE2::FullMatch(words, misread)) return std::nullopt;
    found = {words.front(), '1'};
  }
  found[0] = static_cast<char>(found[0] & ~0x20);
  return found;
}

/// As many levels as languages, a line each, below or beside them: dealt out one by one.
std::vector<Piece> levels_below(const Piece& after, std::size_t languages) {
  std::vector<Piece> levels;
  const auto words = after.words();
  for (std::size_t start = 0; start < words.size();) {
    const auto end = line_end(words, start);
    if (const auto level = after.part(start, end).trimmed(); !level.empty()) levels.push_back(level);
    start = end + 1;
  }
  if (levels.size() != languages) levels.clear();
  return levels;
}

bool has_word(std::string_view words) {
  return std::ranges::any_of(words, [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); });
}

Piece whole_section(const ReadingText& text, const Section& section) {
  const auto& lines = section.lines;
  if (lines.empty()) return {&text, {}};
  return piece_of(text, Span{text.lines[lines.front()].span.start, text.lines[lines.back()].span.end});
}

}  // namespace

LanguageSkillReader::LanguageSkillReader(const LanguagePacks& packs) {
  const IcuTextFolder folder;
  for_each_term(packs, "languages.names",
                [&](const auto& code, const auto& term, const auto&) { names_.add(term, code); });
  for (const auto& pack : packs) {
    const icu::Locale locale(pack.code.c_str());
    for (const auto* code : codes) {
      icu::UnicodeString name;
      std::string utf8;
      icu::Locale(code).getDisplayLanguage(locale, name).toUTF8String(utf8);
      names_.add(folder.fold_term(utf8), code);
    }
    for (const auto& term : pack.terms("languages", "native")) native_.add(term, true);
    for (const auto& term : pack.terms("languages", "before_name")) before_name_.add(term, true);
  }
}

bool LanguageSkillReader::begins_item(std::string_view words, std::size_t start) const {
  auto before = words.substr(0, start);
  while (before.ends_with(' ')) before.remove_suffix(1);
  if (before.empty() || is_separator(before.back())) return true;
  if (before.ends_with('-') && before.size() > 1 &&
      (before[before.size() - 2] == ' ' || before[before.size() - 2] == '\n'))
    return true;
  if (before.ends_with("•") || before.ends_with("·")) return true;
  const auto word =
      before.substr(before.find_last_of(" \n") == std::string_view::npos ? 0 : before.find_last_of(" \n") + 1);
  return before_name_.find(word) != nullptr || (static_cast<unsigned char>(word.front()) >= 0xE2 && !has_word(word));
}

std::vector<LanguageSkillReader::Mention> LanguageSkillReader::find_mentions(const Piece& piece) const {
  std::vector<Mention> mentions;
  const auto words = piece.words();
  int depth = 0;
  std::size_t seen = 0;
  names_.for_each_match(words, [&](std::size_t start, const auto& match) {
    for (; seen < start; ++seen) depth += words[seen] == '(' ? 1 : words[seen] == ')' && depth > 0 ? -1 : 0;
    if (depth == 0 && begins_item(words, start))
      mentions.push_back({piece.part(start, start + match.size), *match.meaning});
  });
  return mentions;
}

Language LanguageSkillReader::read_language(const Mention& mention, const Piece& after, const Piece& before) const {
  Language language;
  language.language = mention.name.value(sure);
  language.code = Derived(mention.code);
  auto level = level_of(after);
  const auto label = trimmed(before.words().substr(before.words().find_last_of(",;") + 1));
  const bool labelled_native = label.ends_with(':') && native_.find_in(label) && !names_.find_in(label);
  if (labelled_native || !has_word(level.words())) {
    level = native_.find_in(before.words()) ? before.trimmed() : level.until(0);
  }
  language.fluency = level.empty() ? Value{} : level.value(likely);
  if (native_.find_in(level.words())) {
    language.native = true;
    language.cefr = Derived("C2");
  } else if (auto stated = framework_level(level.words())) {
    language.cefr = Derived(std::move(*stated));
  } else if (auto proved = level_of_test(level.words())) {
    language.cefr = Derived(std::move(*proved));
  }
  return language;
}

/// What stands between each name and the next, where its level is. Levels that follow a run of names are dealt out.
std::vector<Piece> LanguageSkillReader::words_after(const std::vector<Mention>& mentions, const Piece& whole) {
  std::vector<Piece> after;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const auto end = i + 1 < mentions.size() ? mentions[i + 1].name.folded.start : whole.folded.end;
    after.push_back({whole.source, {mentions[i].name.folded.end, end}});
  }
  for (std::size_t first = 0, last = 0; first < after.size(); first = ++last) {
    while (last + 1 < after.size() && trimmed(after[last].words()).empty()) ++last;
    const auto levels = last > first ? levels_below(after[last], last - first + 1) : std::vector<Piece>();
    std::ranges::copy(levels, after.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return after;
}

std::vector<Language> LanguageSkillReader::read(const ReadingText& text, const Section& section) const {
  const auto whole = whole_section(text, section);
  const auto mentions = find_mentions(whole);
  const auto after = words_after(mentions, whole);
  std::vector<Language> languages;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const auto& name = mentions[i].name;
    const auto head = whole.words().substr(0, name.folded.start - whole.folded.start);
    const auto line_start = head.rfind('\n');
    const auto line_begin = line_start == std::string_view::npos ? 0 : line_start + 1;
    const bool first_on_line = i == 0 || mentions[i - 1].name.folded.start < whole.folded.start + line_begin;
    const auto before = whole.part(first_on_line ? line_begin : head.size(), head.size());
    auto language = read_language(mentions[i], after[i], before);
    const bool known =
        std::ranges::any_of(languages, [&](const Language& other) { return other.code == language.code; });
    if (!known) languages.push_back(std::move(language));
  }
  return languages;
}

}  // namespace tamis::normalize
