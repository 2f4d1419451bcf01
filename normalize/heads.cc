#include "normalize/heads.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

/// Where the parts of a line meet: outside of brackets at " | ", " • ", " · ", ", ", " - ", " @ ".
std::vector<Piece> cut(const Piece& line) {
  std::vector<Piece> parts;
  const auto words = line.words();
  int depth = 0;
  std::size_t start = 0;
  const auto keep = [&](std::size_t end, std::size_t next) {
    const auto part = line.part(start, end).trimmed();
    if (!part.empty()) parts.push_back(part);
    start = next;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    depth += words[i] == '(' ? 1 : words[i] == ')' && depth > 0 ? -1 : 0;
    if (depth > 0) continue;
    const bool spaced = i > 0 && words[i - 1] == ' ';
    const auto rest = words.substr(i);
    if (rest.starts_with(", ") || rest.starts_with(",\n") || rest.starts_with("; "))
      keep(i, i + 1);
    else if (rest.starts_with("|"))
      keep(i, i + 1);
    else if (spaced && (rest.starts_with("- ") || rest.starts_with("/ ") || rest.starts_with("@ ")))
      keep(i, i + 1);
    else if (spaced && rest.starts_with("• "))
      keep(i, i + 3);
    else if (spaced && rest.starts_with("· "))
      keep(i, i + 2);
  }
  keep(words.size(), words.size());
  return parts;
}

bool ends_like(std::string_view word, const std::vector<std::string>& suffixes) {
  return std::ranges::any_of(
      suffixes, [&](const std::string& suffix) { return word.size() > suffix.size() + 1 && word.ends_with(suffix); });
}

template <class Visit>
void for_each_word(std::string_view words, Visit&& visit) {
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && is_word_byte(words[end])) ++end;
    if (end > i) visit(words.substr(i, end - i));
    i = end + 1;
  }
}

/// The split into what and where that the evidence likes best.
struct Split {
  std::size_t at = 0;
  float score = 0;
};

Piece span_of(const std::vector<Piece>& parts, std::size_t from, std::size_t to) {
  return parts[from].joined(parts[to - 1]);
}

template <class Balance>
Split best_split(const std::vector<Piece>& parts, bool what_first, const Balance& balance) {
  Split best{1, -1000};
  for (std::size_t at = 1; at < parts.size(); ++at) {
    const float left = balance(span_of(parts, 0, at).words()),
                right = balance(span_of(parts, at, parts.size()).words());
    // Either side begins with the word that says what it is.
    const float begin = balance(parts[at].words()) - balance(parts[0].words());
    const float score = what_first ? right - left + begin : left - right - begin;
    if (score > best.score) best = {at, score};
  }
  return best;
}

}  // namespace

HeadReader::HeadReader(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees)
    : places_(places), degrees_(degrees) {
  for_each_term(packs, "titles", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "words") titles_.add(term, true);
    if (key == "suffixes") title_suffixes_.push_back(term);
  });
  for_each_term(packs, "organisations", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "words") organisations_.add(term, true);
    if (key == "schools") schools_.add(term, true);
    if (key == "school_suffixes") school_suffixes_.push_back(term);
    if (key == "suffixes") organisation_suffixes_.push_back(term);
    if (key == "legal_forms") legal_forms_.add(term, true);
  });
  for_each_term(packs, "absences",
                [&](const std::string&, const std::string& term, const LanguagePack&) { absences_.add(term, true); });
}

bool HeadReader::is_legal_form(std::string_view words) const {
  return legal_forms_.find(words) || (words.ends_with('.') && legal_forms_.find(words.substr(0, words.size() - 1)));
}

float HeadReader::organisation(std::string_view words) const {
  float score = 0;
  legal_forms_.for_each_match(words, [&](std::size_t start, const auto&) {
    if (start > 0) score = 4;
  });
  float named = 0;
  organisations_.for_each_match(words, [&](std::size_t start, const auto& match) {
    named = std::max(named, start == 0 || start + match.size == words.size() ? 3.0F : 1.5F);
  });
  for_each_word(words, [&](std::string_view word) {
    if (ends_like(word, organisation_suffixes_)) named = std::max(named, 1.5F);
  });
  return score + named;
}

float HeadReader::school(std::string_view words) const {
  float score = schools_.find_in(words) ? 4.0F : 0.0F;
  for_each_word(words, [&](std::string_view word) {
    if (ends_like(word, school_suffixes_)) score = 4;
  });
  return score > 0 ? score : std::min(organisation(words), 1.0F);
}

bool HeadReader::is_place(std::string_view words) const {
  return places_.is_place(words) && organisation(words) == 0 && title(words) == 0;
}

float HeadReader::title(std::string_view words) const {
  float score = 0;
  titles_.for_each_match(words,
                         [&](std::size_t start, const auto&) { score = std::max(score, start == 0 ? 4.0F : 2.0F); });
  for_each_word(words, [&](std::string_view word) {
    if (ends_like(word, title_suffixes_)) score = std::max(score, 2.0F);
  });
  return score;
}

std::vector<Head> HeadReader::positions(const std::vector<Entry>& entries) const {
  return read(entries, [this](std::string_view words) { return organisation(words) - title(words); });
}

std::vector<Head> HeadReader::degrees(const std::vector<Entry>& entries) const {
  return read(entries,
              [this](std::string_view words) { return school(words) - (degrees_.is_degree(words) ? 4.0F : 0.0F); });
}

