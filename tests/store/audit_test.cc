#include "store/audit.hpp"

#include "tests/database/stores.hpp"

#include <gtest/gtest.h>

namespace tamis::store {
namespace {

class Audit : public OnEveryStore {
 protected:
  Audit() { write_entries(); }

  void write_entries() {
    auto tx = must(database_.begin());
    for (std::int64_t i = 1; i <= 5; ++i) {
      must(log_.append(tx, {Role::officer, "anna"}, Action::viewed, Target::document, i));
      clock_.advance(std::chrono::seconds(1));
    }
    must(tx.commit());
  }

  Result<AuditHead> verify(const std::optional<AuditHead>& anchor = {}) {
    auto snapshot = must(database_.read());
    return log_.verify(snapshot, anchor);
  }

  /// What somebody with the file, but without the key, could do: the triggers do not stop them.
  void tamper(std::string_view sql) {
    auto tx = must(database_.begin());
    for (const std::string trigger : {"audit_is_not_changed", "audit_is_not_deleted"}) {
      must(tx.run("DROP TRIGGER " + trigger + (GetParam() == StoreKind::sqlite ? "" : " ON audit")));
    }
    must(tx.run(sql));
    must(tx.commit());
  }

  ManualClock clock_{TimePoint(std::chrono::seconds(1'700'000'000))};
  database::Database database_ = must(database::Database::open(store_.address()));
  AuditLog log_{SecretKey::random(), clock_};
};
ON_EVERY_STORE(Audit);

TEST_P(Audit, TellsWhoDidWhatToWhichRowAndWhen) {
  auto snapshot = must(database_.read());
  const auto entries = must(log_.list(snapshot, 3));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].number, 4);
  EXPECT_EQ(entries[0].at, TimePoint(std::chrono::seconds(1'700'000'003)));
  EXPECT_EQ(entries[0].actor.role, Role::officer);
  EXPECT_EQ(entries[0].actor.name, "anna");
  EXPECT_EQ(entries[0].action, Action::viewed);
  EXPECT_EQ(entries[0].target, Target::document);
  EXPECT_EQ(entries[0].id, 4);
}

TEST_P(Audit, VerifiesUntouched) {
  const AuditHead head = must(verify());
  EXPECT_EQ(head.number, 5);
  must(verify(head));
  must(verify(AuditHead{}));
}

TEST_P(Audit, RefusesChangesInTheDatabaseItself) {
  auto tx = must(database_.begin());
  EXPECT_EQ(code_of(tx.run("UPDATE audit SET actor = 'eve'")), ErrorCode::internal);
  EXPECT_EQ(code_of(tx.run("DELETE FROM audit")), ErrorCode::internal);
}

constexpr std::string_view forgeries[] = {
    "UPDATE audit SET at = at + 1 WHERE number = 3",
    "UPDATE audit SET role = 'client' WHERE number = 3",
    "UPDATE audit SET actor = 'eve' WHERE number = 3",
    "UPDATE audit SET action = 'opened' WHERE number = 3",
    "UPDATE audit SET target = 'job' WHERE number = 3",
    "UPDATE audit SET target_id = 9 WHERE number = 3",
    "UPDATE audit SET hash = (SELECT hash FROM audit WHERE number = 2) WHERE number = 3",
    "UPDATE audit SET hash = (SELECT hash FROM audit WHERE number = 4) WHERE number = 5",
    "DELETE FROM audit WHERE number = 1",
    "DELETE FROM audit WHERE number = 3",
    "UPDATE audit SET number = CASE number WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE number IN (3, 4)",
    "UPDATE audit SET target_id = 7 - target_id WHERE number IN (3, 4)",
    "INSERT INTO audit SELECT 6, at, role, actor, action, target, target_id, hash FROM audit "
    "WHERE number = 5",
};

TEST_P(Audit, ShowsEveryForgery) {
  for (const std::string_view forgery : forgeries) {
    const TemporaryStore store(GetParam());
    database_ = must(database::Database::open(store.address()));
    write_entries();
    tamper(forgery);
    EXPECT_EQ(code_of(verify()), ErrorCode::audit_broken) << forgery;
  }
}

TEST_P(Audit, FindsACutTailByAnAnchor) {
  const AuditHead anchor = must(verify());
  tamper("DELETE FROM audit WHERE number = 5");
  EXPECT_EQ(must(verify()).number, 4);
  EXPECT_EQ(code_of(verify(anchor)), ErrorCode::audit_broken);
}

TEST_P(Audit, CannotBeForgedWithoutItsKey) {
  tamper("DELETE FROM audit");
  const AuditLog forger(SecretKey::random(), clock_);
  auto tx = must(database_.begin());
  must(forger.append(tx, {Role::officer, "anna"}, Action::viewed, Target::document, 1));
  must(tx.commit());
  EXPECT_EQ(code_of(verify()), ErrorCode::audit_broken);
}

TEST_P(Audit, IsRolledBackWithTheAct) {
  {
    auto tx = must(database_.begin());
    must(log_.append(tx, {Role::service, "worker"}, Action::stored, Target::document, 6));
  }
  EXPECT_EQ(must(verify()).number, 5);
}

}  // namespace
}  // namespace tamis::store
