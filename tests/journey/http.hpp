#pragma once

#include <cstdint>
#include <string>

namespace tamis::journey {

struct Answer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

/// One request over a real socket to a server on this machine; throws if it does not answer within ten seconds.
[[nodiscard]] Answer request(std::uint16_t port, const std::string& method, const std::string& target,
                             const std::string& body = {}, const std::string& content_type = {});

/// Sends bytes as they are and returns whatever comes back until the server closes.
[[nodiscard]] std::string send_raw(std::uint16_t port, const std::string& bytes);

}  // namespace tamis::journey
