#include "ingest/multipart.hpp"

#include <boost/algorithm/string/predicate.hpp>

namespace tamis::ingest {
namespace {

constexpr std::size_t most_parts = 32;

/// The value of a parameter of a header, such as boundary or name, quoted or not.
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos; at = header.find(';', at + 1)) {
    std::string_view rest = header.substr(at + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (!boost::algorithm::istarts_with(rest, name) || rest.substr(name.size(), 1) != "=") continue;
    rest.remove_prefix(name.size() + 1);
    if (!rest.starts_with('"')) return std::string(rest.substr(0, rest.find_first_of("; \t\r\n")));
    std::string value;
    for (std::size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
      if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
      value += rest[i];
    }
    return value;
  }
  return {};
}

std::string_view disposition(std::string_view headers) {
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find("\r\n"), headers.size());
    const std::string_view line = headers.substr(0, end);
    if (boost::algorithm::istarts_with(line, "content-disposition:")) return line;
    headers.remove_prefix(std::min(end + 2, headers.size()));
  }
  return {};
}

}  // namespace

Result<std::vector<FormPart>> split_form(std::string_view content_type, std::string_view body) {
  const auto malformed = fail(ErrorCode::bad_request, Stage::serve);
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70) return malformed;
  const std::string opening = "--" + boundary;
  const std::string separator = "\r\n" + opening;
  if (!body.starts_with(opening)) return malformed;
  body.remove_prefix(opening.size());

  std::vector<FormPart> parts;
  while (body.starts_with("\r\n")) {
    const std::size_t headers_end = body.find("\r\n\r\n");
    if (headers_end == std::string_view::npos || parts.size() == most_parts) return malformed;
    const std::string_view headers = body.substr(2, headers_end - 2);
    body.remove_prefix(headers_end + 4);
    const std::size_t end = body.find(separator);
    if (end == std::string_view::npos) return malformed;
    const std::string_view about = disposition(headers);
    parts.push_back({parameter(about, "name"), parameter(about, "filename"), body.substr(0, end)});
    body.remove_prefix(end + separator.size());
  }
  if (!body.starts_with("--")) return malformed;
  return parts;
}

}  // namespace tamis::ingest
