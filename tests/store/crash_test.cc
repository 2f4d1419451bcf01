#include "queue/job_queue.hpp"
#include "store/vault.hpp"
#include "tests/database/stores.hpp"
#include "tests/store/screening.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>
#include <vector>

/// A process that works is killed at any moment, again and again; what it acknowledged must be there, whole, and once.
namespace tamis::store {
namespace {

const Actor worker{Role::service, "worker"};

/// What a process tells after a commit, through a pipe, which outlives it.
struct Acknowledged {
  enum class What : std::int64_t { received, done, erased } what;
  std::int64_t id;
};

class Victim {
 public:
  Victim(const std::string& store, const std::filesystem::path& key, const Screened& screened, std::uint64_t seed,
         int pipe)
      : database_(must(database::Database::open(store))),
        vault_(must(Vault::open(database_, must(MasterKeys::load(key)), clock_))),
        screened_(screened),
        random_(seed),
        pipe_(pipe) {}

  [[noreturn]] void run() {
    for (;;) {
      switch (random_() % 4) {
        case 0:
          receive();
          break;
        case 1:
          erase();
          break;
        default:
          work();
          break;
      }
    }
  }

 private:
  void acknowledge(Acknowledged::What what, std::int64_t id) {
    const Acknowledged told{what, id};
    if (::write(pipe_, &told, sizeof told) != sizeof told) ::_exit(1);
  }

