#include "normalize/education.hpp"

#include <algorithm>
#include <string>

namespace tamis::normalize {

EducationReader::EducationReader(const LanguagePacks& packs, const EntryReader& entries, const HeadReader& heads,
                                 const DegreeReader& degrees)
    : entries_(entries), heads_(heads), degrees_(degrees) {
  for_each_term(packs, "education", [&](const std::string& key, const std::string& term, const LanguagePack&) {
    if (key == "score") scores_.add(term, true);
  });
}

bool EducationReader::is_score(std::string_view words) const {
  if (words.size() > 40 || degrees_.is_degree(words) || heads_.organisation(words) > 0) return false;
  const auto digits = std::ranges::count_if(words, is_digit);
  const auto letters = std::ranges::count_if(words, [](char c) { return is_word_byte(c) && !is_digit(c); });
  return scores_.find_in(words) || (digits > 0 && letters <= 2);
}

/// "Licence de droit, mention bien", "Laurea in Fisica (110/110)": without the score, which is kept if there is none
/// yet.
Piece EducationReader::without_score(const Piece& what, Piece& score) const {
  const auto words = what.words();
  const auto start = words.ends_with(')') ? words.rfind(" (") : words.rfind(", ");
  if (start == std::string_view::npos) return what;
  const auto last = what.from(start + 1).trimmed();
  const bool of_degree = words.ends_with(')') && degrees_.split(what.until(start)).area.trimmed().empty();
  if (of_degree || !is_score(last.words())) return what;
  if (score.empty()) score = last;
  return what.until(start).trimmed();
}

std::vector<Education> EducationReader::read(const ReadingText& text, const Section& section) const {
  auto entries = entries_.read(text, section);
  std::vector<Piece> scores(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto& head = entries[i].head;
    const auto score = std::ranges::find_if(head, [&](const Piece& each) { return is_score(each.words()); });
    if (score == head.end()) continue;
    scores[i] = *score;
    head.erase(score);
  }
  const auto heads = heads_.degrees(entries);
  std::vector<Education> schools;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& head = heads[i];
    const auto& entry = entries[i];
    Education school;
    if (!head.where.empty()) school.institution = head.where.value(head.confidence);
    if (!head.what.empty()) {
      const auto what = without_score(head.what, scores[i]);
      const auto [degree, area] = degrees_.split(what);
      school.study_type = degree.value(head.confidence);
      school.area = area.value(head.confidence);
      school.eqf =
          degrees_.eqf(std::string(degree.words()) + " " + std::string(area.trimmed().words()), text.language());
    }
    if (scores[i].empty() && is_score(head.place.words())) scores[i] = head.place;
    if (!scores[i].empty()) school.score = scores[i].value(0.8F);
    if (entry.period) {
      school.start_date = entry.period->single ? Value{} : entry.period->start_value(0.98F);
      school.end_date = entry.period->single ? entry.period->start_value(0.97F) : entry.period->end_value(0.98F);
    }
    for (const auto& bullet : entry.bullets) school.courses.push_back(bullet.value(0.8F));
    if (!school.institution.empty() || !school.study_type.empty()) schools.push_back(std::move(school));
  }
  return schools;
}

}  // namespace tamis::normalize
