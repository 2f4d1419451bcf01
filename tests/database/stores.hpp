#pragma once

#include "tests/database/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>

/// Stores of every kind, for tests that hold on each of them:
///
///     class Queue : public OnEveryStore { … database::Database::open(store_.address()) … };
///     ON_EVERY_STORE(Queue);
///     TEST_P(Queue, …)
namespace tamis {

enum class StoreKind { sqlite, postgresql };

/// A PostgreSQL server that lives as long as this program, however it ends; started by the first call.
class PostgresqlServer {
 public:
  static PostgresqlServer& shared();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;
  ~PostgresqlServer();

  /// The address of a new, empty database.
  [[nodiscard]] std::string create_database();
  /// Every byte of its databases and its log.
  [[nodiscard]] std::string bytes_at_rest() const;
  /// "restart" (as after a crash), "kill" (and start again), "stop" or "start"; returns when it is done.
  void order(const std::string& verb);

 private:
  PostgresqlServer();
  [[nodiscard]] std::string read_line() const;
  [[nodiscard]] std::string address_of(const std::string& database) const;
  void execute(const std::string& sql) const;

  int orders_ = -1, answers_ = -1;
  int process_ = -1;
  int databases_ = 0;
  std::string folder_;
};

/// An empty store, gone with this object.
class TemporaryStore {
 public:
  explicit TemporaryStore(StoreKind kind);

  /// For `Database::open` and `--store`.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// Every byte that the store has on the disk just now, its log included.
  [[nodiscard]] std::string bytes_at_rest() const;

 private:
  StoreKind kind_;
  TemporaryFolder folder_;
  std::string address_;
};

/// A test with an empty store of each kind in turn, and a folder for what else it needs.
class OnEveryStore : public testing::TestWithParam<StoreKind> {
 protected:
  TemporaryFolder folder_;
  TemporaryStore store_{GetParam()};
};

std::string name_of(const testing::TestParamInfo<StoreKind>& kind);

#define ON_EVERY_STORE(suite) \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::Values(StoreKind::sqlite, StoreKind::postgresql), name_of)

}  // namespace tamis
