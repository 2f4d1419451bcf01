#include "database/connection.hpp"

#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <limits>
#include <thread>

namespace tamis::database {
namespace {

class DatabaseTest : public OnEveryStore {};
ON_EVERY_STORE(DatabaseTest);

constexpr std::string_view add_source = "INSERT INTO job_source (name) VALUES (?)";

std::int64_t sources(Database& database) {
  auto snapshot = must(database.read());
  return must(snapshot.query("SELECT count(*) FROM job_source")).front().integer(0);
}

TEST_P(DatabaseTest, KeepsWhatWasCommittedAndNothingElse) {
  {
    Database database = must(Database::open(store_.address()));
    auto kept = must(database.begin());
    EXPECT_EQ(must(kept.run(add_source, {"kept"})), 1);
    must(kept.commit());
  }
  Database database = must(Database::open(store_.address()));
  {
    auto dropped = must(database.begin());
    must(dropped.run(add_source, {"dropped"}));
  }
  EXPECT_EQ(sources(database), 1);
  must(database.check());
}

TEST_P(DatabaseTest, BringsEveryTypeBackAsItWas) {
  Database database = must(Database::open(store_.address()));
  auto tx = must(database.begin());
  const std::string bytes("\0\xff ' ? text", 12);
  const TimePoint time{std::chrono::milliseconds(1'700'000'000'123)};
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  must(tx.run("INSERT INTO service_key (name, master_id, wrapped) VALUES (?, ?, ?)", {"it's ?", "", Blob{bytes}}));
  must(tx.run("INSERT INTO subject (reference_hash, created_at, last_interaction, erased_at) VALUES (?, ?, ?, ?)",
              {Blob{{}}, lowest, time, std::optional<int>()}));
  const auto key = must(tx.query("SELECT name, master_id, wrapped, '?' FROM service_key")).front();
  EXPECT_EQ(key.bytes(0), "it's ?");
  EXPECT_EQ(key.bytes(1), "");
  EXPECT_EQ(key.bytes(2), bytes);
  EXPECT_EQ(key.bytes(3), "?");
  const auto subject =
      must(tx.query("SELECT reference_hash, created_at, last_interaction, erased_at, 7, count(*) OVER () FROM subject"))
          .front();
  EXPECT_FALSE(subject.null(0));
  EXPECT_EQ(subject.bytes(0), "");
  EXPECT_EQ(subject.integer(1), lowest);
  EXPECT_EQ(subject.time(2), time);
  EXPECT_TRUE(subject.null(3));
  EXPECT_EQ(subject.integer(4), 7);
  EXPECT_EQ(subject.integer(5), 1);
}

TEST_P(DatabaseTest, LetsASnapshotReadOnly) {
  Database database = must(Database::open(store_.address()));
  {
    auto snapshot = must(database.read());
    EXPECT_EQ(code_of(snapshot.query("INSERT INTO job_source (name) VALUES ('x') RETURNING name")),
              ErrorCode::internal);
  }
  EXPECT_EQ(sources(database), 0);
}

TEST_P(DatabaseTest, MigratesOnceAndOpensAgain) {
  std::string before;
  {
    Database database = must(Database::open(store_.address()));
    auto snapshot = must(database.read());
    for (const Row& row : must(snapshot.query("SELECT name FROM migration ORDER BY number"))) before += row.bytes(0);
  }
  Database database = must(Database::open(store_.address()));
  auto snapshot = must(database.read());
  std::string after;
  for (const Row& row : must(snapshot.query("SELECT name FROM migration ORDER BY number"))) after += row.bytes(0);
  EXPECT_NE(before, "");
  EXPECT_EQ(before, after);
}

TEST_P(DatabaseTest, RefusesTheSchemaOfANewerProgram) {
  {
    Database database = must(Database::open(store_.address()));
    auto tx = must(database.begin());
    must(tx.run("INSERT INTO migration (number, name) VALUES (9999, '9999_from_the_future.sql')"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(store_.address())), ErrorCode::schema_mismatch);
}

TEST_P(DatabaseTest, RefusesAMigrationThatWasChangedSince) {
  {
    Database database = must(Database::open(store_.address()));
    auto tx = must(database.begin());
    must(tx.run("UPDATE migration SET name = name || '0' WHERE number = 1"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(store_.address())), ErrorCode::schema_mismatch);
}

TEST_P(DatabaseTest, RefusesTheSchemaOfAnotherBranch) {
  {
    Database database = must(Database::open(store_.address()));
    auto tx = must(database.begin());
    must(tx.run("UPDATE migration SET name = '0001_of_a_branch.sql' WHERE number = 1"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(store_.address())), ErrorCode::schema_mismatch);
}

TEST_P(DatabaseTest, GivesThreadsTheirTurns) {
  Database database = must(Database::open(store_.address()));
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&database, thread] {
      for (int i = 0; i < 25; ++i) {
        auto tx = must(database.begin());
        must(tx.run(add_source, {std::to_string(thread) + "-" + std::to_string(i)}));
        must(tx.commit());
      }
    });
  }
  threads.clear();
  EXPECT_EQ(sources(database), 100);
}

TEST_P(DatabaseTest, RefusesASecondTurnToTheThreadThatHasOne) {
  Database database = must(Database::open(store_.address()));
  {
    const auto tx = must(database.begin());
    EXPECT_EQ(code_of(database.begin()), ErrorCode::internal);
    EXPECT_EQ(code_of(database.read()), ErrorCode::internal);
  }
  must(database.begin());
}

TEST_P(DatabaseTest, WritesBesideAnotherProcessWithoutLosingAnything) {
  must(Database::open(store_.address()));
  const auto write = [&](const char* who) {
    Database database = must(Database::open(store_.address()));
    for (int i = 0; i < 300; ++i) {
      auto tx = must(database.begin());
      must(tx.run(add_source, {who + std::to_string(i) + std::string(3000, 'x')}));
      must(tx.commit());
    }
  };
  const pid_t child = ::fork();
  if (child == 0) {
    write("child");
    ::_exit(::testing::Test::HasFailure() ? 1 : 0);
  }
  write("parent");
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  Database database = must(Database::open(store_.address()));
  EXPECT_EQ(sources(database), 600);
  must(database.check());
}

TEST_P(DatabaseTest, NamesAConflictOfKeysApartFromOtherConstraints) {
  Database database = must(Database::open(store_.address()));
  const auto run = [&](std::string_view sql) {
    auto tx = must(database.begin());
    must(tx.run(add_source, {"once"}));
    return code_of(tx.run(sql));
  };
  EXPECT_EQ(run("INSERT INTO job_source (name) VALUES ('once')"), ErrorCode::conflict);
  EXPECT_EQ(run("INSERT INTO job_source (name, paused) VALUES ('new', 7)"), ErrorCode::internal);
}

TEST_P(DatabaseTest, DoesNotCommitWhatFailedInTheMiddle) {
  Database database = must(Database::open(store_.address()));
  {
    auto tx = must(database.begin());
    must(tx.run(add_source, {"first"}));
    EXPECT_EQ(code_of(tx.run("INSERT INTO no_such_table VALUES (1)")), ErrorCode::internal);
  }
  EXPECT_EQ(sources(database), 0);
}

TEST_P(DatabaseTest, GivesALockToOneTransactionAtATime) {
  Database database = must(Database::open(store_.address()));
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&database, thread] {
      for (int i = 0; i < 10; ++i) {
        auto tx = must(database.begin());
        must(tx.lock("counting"));
        const auto count = must(tx.query("SELECT count(*) FROM job_source")).front().integer(0);
        must(tx.run(add_source, {std::to_string(count)}));
        must(tx.commit());
      }
    });
  }
  threads.clear();
  EXPECT_EQ(sources(database), 40);
}

TEST_P(DatabaseTest, WakesWhoWaitsForNews) {
  Database database = must(Database::open(store_.address()));
  std::atomic<bool> woken = false;
  std::jthread waiting([&](std::stop_token stop) {
    database.wait_for_news(stop, std::chrono::hours(1));
    woken = true;
  });
  while (!woken) {
    database.announce();
    std::this_thread::yield();
  }
  waiting = std::jthread([&](std::stop_token stop) { database.wait_for_news(stop, std::chrono::hours(1)); });
}

}  // namespace
}  // namespace tamis::database