  void receive() {
    auto tx = must(database_.begin());
    const SubjectId subject = must(vault_.admit(tx, {"portal", CandidateText(std::to_string(random_() % 1000))}));
    const std::string bytes(random_() % 20'000, 'x');
    const Arrival arrival{subject, "portal", CandidateText("cv.pdf"), std::to_string(random_()), bytes};
    const DocumentId document = must(vault_.receive(tx, arrival, worker)).document;
    must(queue_.enqueue(tx, {document, "portal", 100, false, {}}));
    must(tx.commit());
    acknowledge(Acknowledged::What::received, std::to_underlying(document));
  }

  void work() {
    auto claiming = must(database_.begin());
    const auto leases = must(queue_.claim(claiming, worker_, 1));
    must(claiming.commit());
    for (const queue::Lease& lease : leases) {
      auto tx = must(database_.begin());
      must(queue_.finish(tx, lease));
      must(vault_.commit(tx, lease.job.document, screened_, worker));
      must(tx.commit());
      acknowledge(Acknowledged::What::done, std::to_underlying(lease.job.document));
    }
  }

  void erase() {
    auto tx = must(database_.begin());
    const auto rows =
        must(tx.query("SELECT id FROM subject WHERE erased_at IS NULL ORDER BY id LIMIT 1 OFFSET ?", {random_() % 20}));
    if (rows.empty()) return;
    const auto subject = rows.front().id<SubjectId>(0);
    for (const DocumentFacts& each : must(vault_.documents(tx, subject))) must(queue_.cancel_all(tx, each.id));
    must(vault_.erase(tx, subject, worker));
    must(tx.commit());
    acknowledge(Acknowledged::What::erased, std::to_underlying(subject));
    if (random_() % 4 == 0) must(database_.checkpoint());
  }

  SystemClock clock_;
  database::Database database_;
  Vault vault_;
  const queue::JobQueue queue_{clock_};
  const Screened& screened_;
  std::mt19937_64 random_;
  const int pipe_;
  const std::string worker_ = queue_.new_worker();
};

std::vector<Acknowledged> run_and_kill(const std::string& store, const std::filesystem::path& key,
                                       const Screened& screened, std::uint64_t seed,
                                       std::chrono::milliseconds lifetime) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    Victim(store, key, screened, seed, ends[1]).run();
  }
  ::close(ends[1]);
  std::this_thread::sleep_for(lifetime);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "the victim failed by itself";
  std::vector<Acknowledged> told;
  for (Acknowledged each{}; ::read(ends[0], &each, sizeof each) == sizeof each;) told.push_back(each);
  ::close(ends[0]);
  return told;
}

void expect_no_row(Snapshot& at, const char* what, std::string_view sql) {
  EXPECT_TRUE(must(at.query(sql)).empty()) << what;
}

void expect_kept(Snapshot& at, const Acknowledged& told) {
  switch (told.what) {
    case Acknowledged::What::received:
      EXPECT_EQ(must(at.query("SELECT 1 FROM job WHERE document_id = ?", {told.id})).size(), 1U) << "received and lost";
      break;
    case Acknowledged::What::done:
      EXPECT_EQ(must(at.query("SELECT 1 FROM job WHERE document_id = ? AND state = 'done'", {told.id})).size(), 1U)
          << "done and lost";
      break;
    case Acknowledged::What::erased:
      EXPECT_EQ(must(at.query("SELECT 1 FROM subject WHERE id = ? AND erased_at IS NOT NULL", {told.id})).size(), 1U)
          << "erased and back";
      break;
  }
}

void expect_whole(Snapshot& at) {
  expect_no_row(at, "a document without its job or with two",
                "SELECT document.id FROM document LEFT JOIN job ON document_id = document.id "
                "GROUP BY document.id HAVING count(job.id) <> 1");
  expect_no_row(at, "done, but not stored",
                "SELECT job.id FROM job JOIN document ON document.id = job.document_id "
                "JOIN subject ON subject.id = subject_id WHERE state = 'done' AND erased_at IS NULL AND "
                "(SELECT count(*) FROM record WHERE record.document_id = document.id) <> 3");
  expect_no_row(at, "stored, but not done",
                "SELECT 1 FROM record WHERE document_id NOT IN (SELECT document_id FROM job WHERE state = 'done')");
  expect_no_row(at, "done twice",
                "SELECT job_id FROM attempt WHERE outcome = 'done' GROUP BY job_id HAVING count(*) > 1");
  expect_no_row(at, "erased, but something is left",
                "SELECT subject.id FROM subject LEFT JOIN subject_key ON subject_id = subject.id "
                "WHERE (erased_at IS NULL) <> (subject_key.subject_id IS NOT NULL)");
  expect_no_row(at, "an original of an erased subject",
                "SELECT 1 FROM original JOIN document ON document.id = document_id "
                "JOIN subject ON subject.id = subject_id WHERE erased_at IS NOT NULL");
  expect_no_row(at, "a counter that is off",
                "SELECT source, state, sum(jobs) FROM job_counter GROUP BY source, state HAVING sum(jobs) <> 0 EXCEPT "
                "SELECT source, state, count(*) FROM job GROUP BY source, state");
}

class Crash : public OnEveryStore {};
ON_EVERY_STORE(Crash);

TEST_P(Crash, LosesAndDoublesNothingWheneverAProcessIsKilled) {
  const std::filesystem::path key = folder_ / "master.key";
  must(MasterKeys::create(key));
  const Screened screened = Screening().screen("Anna Example", "cv.pdf");
  std::mt19937_64 random(20240229);
  std::vector<Acknowledged> told;
  for (int round = 0; round < 120 && !testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::chrono::milliseconds lifetime(random() % 150);
    const auto more = run_and_kill(store_.address(), key, screened, random(), lifetime);
    told.insert(told.end(), more.begin(), more.end());
    database::Database database = must(database::Database::open(store_.address()));
    must(database.check());
    const SystemClock clock;
    const Vault vault = must(Vault::open(database, must(MasterKeys::load(key)), clock));
    auto snapshot = must(database.read());
    expect_whole(snapshot);
    for (const Acknowledged& each : told) expect_kept(snapshot, each);
    must(vault.audit().verify(snapshot));
  }
  EXPECT_GT(told.size(), 200U);
}

}  // namespace
}  // namespace tamis::store
