#include "parsers/broken_words.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace tamis::parsers {
namespace {

constexpr auto hyphens = std::to_array<std::string_view>({"-", "\u2010"});

std::string_view text_of(const Word& word) { return word.text.reveal(Purpose::extraction); }

bool is_alphanumeric(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || static_cast<unsigned char>(byte) >= 0x80;
}

bool is_letter(char32_t c) { return is_upper(c) || is_lower(c); }

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return next_code_point(text, at);
}

char32_t last_of(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return next_code_point(text, at);
}

/// Without the punctuation around it and without capitals, so that it is found wherever in a sentence it stands.
std::string bare(std::string_view word) {
  while (!word.empty() && !is_alphanumeric(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_alphanumeric(word.back())) word.remove_suffix(1);
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

/// What stands before the hyphen at a word's end; nothing if there is none.
std::optional<std::string_view> stem_of(std::string_view word) {
  for (const std::string_view hyphen : hyphens) {
    if (word.size() > hyphen.size() && word.ends_with(hyphen)) return word.substr(0, word.size() - hyphen.size());
  }
  return std::nullopt;
}

/// Compounds that keep their hyphen when a line ends at it begin with one of these.
bool begins_compound(std::string_view stem) {
  static constexpr auto first_parts = std::to_array<std::string_view>(
      {"full",     "part",    "long",    "short",  "self",     "co",     "ex",    "non",     "vice",
       "post",     "pre",     "semi",    "multi",  "high",     "low",    "end",   "real",    "well",
       "medium",   "small",   "large",   "mid",    "cross",    "third",  "hands", "day",     "follow",
       "decision", "problem", "results", "detail", "customer", "client", "fast",  "year",    "user",
       "data",     "cost",    "state",   "front",  "back",     "porte",  "aide",  "sous",    "auto",
       "peut",     "rendez",  "demi",    "avant",  "après",    "savoir", "mi",    "arrière", "bien",
       "recém",    "pós",     "segunda", "terça",  "quarta",   "quinta", "sexta", "e"});
  return std::ranges::find(first_parts, bare(stem)) != first_parts.end();
}

/// "Ein- und Verkauf": the hyphen stands for a part that comes later.
bool suspends_hyphen(std::string_view after) {
  static constexpr auto conjunctions = std::to_array<std::string_view>(
      {"und", "oder", "bzw", "sowie", "and", "or", "to", "en", "of", "et", "ou", "y", "o", "e", "i", "oraz", "lub"});
  return std::ranges::find(conjunctions, bare(after)) != conjunctions.end();
}

bool begins_address(std::string_view word) { return word.starts_with("www.") || word.contains("://"); }

/// Of the web or of mail: "www.example.org", "example.org/ada", "ada@".
bool is_address(std::string_view word) {
  const std::size_t slash = word.find('/');
  const bool has_path = slash != std::string_view::npos && word.substr(0, slash).find('.') != std::string_view::npos;
  return begins_address(word) || has_path || word.find('@', 1) != std::string_view::npos;
}

bool continues_address(std::string_view before, const std::vector<Word>& next) {
  constexpr std::string_view inner = "-_=?&%";
  const std::string_view after = text_of(next.front());
  if (begins_address(after) || after.ends_with(':')) return false;
  const bool is_mail = before.contains('@');
  const char last = before.back(), first = after.front();
  if (inner.contains(last) || (is_mail && last == '@')) return is_alphanumeric(first);
  const bool goes_on = inner.contains(first) || first == '/' || (first == (is_mail ? '.' : '@') && last != '/');
  if (goes_on) return after.size() > 1 && is_alphanumeric(after[1]);
  // A whole address may end like this, so what follows must look like the rest of one and nothing else.
  const bool is_open = last == '/' || last == '.';
  return is_open && next.size() == 1 && !is_upper(first_of(after)) && is_alphanumeric(first);
}

class Mender {
 public:
  explicit Mender(const std::vector<Page>& pages) {
    for (const Page& page : pages) {
      for (const Block& block : page.blocks) {
        for (const Line& line : block.lines) {
          for (const Word& word : line.words) known_.insert(bare(text_of(word)));
        }
      }
    }
  }

  void mend(Block& block) const {
    for (std::size_t i = 0; i + 1 < block.lines.size(); ++i) {
      Word& cut = block.lines[i].words.back();
      Line& next = block.lines[i + 1];
      auto whole = join(text_of(cut), next.words);
      if (!whole) continue;
      cut.text = CandidateText(std::move(*whole));
      if (block.lines[i].link.empty()) block.lines[i].link = next.link;
      next.words.erase(next.words.begin());
      if (next.words.empty()) block.lines.erase(block.lines.begin() + static_cast<std::ptrdiff_t>(i--) + 1);
    }
  }

 private:
  [[nodiscard]] std::optional<std::string> join(std::string_view before, const std::vector<Word>& next) const {
    const std::string_view after = text_of(next.front());
    if (is_address(before)) {
      if (!continues_address(before, next)) return std::nullopt;
      return std::string(before).append(after);
    }
    const auto stem = stem_of(before);
    if (!stem || !is_letter(last_of(*stem)) || !is_letter(first_of(after))) return std::nullopt;
    std::string plain = std::string(*stem).append(after);
    std::string compound = std::string(*stem).append("-").append(after);
    if (is_known(compound)) return compound;
    if (is_known(plain)) return plain;
    if (suspends_hyphen(after)) return std::nullopt;
    return begins_compound(*stem) || is_upper(first_of(after)) ? compound : plain;
  }

  [[nodiscard]] bool is_known(std::string_view word) const { return known_.contains(bare(word)); }

  std::unordered_set<std::string> known_;  // every word of the document, bare
};

bool may_be_cut(const Block& block) {
  for (std::size_t i = 0; i + 1 < block.lines.size(); ++i) {
    const std::string_view last = text_of(block.lines[i].words.back());
    if (stem_of(last) || is_address(last)) return true;
  }
  return false;
}

}  // namespace

void mend_broken_words(std::vector<Page>& pages) {
  std::vector<Block*> cut;
  for (Page& page : pages) {
    for (Block& block : page.blocks) {
      if (may_be_cut(block)) cut.push_back(&block);
    }
  }
  if (cut.empty()) return;
  const Mender mender(pages);
  for (Block* block : cut) mender.mend(*block);
}

}  // namespace tamis::parsers
