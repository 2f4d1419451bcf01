#include "normalize/quality.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

constexpr int longest_gap = 12, most_jobs_at_once = 2;

/// The months of a job, or of a school: the last one counts.
struct Months {
  int first = 0, last = 0;
  const Value* said_by = nullptr;
};

Date date_of(const Value& value) { return date_from_iso(value.text.reveal(Purpose::normalization)); }

class Review {
 public:
  Review(const ReadingText& text, const Date& present) : text_(text), present_(present.months(12)) {}

  template <class Dated>
  std::vector<Months> read(const std::vector<Dated>& entries, const auto& title) {
    std::vector<Months> all;
    for (const auto& each : entries) {
      const Value& start = each.start_date;
      const Value& end = each.end_date;
      if (start.empty() && end.empty()) {
        warn(WarningCode::missing_dates, title(each));
        continue;
      }
      const int last = end.empty() ? present_ : date_of(end).months(12);
      const int first = start.empty() ? last : date_of(start).months(1);
      all.push_back({first, last, start.empty() ? &end : &start});
    }
    return all;
  }

  /// Schools are often given with the year in which they will end; jobs are not.
  void check_order(const std::vector<Months>& periods, bool may_end_later) {
    for (const auto& each : periods) {
      if (each.first > present_ || each.first > each.last || (!may_end_later && each.last > present_ + 12)) {
        warn(WarningCode::future_date, *each.said_by);
      }
    }
  }

  /// A gap counts from the end of whatever was last done, study included, to the next job.
  void check_gaps(std::vector<Months> jobs, const std::vector<Months>& schools) {
    if (jobs.empty()) return;
    std::ranges::sort(jobs, {}, &Months::first);
    int covered = jobs.front().first;
    for (const auto& job : jobs) {
      if (job.first - covered > longest_gap) {
        int studied = covered;
        for (const auto& school : schools) {
          if (school.first - studied <= longest_gap) studied = std::max(studied, school.last);
        }
        if (job.first - studied > longest_gap) warn(WarningCode::employment_gap, *job.said_by);
      }
      covered = std::max(covered, job.last);
    }
  }

  void check_overlaps(const std::vector<Months>& jobs) {
    for (const auto& job : jobs) {
      const auto at_once = std::ranges::count_if(
          jobs, [&](const Months& other) { return other.first <= job.first && other.last > job.first; });
      if (at_once > most_jobs_at_once) warn(WarningCode::overlapping_jobs, *job.said_by);
    }
  }

  void warn(WarningCode code, const Value& about) {
    Warning warning{code, std::nullopt};
    if (about.source) {
      if (const auto place = text_.locate(*about.source)) warning.page = place->page;
    }
    if (std::ranges::find(warnings_, warning) == warnings_.end()) warnings_.push_back(warning);
  }

  std::vector<Warning> take() { return std::move(warnings_); }

 private:
  const ReadingText& text_;
  int present_;
  std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> find_shortcomings(const Profile& profile, const ReadingText& text, const Date& present) {
  if (profile.empty()) return {{WarningCode::probably_not_a_cv, std::nullopt}};
  Review review(text, present);
  if (profile.basics.email.empty() && profile.basics.phone.empty()) review.warn(WarningCode::missing_contact, {});
  const auto jobs =
      review.read(profile.work, [](const Work& job) { return job.position.empty() ? job.name : job.position; });
  const auto schools = review.read(profile.education, [](const Education& school) {
    return school.institution.empty() ? school.study_type : school.institution;
  });
  review.check_order(jobs, false);
  review.check_order(schools, true);
  review.check_gaps(jobs, schools);
  review.check_overlaps(jobs);
  return review.take();
}

}  // namespace tamis::normalize
