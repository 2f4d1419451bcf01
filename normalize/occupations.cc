#include "normalize/occupations.hpp"

#include "normalize/gazetteer.hpp"
#include "normalize/phrases.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace tamis::normalize {
namespace {

/// What a folded title says, word by word; `core` words stand before the first sign or preposition.
struct Title {
  std::vector<std::string_view> words;
  std::size_t core = 0;
};

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }

/// "infirmier(e)", "koordynator/ka", "Lehrer*in": what follows the sign is the other gender's ending.
bool is_ending(std::string_view gap, std::string_view word) {
  constexpr std::size_t longest_ending = 5;
  static const std::set<std::string_view> signs = {"(", "/", "*", ":", "_", "·", "•", "/-", "(-", "."};
  return word.size() <= longest_ending && signs.contains(gap);
}

bool parts(std::string_view gap) { return gap.find_first_of(",;:|()/•·") != gap.npos || gap.find(" - ") != gap.npos; }

Title read_title(std::string_view folded, const std::set<std::string, std::less<>>& prepositions) {
  Title title;
  bool in_core = true;
  for (std::size_t i = 0, gap = 0; i < folded.size();) {
    if (!is_letter_or_digit(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && is_letter_or_digit(folded[end])) ++end;
    const auto word = folded.substr(i, end - i);
    const auto between = folded.substr(gap, i - gap);
    i = gap = end;
    if (!title.words.empty() && is_ending(between, word)) {
      gap += folded.substr(end).starts_with(')') ? 1 : 0;
      continue;
    }
    in_core = in_core && (title.words.empty() || !parts(between)) && !prepositions.contains(word);
    title.words.push_back(word);
    if (in_core) title.core = title.words.size();
  }
  return title;
}

/// A word of a row: the whole word, or where a "*" stands for more letters, its beginning or its end.
bool matches(std::string_view pattern, std::string_view word) {
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.starts_with('*')) return word.ends_with(pattern.substr(1));
  return pattern == word;
}

/// Where the brace that opens at `open` closes; the alternatives in between, which may hold braces themselves.
std::size_t read_alternatives(std::string_view text, std::size_t open, std::vector<std::string_view>& alternatives) {
  int depth = 0;
  for (std::size_t i = open, start = open + 1; i < text.size(); ++i) {
    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
    if (depth > 1 || (depth == 1 && text[i] != '|')) continue;
    alternatives.push_back(text.substr(start, i - start));
    start = i + 1;
    if (depth == 0) return i;
  }
  return text.npos;
}

/// "infirmi{er|ère}" → "infirmier", "infirmière". Braces may nest; what has none that close stays as it is.
void unfold_variants(const std::string& text, std::vector<std::string>& found) {
  const auto open = text.find('{');
  std::vector<std::string_view> alternatives;
  const auto close = open == text.npos ? text.npos : read_alternatives(text, open, alternatives);
  if (close == text.npos) return found.push_back(text);
  for (const auto each : alternatives) {
    unfold_variants(text.substr(0, open) + std::string(each) + text.substr(close + 1), found);
  }
}

/// Which word of the core can be the head noun of a title.
enum class HeadPlace { first, last, any };

}  // namespace

struct OccupationReader::Table {
  struct Row {
    std::vector<std::string> beside;
    std::string_view code;  ///< empty: the head alone decides nothing
    std::size_t letters = 0;
  };
  using Rows = std::unordered_map<std::string, std::vector<Row>>;

  HeadPlace head_place = HeadPlace::any;
  std::set<std::string, std::less<>> ranks, prepositions;
  Rows heads, endings;  ///< endings: heads that are the last part of a compound

  Table(std::string_view language, const TextFolder& folder);
  void add(std::string_view key, const std::string& term);
  [[nodiscard]] const Row* row_of(std::string_view head, const Title& title) const;
  /// The code, empty if the head is known but decides nothing; nothing if no head is known.
  [[nodiscard]] std::optional<std::string_view> code(std::string_view folded) const;
};

