#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tamis::ingest {

/// One request, whole. The body and the values of the query may be a candidate's words.
struct HttpRequest {
  std::string method;                          ///< "GET"
  std::vector<std::string> path;               ///< decoded segments: {"v1", "jobs", "7"}
  std::map<std::string, std::string> query;    ///< decoded; of a repeated name the last
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::map<std::string, std::string> headers;
};

/// Answers requests from several threads at once. What it throws becomes a 500 without its words.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// Looks at a request whose body was not taken yet; what it answers is sent instead, and the body never read.
using HttpDoorkeeper = std::function<std::optional<HttpResponse>(const HttpRequest&)>;

/// An HTTP/1.1 server on a loopback address (Boost.Beast, coroutines).
///
/// Refuses what makes requests ambiguous (RFC 9112: both lengths, an encoding other than chunked, HTTP/1.0 with chunks,
/// no Host or two), headers over 8 KiB, bodies over the limit, and whoever is slower than 30 s with a request.
class HttpServer {
 public:
  struct Options {
    std::string address = "127.0.0.1";  ///< loopback only: there is no TLS here
    std::uint16_t port = 8080;          ///< 0: any free one, see `port()`
    int threads = 2;
    std::int64_t body_bytes = 21 << 20;
  };

  /// `config_invalid` for an address that is not loopback, `address_in_use` if it is taken.
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(const Options& options, HttpHandler handler,
                                                                 HttpDoorkeeper doorkeeper = {});
  /// Stops accepting and closes every connection; a handler that runs is waited for.
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Loop;
  explicit HttpServer(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace tamis::ingest
