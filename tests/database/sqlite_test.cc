#include "database/connection.hpp"

#include "tests/database/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

/// What only a store in an SQLite file has to promise.
namespace tamis::database {
namespace {

constexpr std::string_view add_source = "INSERT INTO job_source (name) VALUES (?)";

std::int64_t sources(Database& database) {
  auto snapshot = must(database.read());
  return must(snapshot.query("SELECT count(*) FROM job_source")).front().integer(0);
}

TEST(SqliteFile, IsNamedByAPathWithOrWithoutItsScheme) {
  EXPECT_EQ(file_of("a/b.db"), "a/b.db");
  EXPECT_EQ(file_of("sqlite:a/b.db"), "a/b.db");
  EXPECT_EQ(file_of("postgresql://host/name"), std::nullopt);
  EXPECT_EQ(file_of("postgres://host/name"), std::nullopt);
}

TEST(SqliteFile, IsReadableByItsOwnerAlone) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  for (const char* name : {"tamis.db", "tamis.db-wal", "tamis.db-shm", "tamis.db.lock"}) {
    struct stat about {};
    ASSERT_EQ(::stat((folder / name).c_str(), &about), 0) << name;
    EXPECT_EQ(about.st_mode & 0077, 0U) << name;
  }
}

TEST(SqliteFile, RefusesWhatIsNoDatabase) {
  const TemporaryFolder folder;
  std::ofstream(folder / "tamis.db") << std::string(8192, 'x');
  EXPECT_EQ(code_of(Database::open(folder / "tamis.db")), ErrorCode::database_damaged);
}

TEST(SqliteFile, SaysThatAFolderCannotBeOpened) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of(Database::open(folder / "no" / "such" / "tamis.db")), ErrorCode::database_unavailable);
}

TEST(SqliteFile, FindsADamagedPage) {
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

TEST(SqliteFile, WaitsForTheLockAndThenSaysSo) {
  const TemporaryFolder folder;
  Database database = must(Database::open(folder / "tamis.db"));
  const int other = ::open((folder / "tamis.db.lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_EQ(code_of(database.begin()), ErrorCode::database_unavailable);
  must(database.read());
  ::close(other);
  must(database.begin());
}

TEST(SqliteFile, SaysThatTheDiskIsFullAndKeepsTheOldState) {
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

TEST(SqliteFile, KeepsItsLogShort) {
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
