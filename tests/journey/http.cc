#include "tests/journey/http.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace tamis::journey {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

asio::ip::tcp::endpoint local(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

}  // namespace

Answer request(std::uint16_t port, const std::string& method, const std::string& target, const std::string& body,
               const std::string& content_type) {
  asio::io_context context;
  beast::tcp_stream stream(context);
  stream.expires_after(std::chrono::seconds(10));
  stream.connect(local(port));
  http::request<http::string_body> sent(http::string_to_verb(method), target, 11);
  sent.set(http::field::host, "127.0.0.1");
  if (!content_type.empty()) sent.set(http::field::content_type, content_type);
  sent.body() = body;
  sent.prepare_payload();
  http::write(stream, sent);
  beast::flat_buffer buffer;
  http::response<http::string_body> received;
  http::read(stream, buffer, received);
  return {received.result_int(), std::string(received[http::field::content_type]), received.body()};
}

std::string send_raw(std::uint16_t port, const std::string& bytes) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect(local(port));
  beast::error_code ignored;
  asio::write(socket, asio::buffer(bytes), ignored);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), ignored);
  return answer;
}

}  // namespace tamis::journey
