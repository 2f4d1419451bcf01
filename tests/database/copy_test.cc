#include "database/connection.hpp"

#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

namespace tamis::database {
namespace {

using Kinds = std::tuple<StoreKind, StoreKind>;

/// From a store of each kind to one of each.
class Copy : public testing::TestWithParam<Kinds> {
 protected:
  Copy() {
    auto tx = must(from_.begin());
    for (int i = 0; i < 1200; ++i) {
      const std::string hash = "hash " + std::to_string(i);
      must(tx.run("INSERT INTO subject (reference_hash, created_at, last_interaction) VALUES (?, ?, ?)",
                  {Blob{hash}, i, -i}));
    }
    must(tx.run("DELETE FROM subject WHERE id > 1190"));
    for (const char* name : {"feed.b", "feed.A", "feed.\xc3\xa9"})
      must(tx.run("INSERT INTO job_source (name) VALUES (?)", {name}));
    must(
        tx.run("INSERT INTO job (document_id, source, priority, state, max_attempts, created_at, updated_at) "
               "VALUES (7, 'feed.b', 1, 'available', 8, 0, 0)"));
    const std::string bytes("\0\xff", 2);
    must(tx.run("INSERT INTO service_key (name, master_id, wrapped) VALUES ('index', '', ?)", {Blob{bytes}}));
    must(tx.commit());
  }

  std::int64_t number(std::string_view sql) {
    auto at = must(to_.read());
    return must(at.query(sql)).front().integer(0);
  }

  TemporaryStore source_{std::get<0>(GetParam())}, target_{std::get<1>(GetParam())};
  Database from_ = must(Database::open(source_.address()));
  Database to_ = must(Database::open(target_.address()));
};

INSTANTIATE_TEST_SUITE_P(, Copy,
                         testing::Combine(testing::Values(StoreKind::sqlite, StoreKind::postgresql),
                                          testing::Values(StoreKind::sqlite, StoreKind::postgresql)),
                         [](const testing::TestParamInfo<Kinds>& kinds) {
                           return name_of({std::get<0>(kinds.param), 0}) + "_" + name_of({std::get<1>(kinds.param), 0});
                         });

TEST_P(Copy, HasEveryRowAndGoesOnCounting) {
  EXPECT_EQ(must(from_.copy_to(to_)), 1190 + 3 + 1 + 1);
  EXPECT_EQ(number("SELECT count(*) FROM subject"), 1190);
  EXPECT_EQ(number("SELECT last_interaction FROM subject WHERE id = 700"), -699);
  EXPECT_EQ(number("SELECT CAST(sum(jobs) AS BIGINT) FROM job_counter WHERE state = 'available'"), 1);
  auto tx = must(to_.begin());
  EXPECT_EQ(must(tx.query("SELECT wrapped FROM service_key")).front().bytes(0), std::string("\0\xff", 2));
  const auto next = must(tx.query("INSERT INTO subject (created_at, last_interaction) VALUES (0, 0) RETURNING id"));
  EXPECT_EQ(next.front().integer(0), 1201) << "no number is given twice";
}

TEST_P(Copy, GoesIntoAnEmptyStoreOnly) {
  must(from_.copy_to(to_));
  EXPECT_EQ(code_of(from_.copy_to(to_)), ErrorCode::store_not_empty);
}

}  // namespace
}  // namespace tamis::database
