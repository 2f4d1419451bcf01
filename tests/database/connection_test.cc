#include "database/connection.hpp"

#include "tests/database/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace tamis::database {
namespace {

constexpr std::string_view add_source = "INSERT INTO job_source (name) VALUES (?)";

std::int64_t sources(Database& database) {
  auto snapshot = must(database.read());
  return must(snapshot.query("SELECT count(*) FROM job_source")).front().integer(0);
}

TEST(Database, KeepsWhatWasCommittedAndNothingElse) {
  const TemporaryFolder folder;
  {
    Database database = must(Database::open(folder / "tamis.db"));
    auto kept = must(database.begin());
    EXPECT_EQ(must(kept.run(add_source, {"kept"})), 1);
    must(kept.commit());
  }
  Database database = must(Database::open(folder / "tamis.db"));
  {
    auto dropped = must(database.begin());
    must(dropped.run(add_source, {"dropped"}));
  }
  EXPECT_EQ(sources(database), 1);
  must(database.check());
}

TEST(Database, BringsEveryTypeBackAsItWas) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  auto snapshot = must(database.read());
  const std::string bytes("\0\xff text", 7);
  const TimePoint time{std::chrono::milliseconds(1'700'000'000'123)};
  const auto rows = must(snapshot.query("SELECT ?, ?, ?, ?, ?, typeof(?), typeof(?)",
                                        {-5, "text", Blob{bytes}, time, nullptr, Blob{{}}, std::optional<int>()}));
  const Row& row = rows.front();
  EXPECT_EQ(row.integer(0), -5);
  EXPECT_EQ(row.bytes(1), "text");
  EXPECT_EQ(row.bytes(2), bytes);
  EXPECT_EQ(row.time(3), time);
  EXPECT_TRUE(row.null(4));
  EXPECT_EQ(row.bytes(5), "blob");
  EXPECT_EQ(row.bytes(6), "null");
}

TEST(Database, IsReadableByItsOwnerAlone) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  for (const char* name : {"tamis.db", "tamis.db-wal", "tamis.db-shm", "tamis.db.lock"}) {
    struct stat about {};
    ASSERT_EQ(::stat((folder / name).c_str(), &about), 0) << name;
    EXPECT_EQ(about.st_mode & 0077, 0U) << name;
  }
}

TEST(Database, LetsASnapshotReadOnly) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  {
    auto snapshot = must(database.read());
    EXPECT_EQ(code_of(snapshot.query("INSERT INTO job_source (name) VALUES ('x') RETURNING name")),
              ErrorCode::internal);
  }
  EXPECT_EQ(sources(database), 0);
}

TEST(Database, MigratesOnceAndOpensAgain) {
  const TemporaryFolder folder;
  std::string before;
  {
    Database database = must(Database::open(folder / "tamis.db"));
    auto snapshot = must(database.read());
    for (const Row& row : must(snapshot.query("SELECT name FROM migration ORDER BY number"))) before += row.bytes(0);
  }
  Database database = must(Database::open(folder / "tamis.db"));
  auto snapshot = must(database.read());
  std::string after;
  for (const Row& row : must(snapshot.query("SELECT name FROM migration ORDER BY number"))) after += row.bytes(0);
  EXPECT_NE(before, "");
  EXPECT_EQ(before, after);
}

TEST(Database, RefusesTheSchemaOfANewerProgram) {
  const TemporaryFolder folder;
  {
    Database database = must(Database::open(folder / "tamis.db"));
    auto tx = must(database.begin());
    must(tx.run("INSERT INTO migration (name) VALUES ('9999_from_the_future.sql')"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(folder / "tamis.db")), ErrorCode::schema_mismatch);
}

TEST(Database, RefusesTheSchemaOfAnotherBranch) {
  const TemporaryFolder folder;
  {
    Database database = must(Database::open(folder / "tamis.db"));
    auto tx = must(database.begin());
    must(tx.run("UPDATE migration SET name = '0001_of_a_branch.sql' WHERE number = 1"));
    must(tx.commit());
  }
  EXPECT_EQ(code_of(Database::open(folder / "tamis.db")), ErrorCode::schema_mismatch);
}

TEST(Database, RefusesWhatIsNoDatabase) {
  const TemporaryFolder folder;
  std::ofstream(folder / "tamis.db") << std::string(8192, 'x');
  EXPECT_EQ(code_of(Database::open(folder / "tamis.db")), ErrorCode::database_damaged);
}

TEST(Database, SaysThatAFolderCannotBeOpened) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of(Database::open(folder / "no" / "such" / "tamis.db")), ErrorCode::database_unavailable);
}

TEST(Database, FindsADamagedPage) {
  const TemporaryFolder folder;
  {
    Database database = must(Database::open(folder / "tamis.db"));
    for (int i = 0; i < 200; ++i) {
      auto tx = must(database.begin());
      must(tx.run(add_source, {"source-" + std::to_string(i) + std::string(100, 'x')}));
      must(tx.commit());
    }
    must(database.checkpoint());
  }
  const auto size = std::filesystem::file_size(folder / "tamis.db");
  std::fstream file(folder / "tamis.db", std::ios::in | std::ios::out | std::ios::binary);
  for (std::uint64_t at = 4096 + 50; at + 20 < size; at += 4096) {
    file.seekp(static_cast<std::streamoff>(at));
    file << "damage damage damage";
  }
  file.close();
  Result<Database> database = Database::open(folder / "tamis.db");
  EXPECT_EQ(database ? code_of(database->check()) : database.error().code, ErrorCode::database_damaged);
}

TEST(Database, GivesThreadsTheirTurns) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
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

TEST(Database, RefusesASecondTurnToTheThreadThatHasOne) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  {
    const auto tx = must(database.begin());
    EXPECT_EQ(code_of(database.begin()), ErrorCode::internal);
    EXPECT_EQ(code_of(database.read()), ErrorCode::internal);
  }
  must(database.begin());
}

TEST(Database, WritesBesideAnotherProcessWithoutLosingAnything) {
  const TemporaryFolder folder;
  must(Database::open(folder / "tamis.db"));
  const auto write = [&](const char* who) {
    Database database = must(Database::open(folder / "tamis.db"));
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
  Database database = must(Database::open(folder / "tamis.db"));
  EXPECT_EQ(sources(database), 600);
  must(database.check());
}

TEST(Database, WaitsForTheLockAndThenSaysSo) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  const int other = ::open((folder / "tamis.db.lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_EQ(code_of(database.begin()), ErrorCode::database_unavailable);
  must(database.read());
  ::close(other);
  must(database.begin());
}

TEST(Database, SaysThatTheDiskIsFullAndKeepsTheOldState) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  {
    auto tx = must(database.begin());
    must(tx.query("PRAGMA max_page_count = 64"));
    EXPECT_EQ(code_of(tx.run(add_source, {std::string(1'000'000, 'x')})), ErrorCode::disk_full);
  }
  EXPECT_EQ(sources(database), 0);
  must(database.check());
}

TEST(Database, KeepsItsLogShort) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  for (int i = 0; i < 100; ++i) {
    auto tx = must(database.begin());
    must(tx.run(add_source, {std::to_string(i) + std::string(400'000, 'x')}));
    must(tx.commit());
  }
  EXPECT_LT(std::filesystem::file_size(folder / "tamis.db-wal"), 8U << 20);
  must(database.checkpoint());
  EXPECT_EQ(std::filesystem::file_size(folder / "tamis.db-wal"), 0U);
}

}  // namespace
}  // namespace tamis::database
