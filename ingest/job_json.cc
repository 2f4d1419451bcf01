#include "ingest/job_json.hpp"

#include "core/json.hpp"
#include "core/record.hpp"

#include <boost/json.hpp>

#include <cstdio>
#include <utility>

namespace tamis::ingest {

namespace json = boost::json;

std::string iso_time(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

json::value to_json(const queue::Job& job) {
  json::object object{{"id", std::to_underlying(job.id)},
                      {"document", std::to_underlying(job.document)},
                      {"source", job.source},
                      {"priority", job.priority},
                      {"state", std::string(to_name(job.state))},
                      {"attempt", job.attempt},
                      {"max_attempts", job.max_attempts},
                      {"crash_count", job.crash_count},
                      {"created_at", iso_time(job.created_at)},
                      {"updated_at", iso_time(job.updated_at)}};
  if (job.run_at) object["run_at"] = iso_time(*job.run_at);
  if (job.error) object["error"] = tamis::to_json(to_record(*job.error));
  return object;
}

json::value to_json(const std::vector<queue::Count>& counts) {
  json::array list;
  for (const queue::Count& count : counts) {
    list.push_back({{"source", count.source}, {"state", std::string(to_name(count.state))}, {"jobs", count.jobs}});
  }
  return list;
}

}  // namespace tamis::ingest
