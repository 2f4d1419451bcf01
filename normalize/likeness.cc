#include "normalize/likeness.hpp"

#include "normalize/piece.hpp"

#include <algorithm>
#include <set>

namespace tamis::normalize {
namespace {

// Points, weighed so that two dated entries, or four headings with somebody to reach, carry one stray phrase.
constexpr int least = 5, per_dated = 2, most_dated = 3, per_heading = 1, most_headings = 5, reachable = 2,
              own_title = 3, per_foreign_phrase = 2, most_foreign = 5;
constexpr std::size_t lines_of_titles = 8;

bool speaks_for_a_cv(SectionKind kind) {
  switch (kind) {
    case SectionKind::header:
    case SectionKind::contact:
    case SectionKind::publications:
    case SectionKind::references:
    case SectionKind::other:
      return false;
    default:
      return true;
  }
}

int headings(std::span<const Section> sections) {
  std::set<SectionKind> kinds;
  for (const auto& section : sections) {
    if (section.heading && !section.lines.empty() && speaks_for_a_cv(section.kind)) kinds.insert(section.kind);
  }
  return std::min(static_cast<int>(kinds.size()), most_headings);
}

template <class Dated>
int dated(const std::vector<Dated>& entries) {
  return static_cast<int>(std::ranges::count_if(
      entries, [](const Dated& each) { return !each.start_date.empty() || !each.end_date.empty(); }));
}

}  // namespace

LikenessReader::LikenessReader(const LanguagePacks& packs) {
  int number = 0;
  for_each_term(packs, "documents", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "cv") {
      own_titles_.add(term, true);
    } else if (key == "titles") {
      titles_.add(term, true);
    } else {
      phrases_.add(term, number++);
    }
  });
}

int LikenessReader::foreign_phrases(const ReadingText& text) const {
  std::set<int> met;
  phrases_.for_each_match(text.folded.text, [&](std::size_t, const auto& match) { met.insert(*match.meaning); });
  auto count = static_cast<int>(met.size());
  const auto first = std::min(text.lines.size(), lines_of_titles);
  for (std::size_t i = 0; i < first; ++i) {
    if (titles_.match_at(piece_of(text, text.lines[i]).words(), 0)) ++count;
  }
  return std::min(count, most_foreign);
}

bool LikenessReader::begins_with_own_title(const ReadingText& text) const {
  const auto first = std::min(text.lines.size(), lines_of_titles);
  for (std::size_t i = 0; i < first; ++i) {
    if (own_titles_.match_at(piece_of(text, text.lines[i]).words(), 0)) return true;
  }
  return false;
}

bool LikenessReader::is_cv(const ReadingText& text, std::span<const Section> sections, const Profile& profile) const {
  const auto& basics = profile.basics;
  const bool person = !basics.name.empty() && (!basics.email.empty() || !basics.phone.empty());
  const int entries = std::min(dated(profile.work) + dated(profile.education), most_dated);
  const int points = per_dated * entries + per_heading * headings(sections) + (person ? reachable : 0) +
                     (begins_with_own_title(text) ? own_title : 0) - per_foreign_phrase * foreign_phrases(text);
  return points >= least;
}

}  // namespace tamis::normalize
