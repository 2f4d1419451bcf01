#pragma once

#include "tests/database/stores.hpp"
#include "tests/journey/process.hpp"

#include <gtest/gtest.h>
#include <boost/json/value.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tamis::journey {

/// The path of the program under test.
extern const std::string program;

/// The path of a file below samples/, such as "docs/nurse-fr.pdf".
[[nodiscard]] std::string sample(const std::string& name);
/// A file's bytes; empty if there is none.
[[nodiscard]] std::string contents(const std::string& path);
[[nodiscard]] boost::json::value json(const std::string& text);
/// One value a line.
[[nodiscard]] std::vector<boost::json::value> lines(const std::string& text);

/// A test with a folder and a store of its own; the programs that it starts find the store's key.
class Journey : public testing::Test {
 protected:
  explicit Journey(StoreKind kind = StoreKind::sqlite);

  [[nodiscard]] const std::string& store() const { return store_.address(); }
  /// Writes a file into the folder; its path.
  std::string write(const std::string& name, const std::string& bytes);
  [[nodiscard]] std::unique_ptr<Process> serve(int jobs = 1) const;
  /// The port in the address that a server prints.
  static std::uint16_t port_of(Process& server);
  /// Waits until a job is final; its last answer.
  static boost::json::value wait_for(std::uint16_t port, std::int64_t job);
  [[nodiscard]] std::vector<boost::json::value> jobs() const;

 private:
  TemporaryFolder temporary_;
  TemporaryStore store_;

 protected:
  const std::filesystem::path& folder_ = temporary_.path();
};

/// The same on a store of each kind.
class StoreJourney : public Journey, public testing::WithParamInterface<StoreKind> {
 protected:
  StoreJourney() : Journey(GetParam()) {}
};

}  // namespace tamis::journey
