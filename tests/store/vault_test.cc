#include "store/vault.hpp"

#include "core/json.hpp"
#include "queue/job_queue.hpp"
#include "tests/database/stores.hpp"
#include "tests/store/screening.hpp"

#include <gtest/gtest.h>
#include <boost/json/value.hpp>

namespace tamis::store {
namespace {

constexpr std::string_view canary = "Zenobia Quarkfeather";
const Actor worker{Role::service, "worker"};
const Actor officer{Role::officer, "anna"};
const Screening& screening() {
  static const Screening shared;
  return shared;
}

class VaultTest : public OnEveryStore {
 protected:
  VaultTest() {
    must(MasterKeys::create(folder_ / "master.key"));
    reopen();
  }

  template <class Verb>
  auto in_transaction(Verb verb) {
    auto tx = must(database_.begin());
    auto result = verb(tx);
    if (result) must(tx.commit());
    return result;
  }

  SubjectId admit(std::string_view id = "candidate 42") {
    return must(in_transaction([&](auto& tx) { return vault().admit(tx, {"portal", CandidateText(id)}); }));
  }
  DocumentId receive(SubjectId subject, const std::string& bytes, std::string sha256 = "aa") {
    const Arrival arrival{subject, "portal", CandidateText(canary), std::move(sha256), bytes};
    return must(in_transaction([&](auto& tx) { return vault().receive(tx, arrival, worker); })).document;
  }
  Result<void> commit(DocumentId document, std::string_view line = canary) {
    const Screened screened = screening().screen(line, canary);
    return in_transaction([&](auto& tx) { return vault().commit(tx, document, screened, worker); });
  }
  Result<CandidateText> record(DocumentId document, View view) {
    return in_transaction([&](auto& tx) { return vault().record(tx, document, view, officer); });
  }
  Result<Original> original(DocumentId document) {
    return in_transaction([&](auto& tx) { return vault().original(tx, document, officer); });
  }
  Result<Receipt> erase(SubjectId subject) {
    return in_transaction([&](auto& tx) { return vault().erase(tx, subject, officer); });
  }
  void change(std::string_view sql) {
    auto tx = must(database_.begin());
    must(tx.run(sql));
    must(tx.commit());
  }
  void reopen() {
    vault_.reset();
    vault_.emplace(must(Vault::open(database_, must(MasterKeys::load(folder_ / "master.key")), clock_)));
  }
  const Vault& vault() { return *vault_; }

