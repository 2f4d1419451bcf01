#include "normalize/head_parts.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tamis::normalize {
namespace {

bool is_gap(char c) { return c == ' ' || c == '\n'; }

struct Sign {
  Joint joint;
  std::size_t size;
};

/// The sign at the start of `rest`; `spaced`: a space stands before it.
std::optional<Sign> sign_at(std::string_view rest, bool spaced) {
  if (rest.starts_with(", ") || rest.starts_with(",\n") || rest.starts_with("; ")) return Sign{Joint::comma, 1};
  if (rest.starts_with("|")) return Sign{Joint::sign, 1};
  if (!spaced) return std::nullopt;
  static constexpr auto signs = std::to_array<std::string_view>({"-", "/", "@", "•", "·", ">", "~"});
  for (const auto sign : signs) {
    if (rest.starts_with(sign) && rest.substr(sign.size()).starts_with(' ')) return Sign{Joint::sign, sign.size()};
  }
  return std::nullopt;
}

/// Calls `visit(at)` for each byte outside of brackets.
template <class Visit>
void outside_brackets(std::string_view words, Visit&& visit) {
  int depth = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    depth += words[i] == '(' ? 1 : words[i] == ')' && depth > 0 ? -1 : 0;
    if (depth == 0) visit(i);
  }
}

}  // namespace

HeadCutter::HeadCutter(const LanguagePacks& packs, const HeadEvidence& evidence) : evidence_(evidence) {
  for_each_term(packs, "organisations", [&](const std::string& key, const std::string& term, const LanguagePack& pack) {
    if (key == "at") at_.add(term, Joint::at);
    if (key == "in") in_[pack.code].add(term, Joint::in);
    if (key == "in") any_in_.add(term, Joint::in);
  });
}

/// The words of a language; of all if no pack has it, as what looks like Galician may be Spanish.
const Phrases<Joint>& HeadCutter::in(const std::string& language) const {
  const auto own = in_.find(language);
  return own == in_.end() ? any_in_ : own->second;
}

/// Cuts one part at the words that lead to an employer.
void HeadCutter::cut_at_words(HeadPart part, std::vector<HeadPart>& parts) const {
  const auto words = part.piece.words();
  const auto& in_words = in(part.piece.source->language());
  std::size_t start = 0, next = 0;
  const auto keep = [&](std::size_t end) {
    if (const auto piece = part.piece.part(start, end).trimmed(); !piece.empty())
      parts.push_back({piece, part.before, part.line});
  };
  outside_brackets(words, [&](std::size_t i) {
    if (i == 0 || i < next || !is_gap(words[i - 1])) return;
    auto match = at_.match_at(words, i);
    if (!match) match = in_words.match_at(words, i);
    if (!match || i + match->size + 1 >= words.size() || !is_gap(words[i + match->size])) return;
    keep(i);
    part.before = *match->meaning;
    start = next = i + match->size;
  });
  keep(words.size());
}

void HeadCutter::cut_line(const Piece& line, std::size_t index, std::vector<HeadPart>& parts) const {
  const auto words = line.words();
  HeadPart part{{}, Joint::line, index};
  const auto first = parts.size();
  std::size_t start = 0;
  const auto keep = [&](std::size_t end) {
    part.piece = line.part(start, end).trimmed();
    if (part.piece.empty() || evidence_.is_contract(part.piece.words())) return;
    if (parts.size() > first && evidence_.is_legal_form(part.piece.words())) {
      parts.back().piece = parts.back().piece.joined(part.piece);
    } else {
      cut_at_words(part, parts);
    }
  };
  outside_brackets(words, [&](std::size_t i) {
    auto sign = i < start ? std::nullopt : sign_at(words.substr(i), i > 0 && words[i - 1] == ' ');
    if (!sign && i > start && is_full_stop(line, i)) sign = Sign{Joint::sign, 1};
    if (!sign) return;
    keep(i);
    part.before = sign->joint;
    start = i + sign->size;
  });
  keep(words.size());
}

/// "Receptionist (Harbour Hotel, Leeds)": where in brackets behind what; nothing if the brackets hold something else.
std::optional<Piece> HeadCutter::where_in_brackets(const Piece& line) const {
  const auto words = line.words();
  const auto open = words.find('(');
  if (!words.ends_with(')') || open == std::string_view::npos || open < 3 || words.find('(', open + 1) != words.npos) {
    return std::nullopt;
  }
  const auto what = line.until(open).trimmed(), where = line.part(open + 1, words.size() - 1).trimmed();
  const bool named = evidence_.employer_balance(what) < 0 || evidence_.school_balance(what) < 0;
  const bool whole = what.words().find_first_of(",|") == std::string_view::npos;
  const auto name = where.until(std::min<std::size_t>(where.words().find(','), where.size()));
  const bool place = evidence_.is_place(name.words()) || evidence_.is_contract(where.words());
  const bool several_words = name.words().find(' ') != std::string_view::npos && begins_upper_case(name.text());
  return named && whole && !place && several_words ? std::optional(where) : std::nullopt;
}

std::vector<HeadPart> HeadCutter::cut(const std::vector<Piece>& lines) const {
  std::vector<HeadPart> parts;
  if (const auto where = lines.size() == 1 ? where_in_brackets(lines.front()) : std::nullopt) {
    const auto& line = lines.front();
    parts.push_back({line.until(where->folded.start - line.folded.start - 1).trimmed(), Joint::line, 0});
    cut_line(*where, 0, parts);
    if (parts.size() > 1) parts[1].before = Joint::sign;
    return parts;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) cut_line(lines[i], i, parts);
  return parts;
}

std::vector<Piece> HeadCutter::at_signs(const Piece& line) const {
  std::vector<Piece> joined;
  for (const auto& part : cut({line})) {
    const bool inside = part.before == Joint::at || part.before == Joint::in;
    if (inside && !joined.empty()) {
      joined.back() = joined.back().joined(part.piece);
    } else {
      joined.push_back(part.piece);
    }
  }
  return joined;
}

}  // namespace tamis::normalize
