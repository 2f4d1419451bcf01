#include "ingest/api_answers.hpp"

#include "core/json.hpp"

#include <boost/json.hpp>

#include <utility>

namespace tamis::ingest {
namespace {

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::unknown_job:
    case ErrorCode::unknown_document:
    case ErrorCode::unknown_finding:
    case ErrorCode::unknown_route:
      return 404;
    case ErrorCode::no_consent:
    case ErrorCode::choice_closed:
      return 403;
    case ErrorCode::not_allowed:
      return 405;
    case ErrorCode::not_ready:
    case ErrorCode::nothing_to_review:
    case ErrorCode::not_cleared:
      return 409;
    case ErrorCode::finding_removed:
    case ErrorCode::subject_erased:
    case ErrorCode::key_destroyed:
      return 410;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::queue_full:
      return 429;
    default:
      break;
  }
  switch (blame_of(code)) {
    case Blame::document:
      return 400;
    case Blame::engine:
    case Blame::moment:
      return 503;
    case Blame::ours:
      return 500;
  }
  std::unreachable();
}

}  // namespace

HttpResponse answer(const boost::json::value& body, unsigned status) {
  return {.status = status, .content_type = "application/json", .body = print_json(body) + "\n", .headers = {}};
}

HttpResponse problem(const Error& error) {
  const unsigned status = status_of(error.code);
  HttpResponse response = answer({{"type", "urn:tamis:error:" + std::string(to_name(error.code))},
                                  {"title", std::string(candidate_message(error.code))},
                                  {"status", status},
                                  {"code", std::string(to_name(error.code))},
                                  {"detail", operator_message(error)}},
                                 status);
  response.content_type = "application/problem+json";
  if (status == 429 || status == 503) response.headers["Retry-After"] = "5";
  return response;
}

HttpResponse problem(ErrorCode code) { return problem({code, Stage::serve, {}, {}}); }

}  // namespace tamis::ingest
