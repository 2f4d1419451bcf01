#include "database/connection.hpp"

#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

/// What only a store in PostgreSQL has to promise.
namespace tamis::database {
namespace {

constexpr std::string_view add_source = "INSERT INTO job_source (name) VALUES (?)";

class Postgresql : public testing::Test {
 protected:
  TemporaryStore store_{StoreKind::postgresql};
};

void add(Database& database, std::string_view name) {
  auto tx = must(database.begin());
  must(tx.run(add_source, {name}));
  must(tx.commit());
}

std::int64_t sources(Database& database) {
  auto snapshot = must(database.read());
  return must(snapshot.query("SELECT count(*) FROM job_source")).front().integer(0);
}

TEST_F(Postgresql, KeepsWhatWasCommittedOverACrashOfTheServerAndConnectsAgain) {
  Database database = must(Database::open(store_.address()));
  add(database, "before");
  PostgresqlServer::shared().order("restart");
  add(database, "after");
  EXPECT_EQ(sources(database), 2);
}

TEST_F(Postgresql, SaysThatTheConnectionWasLostInTheMiddle) {
  Database database = must(Database::open(store_.address()));
  {
    auto tx = must(database.begin());
    must(tx.run(add_source, {"lost"}));
    PostgresqlServer::shared().order("restart");
    EXPECT_EQ(code_of(tx.commit()), ErrorCode::database_unavailable);
  }
  EXPECT_EQ(sources(database), 0);
}

TEST_F(Postgresql, WaitsForAServerThatStartsAndNotForEver) {
  Database database = must(Database::open(store_.address()));
  PostgresqlServer::shared().order("stop");
  EXPECT_EQ(code_of(database.begin()), ErrorCode::database_unavailable);
  {
    const std::jthread late([] { PostgresqlServer::shared().order("start"); });
    add(database, "patient");
  }
  EXPECT_EQ(sources(database), 1);
}

TEST_F(Postgresql, SaysThatThereIsNoServer) {
  EXPECT_EQ(code_of(Database::open("postgresql://127.0.0.1:1/tamis")), ErrorCode::database_unavailable);
}

TEST_F(Postgresql, LetsManyWriteAtOnce) {
  Database one = must(Database::open(store_.address())), other = must(Database::open(store_.address()));
  auto first = must(one.begin()), second = must(other.begin());
  must(first.run(add_source, {"first"}));
  must(second.run(add_source, {"second"}));
  must(second.commit());
  must(first.commit());
  EXPECT_EQ(sources(one), 2);
}

TEST_F(Postgresql, PassesOverRowsThatAnotherTransactionChanges) {
  Database one = must(Database::open(store_.address())), other = must(Database::open(store_.address()));
  add(one, "a");
  add(one, "b");
  const auto take = [](Transaction& tx) {
    return must(tx.query("SELECT name FROM job_source ORDER BY name LIMIT 1" + std::string(tx.unless_taken())))
        .front()
        .bytes(0);
  };
  auto first = must(one.begin()), second = must(other.begin());
  EXPECT_EQ(take(first), "a");
  EXPECT_EQ(take(second), "b");
}

TEST_F(Postgresql, HearsNewsFromAnotherProcess) {
  Database one = must(Database::open(store_.address())), other = must(Database::open(store_.address()));
  std::atomic<bool> woken = false;
  const std::jthread waiting([&](std::stop_token stop) {
    one.wait_for_news(stop, std::chrono::hours(1));
    woken = true;
  });
  while (!woken) {
    other.announce();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

TEST_F(Postgresql, LeavesTheTablesOfOthersAlone) {
  {
    Database database = must(Database::open(store_.address()));
    auto tx = must(database.begin());
    must(tx.run("DROP TABLE migration"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(store_.address())), ErrorCode::schema_mismatch);
}

/// Each kind has migrations of its own, in its own words; what they make must be the same.
TEST_F(Postgresql, HasTheTablesColumnsAndIndexesOfSqlite) {
  const TemporaryStore file(StoreKind::sqlite);
  Database sqlite = must(Database::open(file.address())), postgresql = must(Database::open(store_.address()));
  auto ours = must(postgresql.read()), theirs = must(sqlite.read());
  const auto lines = [](const Rows& rows) {
    std::set<std::string> set;
    for (const Row& row : rows) {
      set.insert(row.bytes(0) + '.' + row.bytes(1) + (row.integer(2) != 0 ? " NOT NULL" : ""));
    }
    // The shards of the counters are PostgreSQL's own.
    set.erase("job_counter.shard NOT NULL");
    return set;
  };
  EXPECT_EQ(lines(must(ours.query("SELECT table_name, column_name, CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END "
                                  "FROM information_schema.columns WHERE table_schema = 'tamis'"))),
            lines(must(theirs.query(
                "SELECT m.name, c.name, c.\"notnull\" OR c.pk > 0 FROM sqlite_schema AS m "
                "JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"))));
  const auto names = [](const Rows& rows) {
    std::set<std::string> set;
    for (const Row& row : rows) set.insert(row.bytes(0));
    return set;
  };
  EXPECT_EQ(
      names(must(ours.query("SELECT indexname FROM pg_catalog.pg_indexes WHERE schemaname = 'tamis' "
                            "AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'"))),
      names(must(theirs.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"))));
}

}  // namespace
}  // namespace tamis::database
