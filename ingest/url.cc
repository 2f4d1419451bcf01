#include "ingest/url.hpp"

#include <charconv>

namespace tamis::ingest {
namespace {

std::string decode(std::string_view escaped, bool plus_is_space) {
  std::string plain;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    unsigned char byte = 0;
    if (escaped[i] == '%' && i + 2 < escaped.size() &&
        std::from_chars(escaped.data() + i + 1, escaped.data() + i + 3, byte, 16).ptr == escaped.data() + i + 3) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += plus_is_space && escaped[i] == '+' ? ' ' : escaped[i];
    }
  }
  return plain;
}

std::string_view take_until(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

}  // namespace

Target split_target(std::string_view target) {
  Target split;
  std::string_view path = take_until(target, '?');
  while (!path.empty()) {
    const std::string_view segment = take_until(path, '/');
    if (!segment.empty()) split.path.push_back(decode(segment, false));
  }
  while (!target.empty()) {
    std::string_view value = take_until(target, '&');
    const std::string_view name = take_until(value, '=');
    if (!name.empty()) split.query[decode(name, true)] = decode(value, true);
  }
  return split;
}

}  // namespace tamis::ingest
