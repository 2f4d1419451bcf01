#include "normalize/work.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

std::string_view words_of(const Value& value) { return value.text.reveal(Purpose::normalization); }

struct Newness {
  int end, start;
  auto operator<=>(const Newness&) const = default;
};

template <class Dated>
Newness newness(const Dated& entry) {
  constexpr int ongoing = 100'000;
  const int start = entry.start_date.empty() ? 0 : date_from_iso(words_of(entry.start_date)).months(1);
  if (!entry.end_date.empty()) return {date_from_iso(words_of(entry.end_date)).months(12), start};
  return {start ? ongoing : 0, start};
}

template <class Dated>
void sort_by_date(std::vector<Dated>& entries) {
  if (std::ranges::any_of(entries, [](const Dated& each) { return newness(each) == Newness{0, 0}; })) return;
  std::ranges::stable_sort(entries, std::ranges::greater{}, newness<Dated>);
}

Value joined_value(const std::vector<Piece>& pieces, float confidence) {
  return pieces.empty() ? Value{} : pieces.front().joined(pieces.back()).value(confidence);
}

/// Items of a list that has no bullets: each begins with a capital, and none is a sentence.
bool are_items(const std::vector<Piece>& lines) {
  return std::ranges::all_of(lines, [](const Piece& line) {
    const auto text = line.text();
    return begins_upper_case(text) && !text.ends_with('.') && text.find(". ") == std::string_view::npos;
  });
}

/// Is the job the line above several positions at one employer: "X plc, 2015 - 2022"?
bool heads_a_group(const Work& job, const Work& next) {
  if (!job.position.empty() || !job.highlights.empty() || job.start_date.empty() || next.start_date.empty())
    return false;
  const auto whole = newness(job), part = newness(next);
  return whole.start <= part.start && part.end <= whole.end;
}

}  // namespace

std::vector<Work> WorkReader::read(const ReadingText& text, const Section& section) const {
  const auto entries = entries_.read(text, section);
  const auto heads = heads_.positions(entries);
  std::vector<Work> jobs;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const auto& head = heads[i];
    Work job;
    if (!head.what.empty()) job.position = head.what.value(head.confidence);
    if (!head.where.empty()) job.name = head.where.value(head.confidence);
    if (!head.place.empty()) job.location = head.place.value(0.95F);
    if (entry.period) {
      job.start_date = entry.period->start_value(0.98F);
      job.end_date = entry.period->single ? entry.period->start_value(0.8F) : entry.period->end_value(0.98F);
    }
    for (const auto& bullet : entry.bullets) job.highlights.push_back(bullet.value(0.98F));
    auto lines = head.rest;
    lines.insert(lines.end(), entry.prose.begin(), entry.prose.end());
    if (are_items(lines)) {
      for (const auto& line : lines) job.highlights.push_back(line.value(0.9F));
    } else {
      job.summary = joined_value(lines, 0.9F);
    }
    const bool away = head.where.empty() != head.what.empty() &&
                      heads_.is_absence(head.what.empty() ? head.where.words() : head.what.words());
    if (away || (job.name.empty() && job.position.empty())) continue;
    if (job.name.empty() && !jobs.empty() && entry.period) {
      job.name = jobs.back().name;
      job.location = jobs.back().location;
      if (heads_a_group(jobs.back(), job)) jobs.pop_back();
    }
    jobs.push_back(std::move(job));
  }
  return jobs;
}

void sort_newest_first(std::vector<Work>& work) { sort_by_date(work); }
void sort_newest_first(std::vector<Education>& education) { sort_by_date(education); }

std::optional<std::int32_t> experience_months(const std::vector<Work>& work, std::string_view present) {
  std::vector<std::pair<int, int>> periods;  // first month, month after the last
  for (const auto& job : work) {
    if (job.start_date.empty()) continue;
    const int start = date_from_iso(words_of(job.start_date)).months(1);
    const int end = date_from_iso(job.end_date.empty() ? present : words_of(job.end_date)).months(12) + 1;
    if (end > start) periods.emplace_back(start, end);
  }
  if (periods.empty()) return std::nullopt;
  std::ranges::sort(periods);
  int months = 0, covered = 0;
  for (const auto& [start, end] : periods) {
    months += std::max(0, end - std::max(start, covered));
    covered = std::max(covered, end);
  }
  return months;
}

}  // namespace tamis::normalize
