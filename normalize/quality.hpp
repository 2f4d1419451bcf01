#pragma once

#include "core/profile.hpp"
#include "normalize/dates.hpp"

#include <vector>

namespace tamis::normalize {

/// What the candidate or the operator should look at in a profile: contact, dates, gaps, overlaps; `probably_not_a_cv`
/// alone for an empty one. Each warning once a page, with the page of the job or school that it is about, where there
/// are pages. `present` is the day of reading; one unknown month or day is given the benefit of the doubt.
[[nodiscard]] std::vector<Warning> find_shortcomings(const Profile& profile, const ReadingText& text,
                                                     const Date& present);

}  // namespace tamis::normalize