  ManualClock clock_{TimePoint(std::chrono::seconds(1'700'000'000))};
  database::Database database_ = must(database::Database::open(store_.address()));
  std::optional<Vault> vault_;
};
ON_EVERY_STORE(VaultTest);

TEST_P(VaultTest, KnowsASubjectAgainByItsReference) {
  const SubjectId subject = admit();
  EXPECT_EQ(admit(), subject);
  EXPECT_NE(admit("candidate 43"), subject);
  auto snapshot = must(database_.read());
  EXPECT_EQ(must(vault().find(snapshot, {"portal", CandidateText("candidate 42")})), subject);
  EXPECT_EQ(must(vault().find(snapshot, {"feed.a", CandidateText("candidate 42")})), std::nullopt);
}

TEST_P(VaultTest, RefusesASubjectWithoutAName) {
  EXPECT_EQ(code_of(in_transaction([&](auto& tx) {
              return vault().admit(tx, {"portal", CandidateText()});
            })),
            ErrorCode::missing_subject);
}

TEST_P(VaultTest, KeepsAnOriginalInQuarantineUntilItIsScreened) {
  const DocumentId document = receive(admit(), "the bytes");
  EXPECT_EQ(code_of(original(document)), ErrorCode::not_ready);
  EXPECT_EQ(code_of(record(document, View::full)), ErrorCode::not_ready);
  {
    auto snapshot = must(database_.read());
    const Original opened = must(vault().original_for_screening(snapshot, document));
    EXPECT_EQ(opened.bytes, CandidateText("the bytes"));
    EXPECT_EQ(opened.name, CandidateText(canary));
  }
  must(commit(document));
  EXPECT_EQ(must(original(document)).bytes, CandidateText("the bytes"));
}

TEST_P(VaultTest, ReturnsTheRecordThatWasStored) {
  const DocumentId document = receive(admit(), "the bytes");
  must(commit(document));
  const Screened expected = screening().screen(canary, canary);
  const CandidateText stored = must(record(document, View::full));
  EXPECT_EQ(stored.reveal(Purpose::record), print_json(to_json(expected.view(View::full))));
}

TEST_P(VaultTest, ReplacesARecordByALaterOne) {
  const DocumentId document = receive(admit(), "the bytes");
  must(commit(document, "before"));
  must(commit(document, "after"));
  const CandidateText stored = must(record(document, View::full));
  EXPECT_NE(stored.reveal(Purpose::record).find("after"), std::string_view::npos);
}

TEST_P(VaultTest, ShowsClientsOnlyWhatWasCleared) {
  const DocumentId document = receive(admit(), "the bytes");
  must(commit(document));
  change("UPDATE screening SET cleared = 0");
  must(record(document, View::full));
  EXPECT_EQ(code_of(record(document, View::client)), ErrorCode::not_cleared);
  EXPECT_EQ(code_of(record(document, View::anonymous)), ErrorCode::not_cleared);
  change("UPDATE screening SET cleared = 1");
  must(record(document, View::client));
}

TEST_P(VaultTest, TakesTheSameBytesOfASubjectOnce) {
  const SubjectId subject = admit();
  const DocumentId document = receive(subject, "the bytes", "aa");
  EXPECT_EQ(receive(subject, "the bytes", "aa"), document);
  EXPECT_NE(receive(subject, "other bytes", "bb"), document);
  EXPECT_NE(receive(admit("another"), "the bytes", "aa"), document);
}

TEST_P(VaultTest, CannotKeepARecordWithoutItsScreening) {
  const DocumentId document = receive(admit(), "the bytes");
  const DocumentId other = receive(admit(), "more bytes", "bb");
  must(commit(other));
  const auto insert = [&](std::string_view screening_id) {
    auto tx = must(database_.begin());
    return tx.run("INSERT INTO record (document_id, view, screening_id, sealed) VALUES (?, 'full', " +
                      std::string(screening_id) + ", ?)",
                  {document, database::Blob{"sealed"}});
  };
  EXPECT_EQ(code_of(insert("NULL")), ErrorCode::internal);
  EXPECT_EQ(code_of(insert("99")), ErrorCode::internal);
  EXPECT_EQ(code_of(insert("(SELECT id FROM screening)")), ErrorCode::internal) << "another document's screening";
  auto tx = must(database_.begin());
  EXPECT_EQ(code_of(tx.run("DELETE FROM screening")), ErrorCode::internal);
  EXPECT_EQ(code_of(tx.run("UPDATE record SET screening_id = 99")), ErrorCode::internal);
}

TEST_P(VaultTest, NoticesCiphertextsThatWereSwapped) {
  const DocumentId one = receive(admit(), "the bytes", "aa"), two = receive(admit(), "other bytes", "bb");
  must(commit(one));
  must(commit(two));
  change(
      "UPDATE record SET sealed = (SELECT sealed FROM record AS other WHERE other.view = record.view AND "
      "other.document_id <> record.document_id)");
  EXPECT_EQ(code_of(record(one, View::full)), ErrorCode::seal_broken);
  change("UPDATE original SET sealed_bytes = sealed_name");
  EXPECT_EQ(code_of(original(two)), ErrorCode::seal_broken);
}

TEST_P(VaultTest, NoticesAViewThatStandsInForAnother) {
  const DocumentId document = receive(admit(), "the bytes");
  must(commit(document));
  change("UPDATE screening SET cleared = 1");
  change("UPDATE record SET sealed = (SELECT sealed FROM record WHERE view = 'full') WHERE view = 'anonymous'");
  EXPECT_EQ(code_of(record(document, View::anonymous)), ErrorCode::seal_broken);
}

TEST_P(VaultTest, DoesNotOpenWithAnotherMasterKey) {
  receive(admit(), "the bytes");
  must(MasterKeys::create(folder_ / "other.key"));
  EXPECT_EQ(code_of(Vault::open(database_, must(MasterKeys::load(folder_ / "other.key")), clock_)),
            ErrorCode::key_missing);
}

TEST_P(VaultTest, HasNoPlainWordAtRest) {
  const DocumentId document = receive(admit(canary), std::string(canary), "digest-of-the-bytes");
  must(commit(document));
  const std::string bytes = store_.bytes_at_rest();
  EXPECT_GT(bytes.size(), 10'000U);
  EXPECT_EQ(bytes.find(canary), std::string::npos);
  EXPECT_EQ(bytes.find("Quarkfeather"), std::string::npos);
  EXPECT_EQ(bytes.find("digest-of-the-bytes"), std::string::npos);
}

TEST_P(VaultTest, ErasesASubjectForGood) {
  const SubjectId subject = admit();
  const DocumentId document = receive(subject, "the bytes");
  must(commit(document));
  std::string sealed, wrapped, reference;
  {
    auto snapshot = must(database_.read());
    sealed = must(snapshot.query("SELECT sealed FROM record WHERE view = 'full'")).front().bytes(0).substr(0, 60);
    wrapped = must(snapshot.query("SELECT wrapped FROM subject_key")).front().bytes(0);
    reference = must(snapshot.query("SELECT reference_hash FROM subject")).front().bytes(0);
  }
  must(erase(subject));
  if (GetParam() == StoreKind::sqlite) {
    must(database_.checkpoint());
    const std::string bytes = store_.bytes_at_rest();
    for (const std::string& remains : {sealed, wrapped, reference}) EXPECT_EQ(bytes.find(remains), std::string::npos);
  }
  EXPECT_EQ(code_of(record(document, View::full)), ErrorCode::key_destroyed);
  EXPECT_EQ(code_of(original(document)), ErrorCode::key_destroyed);
  EXPECT_EQ(code_of(commit(document)), ErrorCode::key_destroyed);
  auto snapshot = must(database_.read());
  EXPECT_TRUE(must(vault().document(snapshot, document)).erased);
}

TEST_P(VaultTest, LeavesEverybodyElseAlone) {
  const SubjectId erased = admit("one"), kept = admit("two");
  receive(erased, "the bytes");
  const DocumentId document = receive(kept, "the bytes");
  must(commit(document));
  must(erase(erased));
  must(record(document, View::full));
  auto snapshot = must(database_.read());
  EXPECT_EQ(must(vault().documents(snapshot, kept)).size(), 1U);
}

TEST_P(VaultTest, TakesAnErasedPersonForANewOne) {
  const SubjectId subject = admit();
  must(erase(subject));
  must(erase(subject));
  EXPECT_NE(admit(), subject);
}

TEST_P(VaultTest, RewrapsKeysWhileEverythingGoesOn) {
  std::vector<DocumentId> documents;
  for (int i = 0; i < 5; ++i) {
    documents.push_back(receive(admit("candidate " + std::to_string(i)), "the bytes"));
    must(commit(documents.back()));
  }
  must(MasterKeys::add(folder_ / "master.key"));
  reopen();
  std::int64_t rewrapped = 0;
  for (std::int64_t some = 1; some > 0; rewrapped += some) {
    some = must(in_transaction([&](auto& tx) { return vault().rewrap(tx, officer, 3); }));
    EXPECT_LE(some, 3);
    must(record(documents.front(), View::full));
  }
  EXPECT_EQ(rewrapped, 7) << "five subjects and the two keys of the service";

  const std::string lines = read_file(folder_ / "master.key");
  std::ofstream(folder_ / "master.key") << lines.substr(lines.find('\n') + 1);
  reopen();
  for (const DocumentId document : documents) must(record(document, View::full));
}

TEST_P(VaultTest, FindsASealThatDoesNotOpenWhoeverBrokeIt) {
  const SubjectId whole = admit("one"), broken = admit("two"), erased = admit("three");
  for (const SubjectId subject : {whole, broken, erased}) must(commit(receive(subject, "the bytes")));
  must(erase(erased));
  const auto verify = [&] {
    auto snapshot = must(database_.read());
    return must(vault().verify(snapshot, SubjectId{}));
  };
  const Verification before = verify();
  EXPECT_EQ(before.subjects, 2);
  EXPECT_EQ(before.seals, 12) << "each has a reference, an original's name and bytes, and three views";
  EXPECT_TRUE(before.broken.empty());
  change("UPDATE original SET sealed_bytes = sealed_name WHERE document_id = 2");
  EXPECT_EQ(verify().broken, std::vector{broken});
}

TEST_P(VaultTest, NamesInTheLogWhoeverTouchedADocument) {
  const DocumentId document = receive(admit(), "the bytes");
  must(commit(document));
  must(record(document, View::full));
  must(original(document));
  must(erase(admit()));
  auto snapshot = must(database_.read());
  std::vector<Action> actions;
  for (const AuditEntry& entry : must(vault().audit().list(snapshot))) actions.push_back(entry.action);
  EXPECT_EQ(actions, (std::vector{Action::received, Action::stored, Action::viewed, Action::opened, Action::erased}));
  must(vault().audit().verify(snapshot));
}

TEST_P(VaultTest, StoresNothingForALeaseThatIsStale) {
  const DocumentId document = receive(admit(), "the bytes");
  const queue::JobQueue queue(clock_);
  must(in_transaction([&](auto& tx) { return queue.enqueue(tx, {document, "portal", 100, false, {}}); }));
  const auto lease = must(in_transaction([&](auto& tx) { return queue.claim(tx, "worker"); })).front();
  clock_.advance(std::chrono::minutes(1));
  must(in_transaction([&](auto& tx) { return queue.sweep(tx); }));
  const Screened screened = screening().screen(canary, canary);
  const auto store = [&](Transaction& tx) -> Result<void> {
    must(vault().commit(tx, document, screened, worker));
    return queue.finish(tx, lease);
  };
  EXPECT_EQ(code_of(in_transaction(store)), ErrorCode::stale_lease);
  EXPECT_EQ(code_of(record(document, View::full)), ErrorCode::not_ready);
}

}  // namespace
}  // namespace tamis::store