OccupationReader::Table::Table(std::string_view language, const TextFolder& folder) {
  for (const auto& row : gazetteer("occupations/" + std::string(language) + ".tsv")) {
    for (const auto term : cells(row.back(), ';')) {
      std::vector<std::string> variants;
      unfold_variants(folder.fold_term(term), variants);
      for (const auto& variant : variants) add(row.front(), variant);
    }
  }
}

void OccupationReader::Table::add(std::string_view key, const std::string& term) {
  if (key == "rank") {
    ranks.insert(term);
  } else if (key == "preposition") {
    prepositions.insert(term);
  } else if (key == "head") {
    head_place = term == "first" ? HeadPlace::first : term == "last" ? HeadPlace::last : HeadPlace::any;
  } else {
    auto words = cells(term, ' ');
    const bool ending = words.front().starts_with('*');
    const std::string head(words.front().substr(ending ? 1 : 0));
    (ending ? endings : heads)[head].push_back(
        {{words.begin() + 1, words.end()}, key == "-" ? std::string_view() : key, term.size()});
  }
}

/// The row that says most about the head, whole words before endings, long endings before short ones; nullptr if the
/// head is unknown.
const OccupationReader::Table::Row* OccupationReader::Table::row_of(std::string_view head, const Title& title) const {
  const Row* best = nullptr;
  const auto look = [&](const Rows& rows, std::string_view key) {
    const auto found = rows.find(std::string(key));
    if (found == rows.end()) return;
    for (const auto& row : found->second) {
      const bool fits = std::ranges::all_of(row.beside, [&](const std::string& pattern) {
        return std::ranges::any_of(title.words, [&](std::string_view word) { return matches(pattern, word); });
      });
      if (!fits) continue;
      const auto rank = [](const Row& each) { return std::pair(each.beside.size(), each.letters); };
      if (!best || rank(row) > rank(*best)) best = &row;
    }
  };
  look(heads, head);
  for (std::size_t start = 0; !best && start < head.size(); ++start) look(endings, head.substr(start));
  return best;
}

std::optional<std::string_view> OccupationReader::Table::code(std::string_view folded) const {
  const auto title = read_title(folded, prepositions);
  std::vector<std::string_view> candidates;
  for (const auto word : std::span(title.words).first(title.core)) {
    if (!ranks.contains(word)) candidates.push_back(word);
  }
  if (head_place == HeadPlace::last) std::ranges::reverse(candidates);
  if (head_place != HeadPlace::any && candidates.size() > 1) candidates.resize(1);
  for (const auto head : candidates) {
    if (const auto* row = row_of(head, title)) return row->code;
  }
  return std::nullopt;
}

OccupationReader::OccupationReader(const LanguagePacks& packs, const TextFolder& folder) : folder_(folder) {
  for (const auto& pack : packs) tables_.emplace(pack.code, std::make_shared<const Table>(pack.code, folder));
}

std::string_view OccupationReader::code(std::string_view title, std::span<const std::string_view> languages) const {
  const auto folded = folder_.fold_term(title);
  for (const auto language : languages) {
    const auto table = tables_.find(language);
    const auto found = table == tables_.end() ? std::nullopt : table->second->code(folded);
    if (found) return *found;
  }
  return {};
}

bool OccupationReader::knows(std::string_view folded, std::string_view language) const {
  for (const auto each : {language, std::string_view("en")}) {
    const auto table = tables_.find(each);
    if (table != tables_.end() && table->second->code(folded)) return true;
  }
  return false;
}

void OccupationReader::read(const ReadingText& text, Profile& profile) const {
  std::vector<std::string_view> languages;
  for (const auto& share : text.languages) languages.push_back(share.code);
  languages.push_back("en");
  const auto decide = [&](const Value& title, Occupation& occupation) {
    if (!title.empty()) occupation.code = CandidateText(code(title.text.reveal(Purpose::normalization), languages));
  };
  decide(profile.basics.label, profile.basics.occupation);
  for (auto& job : profile.work) decide(job.position, job.occupation);
}

}  // namespace tamis::normalize
