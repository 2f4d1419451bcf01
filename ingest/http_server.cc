#include "ingest/http_server.hpp"

#include "ingest/url.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <algorithm>
#include <thread>

namespace tamis::ingest {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Stream =
    beast::tcp_stream::rebind_executor<asio::use_awaitable_t<>::executor_with_default<asio::any_io_executor>>::other;

constexpr auto request_timeout = std::chrono::seconds(30);
constexpr std::uint32_t header_bytes = 8 << 10;

const beast::error_category& malformed_category() { return make_error_code(http::error::bad_method).category(); }

/// Whether a request means one thing to everybody who reads it (RFC 9112 section 6; Beast lets some of these pass).
bool unambiguous(const http::request<http::string_body>& request) {
  if (request.count(http::field::host) != 1) return false;
  const bool encoded = request.count(http::field::transfer_encoding) > 0;
  if (!encoded) return true;
  return request.version() == 11 && request.count(http::field::content_length) == 0 &&
         request.count(http::field::transfer_encoding) == 1 &&
         beast::iequals(request[http::field::transfer_encoding], "chunked");
}

HttpRequest translate(http::request<http::string_body> from) {
  HttpRequest request;
  request.method = std::string(from.method_string());
  const Target target = split_target(std::string_view(from.target()));
  request.path = target.path;
  request.query = target.query;
  for (const auto& header : from) {
    std::string name(header.name_string());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers[name] = std::string(header.value());
  }
  request.body = std::move(from.body());
  return request;
}

http::response<http::string_body> translate(const HttpResponse& from, bool keep_alive) {
  http::response<http::string_body> response;
  response.version(11);
  response.result(from.status);
  response.set(http::field::content_type, from.content_type);
  response.set("X-Content-Type-Options", "nosniff");
  response.set(http::field::cache_control, "no-store");
  for (const auto& [name, value] : from.headers) response.set(name, value);
  response.body() = from.body;
  response.keep_alive(keep_alive);
  response.prepare_payload();
  return response;
}

}  // namespace

struct HttpServer::Loop {
  Loop(const Options& options_, HttpHandler handler_, HttpDoorkeeper doorkeeper_)
      : options(options_), handler(std::move(handler_)), doorkeeper(std::move(doorkeeper_)) {}

  asio::awaitable<void> accept() {
    for (;;) {
      auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
      if (error) co_return;
      asio::co_spawn(context, serve(Stream(std::move(socket))), asio::detached);
    }
  }

  asio::awaitable<void> serve(Stream stream) {
    try {
      beast::flat_buffer buffer;
      while (co_await answer_one(stream, buffer)) {
      }
    } catch (const std::exception&) {
      // A connection that breaks is lost, nothing else.
    }
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  }

  asio::awaitable<bool> answer_one(Stream& stream, beast::flat_buffer& buffer) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(header_bytes);
    parser.body_limit(static_cast<std::uint64_t>(options.body_bytes));
    stream.expires_after(request_timeout);
    auto [error, size] = co_await http::async_read_header(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
    if (!error && unambiguous(parser.get())) {
      const std::optional<HttpResponse> refused = turn_away(parser.get());
      if (refused) co_return co_await send(stream, *refused, false);
    }
    if (!error) {
      auto [failed, rest] = co_await http::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
      error = failed;
    }
    if (error == http::error::end_of_stream) co_return false;
    const bool too_large = error == http::error::body_limit || error == http::error::header_limit;
    // Nobody is there any more, or nobody who speaks HTTP fast enough.
    if (error && !too_large && error.category() != malformed_category()) co_return false;
    // g++ 12 destroys a temporary of a co_await expression twice: the answer must have a name.
    HttpResponse answered;
    bool keep_alive = false;
    if (too_large) {
      answered = {.status = 413, .content_type = "text/plain", .body = "too large\n", .headers = {}};
    } else if (error || !unambiguous(parser.get())) {
      answered = {.status = 400, .content_type = "text/plain", .body = "malformed request\n", .headers = {}};
    } else {
      keep_alive = parser.get().keep_alive() && !stopping;
      answered = answer(translate(parser.release()));
    }
    const bool sent = co_await send(stream, answered, keep_alive);
    co_return sent;
  }

  std::optional<HttpResponse> turn_away(const http::request<http::string_body>& head) const {
    try {
      return doorkeeper ? doorkeeper(translate(head)) : std::nullopt;
    } catch (const std::exception&) {
      return std::nullopt;  // the handler will see it, and answer
    }
  }

  HttpResponse answer(const HttpRequest& request) const {
    try {
      return handler(request);
    } catch (const std::exception&) {
      return {.status = 500, .content_type = "text/plain", .body = "internal error\n", .headers = {}};
    }
  }

  asio::awaitable<bool> send(Stream& stream, const HttpResponse& answered, bool keep_alive) {
    const auto response = translate(answered, keep_alive);
    stream.expires_after(request_timeout);
    auto [error, size] = co_await http::async_write(stream, response, asio::as_tuple(asio::use_awaitable));
    co_return !error && keep_alive;
  }

  void run() {
    for (;;) {
      try {
        context.run();
        return;
      } catch (const std::exception&) {
        // Beast's parser may throw where no coroutine can catch it (a trailer of 64 KiB does); that connection is gone,
        // the others go on.
      }
    }
  }

  Options options;
  HttpHandler handler;
  HttpDoorkeeper doorkeeper;
  asio::io_context context;
  tcp::acceptor acceptor{context};
  std::atomic<bool> stopping = false;
  std::vector<std::jthread> threads;
};

HttpServer::HttpServer(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}

HttpServer::~HttpServer() {
  loop_->stopping = true;
  asio::post(loop_->context, [this] {
    beast::error_code ignored;
    loop_->acceptor.close(ignored);
    loop_->context.stop();
  });
  loop_->threads.clear();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Options& options, HttpHandler handler,
                                                      HttpDoorkeeper doorkeeper) {
  auto loop = std::make_unique<Loop>(options, std::move(handler), std::move(doorkeeper));
  beast::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error || !address.is_loopback()) return fail(ErrorCode::config_invalid, Stage::serve);
  const tcp::endpoint endpoint(address, options.port);
  loop->acceptor.open(endpoint.protocol(), error);
  if (!error) loop->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) loop->acceptor.bind(endpoint, error);
  if (!error) loop->acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) return fail(ErrorCode::address_in_use, Stage::serve);
  Loop* running = loop.get();
  asio::co_spawn(loop->context, running->accept(), asio::detached);
  for (int i = 0; i < options.threads; ++i) loop->threads.emplace_back([running] { running->run(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(loop)));
}

std::uint16_t HttpServer::port() const { return loop_->acceptor.local_endpoint().port(); }

}  // namespace tamis::ingest
