#include "tests/journey/http.hpp"
#include "tests/journey/journey.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <thread>

/// A service and its workers, one of them killed every second, and the database server with them.
namespace tamis::journey {
namespace {

using namespace std::chrono_literals;

int from_environment(const char* name, int otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

/// `./dev soak` asks for more.
const int documents = from_environment("TAMIS_SOAK_DOCUMENTS", 40);
const int kills = from_environment("TAMIS_SOAK_KILLS", 6);

class Soak : public StoreJourney {
 protected:
  [[nodiscard]] std::unique_ptr<Process> work() const {
    return std::make_unique<Process>(std::vector<std::string>{program, "work", "--store", store(), "--jobs", "1"});
  }

  /// Starts anew what is killed.
  void kill_something() {
    const std::size_t victim = random_() % (workers_.size() + (GetParam() == StoreKind::postgresql ? 2 : 1));
    ++killed_;
    if (victim < workers_.size()) {
      workers_[victim]->signal(SIGKILL);
      workers_[victim]->wait();
      workers_[victim] = work();
    } else if (victim == workers_.size()) {
      server_->signal(SIGKILL);
      server_->wait();
      start_server();
    } else {
      PostgresqlServer::shared().order("kill");
    }
  }
  void start_server() {
    server_ = serve();
    port_ = port_of(*server_);
  }

  /// The document's number; none if nothing was acknowledged.
  std::optional<std::int64_t> submit(int number) const {
    const std::string cv =
        "Anna Example " + std::to_string(number) + "\n\nExperience\n2019 - 2023 Driver, Example Buses\n";
    try {
      const Answer taken = request(port_, "POST", "/v1/documents?subject=" + std::to_string(number), cv, "text/plain");
      if (taken.status != 202 && taken.status != 200) return std::nullopt;
      return json(taken.body).at("document").as_int64();
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }

  std::mt19937 random_{20261124};
  std::vector<std::unique_ptr<Process>> workers_;
  std::unique_ptr<Process> server_;
  std::uint16_t port_ = 0;
  int killed_ = 0;
};
ON_EVERY_STORE(Soak);

TEST_P(Soak, KilledEverySecondNothingIsLostAndNothingIsDoneTwice) {
  for (int i = 0; i < 3; ++i) workers_.push_back(work());
  start_server();
  std::map<int, std::int64_t> acknowledged;
  auto next_kill = std::chrono::steady_clock::now() + 1s;
  const auto kill_when_due = [&] {
    if (std::chrono::steady_clock::now() < next_kill) return;
    kill_something();
    next_kill = std::chrono::steady_clock::now() + 1s;
  };
  for (int number = 0; number < documents;) {
    kill_when_due();
    // Whoever gets no answer asks again, and gets the same document.
    if (const auto document = submit(number)) acknowledged[number++] = *document;
  }
  while (killed_ < kills) {
    kill_when_due();
    std::this_thread::sleep_for(10ms);
  }
  workers_.clear();
  server_.reset();
  EXPECT_EQ(run({program, "work", "--store", store(), "--drain"}).status, 0);

  std::map<std::int64_t, int> done;
  int dead = 0;
  const auto listed = lines(run({program, "jobs", "list", "--store", store(), "--limit", "10000"}).output);
  for (const auto& job : listed) {
    const auto state = job.at("state").as_string();
    ++done[job.at("document").as_int64()];
    if (state == "dead") {
      ++dead;
      EXPECT_EQ(job.at("error").at("code").as_string(), "crashed_repeatedly");
    } else {
      EXPECT_EQ(state, "done");
    }
  }
  EXPECT_EQ(done.size(), listed.size()) << "a document has two jobs";
  for (const auto& [number, document] : acknowledged)
    EXPECT_EQ(done.count(document), 1U) << "acknowledged and lost: " << number;
  const Ran verified = run({program, "verify", "--store", store()});
  EXPECT_EQ(verified.status, 0) << verified.output;
  std::cout << documents << " documents acknowledged, " << killed_ << " kills, "
            << listed.size() - static_cast<std::size_t>(dead) << " stored once, " << dead
            << " dead with their reason\n";
}

}  // namespace
}  // namespace tamis::journey
