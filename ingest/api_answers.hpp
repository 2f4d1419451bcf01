#pragma once

#include "core/error.hpp"
#include "ingest/http_server.hpp"

#include <boost/json/value.hpp>

/// What the HTTP interface answers with; for its own files.
namespace tamis::ingest {

[[nodiscard]] HttpResponse answer(const boost::json::value& body, unsigned status = 200);
/// application/problem+json (RFC 9457); the error's code decides the status.
[[nodiscard]] HttpResponse problem(const Error& error);
[[nodiscard]] HttpResponse problem(ErrorCode code);

}  // namespace tamis::ingest
