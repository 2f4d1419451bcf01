#include "tests/journey/journey.hpp"

#include "core/json.hpp"
#include "tests/journey/http.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace tamis::journey {

namespace fs = std::filesystem;

const std::string program = std::string(TAMIS_BINARY_DIR) + "/tamis";

std::string sample(const std::string& name) { return std::string(TAMIS_SOURCE_DIR) + "/samples/" + name; }

std::string contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

boost::json::value json(const std::string& text) { return parse_json(text).value(); }

std::vector<boost::json::value> lines(const std::string& text) {
  std::vector<boost::json::value> parsed;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) parsed.push_back(json(line));
  return parsed;
}

Journey::Journey(StoreKind kind) : store_(kind) { ::setenv("TAMIS_MASTER_KEY", (folder_ / "master.key").c_str(), 1); }

std::string Journey::write(const std::string& name, const std::string& bytes) {
  const fs::path path = folder_ / name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::unique_ptr<Process> Journey::serve(int jobs) const {
  return std::make_unique<Process>(std::vector<std::string>{program, "serve", "--store", store(), "--listen",
                                                            "127.0.0.1:0", "--jobs", std::to_string(jobs)});
}

std::uint16_t Journey::port_of(Process& server) {
  const std::string address = server.read_line();
  const std::size_t colon = address.rfind(':');
  return static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)));
}

boost::json::value Journey::wait_for(std::uint16_t port, std::int64_t job) {
  for (;;) {
    const auto answer = json(request(port, "GET", "/v1/jobs/" + std::to_string(job)).body);
    const auto state = answer.at("state").as_string();
    if (state == "done" || state == "dead" || state == "held") return answer;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

std::vector<boost::json::value> Journey::jobs() const {
  return lines(run({program, "jobs", "list", "--store", store(), "--limit", "1000"}).output);
}

}  // namespace tamis::journey