/// A legal form behind a comma belongs to the name before it.
std::vector<Piece> HeadReader::segments(const Piece& line) const {
  std::vector<Piece> joined;
  for (const auto& part : cut(line)) {
    if (!joined.empty() && is_legal_form(part.words())) {
      joined.back() = joined.back().joined(part);
    } else {
      joined.push_back(part);
    }
  }
  return joined;
}

/// "X GmbH, Leipzig", "X (Quimper)", "X | Kraków": the place behind the name.
void HeadReader::cut_place(Head& head, bool places_follow) const {
  const auto parts = segments(head.where);
  if (parts.size() >= 2 && head.place.empty()) {
    for (std::size_t at = 1; at < parts.size(); ++at) {
      const auto tail = span_of(parts, at, parts.size());
      const auto between = head.where.words().substr(0, tail.folded.start - head.where.folded.start);
      const bool loose =
          !trimmed(between).ends_with(',') || places_follow || between.find(tail.words()) != std::string_view::npos;
      if (is_place(tail.words()) || (loose && at + 1 == parts.size() && organisation(tail.words()) == 0)) {
        head.place = tail;
        head.where = span_of(parts, 0, at);
        break;
      }
    }
  }
  const auto words = head.where.words();
  const auto bracket = words.rfind('(');
  if (words.ends_with(')') && bracket != std::string_view::npos && bracket > 2 && head.place.empty()) {
    const auto inside = head.where.part(bracket + 1, words.size() - 1).trimmed();
    const bool short_name = is_upper_case(inside.text()) && inside.size() <= 5;
    if (!inside.empty() && !short_name && organisation(inside.words()) == 0) {
      head.place = inside;
      head.where = head.where.until(bracket).trimmed();
    }
  }
}

Head HeadReader::read_inline(const Piece& line, bool what_first, const Balance& balance) const {
  Head head;
  auto parts = segments(line);
  if (parts.empty()) return head;
  while (parts.size() > 2 && is_place(parts.back().words())) {
    head.place = head.place.empty() ? parts.back() : parts.back().joined(head.place);
    parts.pop_back();
  }
  if (parts.size() == 1) {
    (balance(parts.front().words()) > 0 ? head.where : head.what) = parts.front();
    return head;
  }
  const auto split = best_split(parts, what_first, balance);
  head.what = what_first ? span_of(parts, 0, split.at) : span_of(parts, split.at, parts.size());
  head.where = what_first ? span_of(parts, split.at, parts.size()) : span_of(parts, 0, split.at);
  return head;
}

Head HeadReader::read_lines(const std::vector<Piece>& lines, bool what_first, const Balance&) const {
  Head head;
  (what_first ? head.what : head.where) = lines[0];
  (what_first ? head.where : head.what) = lines[1];
  head.rest.assign(lines.begin() + 2, lines.end());
  if (!head.rest.empty() && is_place(head.rest.front().words())) {
    head.place = head.rest.front();
    head.rest.erase(head.rest.begin());
  }
  return head;
}

/// Does one of the lines write a known place behind a comma?
bool HeadReader::ends_with_place(const std::vector<Piece>& lines) const {
  return std::ranges::any_of(lines, [this](const Piece& line) {
    const auto parts = segments(line);
    return parts.size() > 1 && is_place(parts.back().words());
  });
}

std::vector<Head> HeadReader::read(const std::vector<Entry>& entries, const Balance& balance) const {
  std::size_t one_line = 0, filled = 0;
  float lines_vote = 0, inline_vote = 0;
  const auto is_inline = [&](const Entry& entry) {
    if (entry.head.size() == 1 || (entry.head.size() == 2 && is_place(entry.head[1].words()))) return true;
    const auto parts = entry.head.empty() ? std::vector<Piece>{} : segments(entry.head[0]);
    if (parts.size() < 2) return false;
    const auto split = best_split(parts, true, balance);
    return balance(span_of(parts, 0, split.at).words()) <= -2 &&
           balance(span_of(parts, split.at, parts.size()).words()) >= 2 && std::abs(balance(entry.head[1].words())) < 1;
  };
  for (const auto& entry : entries) {
    if (entry.head.empty()) continue;
    ++filled;
    one_line += is_inline(entry) ? 1 : 0;
    const auto parts = segments(entry.head[0]);
    if (parts.size() > 1) {
      inline_vote += best_split(parts, true, balance).score - best_split(parts, false, balance).score;
    }
    if (entry.head.size() > 1) lines_vote += balance(entry.head[1].words()) - balance(entry.head[0].words());
  }
  const bool mostly_inline = one_line * 2 > filled;
  const bool places_follow =
      std::ranges::any_of(entries, [&](const Entry& entry) { return ends_with_place(entry.head); });
  std::vector<Head> heads;
  for (const auto& entry : entries) {
    Head head;
    if (!entry.head.empty() && (mostly_inline || entry.head.size() == 1)) {
      head = read_inline(entry.head[0], mostly_inline ? inline_vote >= 0 : lines_vote >= 0, balance);
      if (!mostly_inline && balance(head.where.words()) <= 0)
        head = {.what = entry.head[0], .where = {}, .place = {}, .rest = {}};
      head.rest.assign(entry.head.begin() + 1, entry.head.end());
    } else if (entry.head.size() > 1) {
      head = read_lines(entry.head, lines_vote >= 0, balance);
    }
    head.confidence = std::min(0.99F, 0.9F + std::abs(mostly_inline ? inline_vote : lines_vote) / 100);
    if (!head.where.empty()) cut_place(head, places_follow);
    heads.push_back(std::move(head));
  }
  return heads;
}

}  // namespace tamis::normalize
