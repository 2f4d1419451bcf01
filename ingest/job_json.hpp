#pragma once

#include "queue/job_queue.hpp"

#include <boost/json/value.hpp>

#include <vector>

namespace tamis::ingest {

/// A job as the interfaces tell it: ids, states, times (ISO 8601, UTC) and, where it failed, the error with its
/// sentence.
[[nodiscard]] boost::json::value to_json(const queue::Job& job);
/// `[{"source": …, "state": …, "jobs": …}]`
[[nodiscard]] boost::json::value to_json(const std::vector<queue::Count>& counts);
/// 2026-02-28T13:45:00.123Z
[[nodiscard]] std::string iso_time(TimePoint time);

}  // namespace tamis::ingest
