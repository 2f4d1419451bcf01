// Requests, over a real socket to a real server that lives through all of them.
#include "fuzz/target.hpp"
#include "ingest/http_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>

namespace tamis::fuzz {
namespace {

std::unique_ptr<ingest::HttpServer> start_server() {
  ingest::HttpServer::Options options;
  options.port = 0;
  options.threads = 1;
  options.body_bytes = 4096;
  return ingest::HttpServer::start(options,
                                   [](const ingest::HttpRequest& request) {
                                     require(request.body.size() <= 4096, "a body is bounded");
                                     return ingest::HttpResponse();
                                   })
      .value();
}

/// Sends the bytes and says what came back before the server, or its patience, ended the connection.
std::string ask(std::uint16_t port, std::string_view bytes) {
  const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(connection, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0) {
    while (!bytes.empty()) {
      const auto sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    ::shutdown(connection, SHUT_WR);
    char buffer[4096];
    for (ssize_t got; (got = ::recv(connection, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(got));
    }
  }
  ::close(connection);
  return answer;
}

void check(std::string_view request) {
  static const auto server = start_server();
  const std::string answer = ask(server->port(), request);
  require(answer.empty() || answer.starts_with("HTTP/1."), "an answer is an HTTP answer");
  const std::string alive = ask(server->port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  require(alive.starts_with("HTTP/1.1 200"), "the server answers the next request");
}

}  // namespace
}  // namespace tamis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tamis::fuzz::check(tamis::fuzz::text_of(data, size));
  return 0;
}
