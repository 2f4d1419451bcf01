#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "queue/retry.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The queue of documents to be read: ids and codes only, never a word of a document.
///
/// Every verb takes the transaction in which it happens, so that a job and its result, or an operator's act and its
/// audit entry, commit together:
///
///     auto tx = database.begin();            // errors left out
///     queue.finish(*tx, lease);
///     vault.commit(*tx, lease.job.document, screened, actor);
///     tx->commit();
///
/// Nothing is held open while a worker works: it claims in one transaction and finishes in another. Between them only
/// its lease protects it: a random token, new at each claim, that every later step must show.
namespace tamis::queue {

using database::Snapshot;
using database::Transaction;

/// 64 random bits a call; injected, so that a test can repeat a run.
using RandomBits = std::function<std::uint64_t()>;
/// Bits from the operating system.
[[nodiscard]] RandomBits system_random();

struct QueueOptions {
  std::chrono::seconds lease{30};      ///< a worker renews it every third of this
  std::int32_t max_attempts = 8;       ///< per job, crashes included
  std::int64_t max_waiting = 1000000;  ///< jobs waiting in all sources together, before `queue_full`
  std::int64_t fair_turn = 8;          ///< every so many claims one goes by turns alone, whatever the priorities
  RetryPolicy retry;
};

/// What a front door asks for.
struct NewJob {
  DocumentId document{};
  std::string source;                     ///< "portal", "reprocess", a feed's name: [a-z0-9._-], 1 to 64 characters
  std::int32_t priority = 100;            ///< the lowest number goes first, in all sources
  bool held = false;                      ///< it waits for `release`
  std::optional<std::string> dedupe_key;  ///< while a job with this key is not final, a second one is not made
};

struct Enqueued {
  JobId job{};
  bool existed = false;  ///< an unfinished job has the same dedupe key, and is this one
};

struct Job {
  JobId id{};
  DocumentId document{};
  std::string source;
  std::int32_t priority = 0;
  JobState state = JobState::available;
  std::int32_t attempt = 0;  ///< tries begun
  std::int32_t max_attempts = 0;
  std::int32_t crash_count = 0;
  std::optional<Error> error;  ///< why it is dead, held or retried
  TimePoint created_at, updated_at;
  std::optional<TimePoint> run_at;       ///< of a retryable job
  std::optional<std::string> worker;     ///< of a running job
  std::optional<TimePoint> started_at;   ///< of a running job
  std::optional<TimePoint> lease_until;  ///< of a running job
};

/// A worker's right to one job. Valid until `until` and as long as its token is the job's.
struct Lease {
  Job job;
  std::uint64_t token = 0;
  TimePoint until;
};

/// One try and how it ended; the history is only ever added to.
enum class Outcome : std::uint8_t { done, failed, crashed, cancelled, released };

struct Attempt {
  std::int32_t number = 0;
  std::string worker;
  TimePoint started_at, ended_at;
  Outcome outcome = Outcome::done;
  std::optional<Error> error;
};

struct JobFilter {
  std::optional<JobState> state;
  std::optional<std::string> source;
  std::optional<ErrorCode> error;
  std::optional<DocumentId> document;
};

struct Count {
  std::string source;
  JobState state = JobState::available;
  std::int64_t jobs = 0;
};

/// A source of jobs and what an operator wants of it.
struct Source {
  std::string name;
  bool paused = false;
  std::optional<std::int64_t> per_minute;  ///< how many of its jobs may start in a minute; none: no limit
};

/// Errors of all verbs: the database's (see `database/connection.hpp`); those of its own are named at each. After an
/// error the transaction should be given up.
///
/// Immutable, safe between threads (given a random source that is). Each verb costs a handful of index look-ups,
/// whatever the length of the queue, unless it says otherwise.
class JobQueue {
 public:
  explicit JobQueue(const Clock& clock, QueueOptions options = {}, RandomBits random = system_random());

  /// `queue_full` when `max_waiting` is reached; `bad_request` for a source that is no name.
  [[nodiscard]] Result<Enqueued> enqueue(Transaction& tx, const NewJob& job) const;
  /// All of them or none, in few statements; returns how many were made, since those whose key is taken are passed
  /// over. Errors as above.
  [[nodiscard]] Result<std::int64_t> enqueue(Transaction& tx, std::span<const NewJob> jobs) const;
  /// `queue_full` unless there is room for so many more: asked before bytes are taken from a sender.
  [[nodiscard]] Result<void> has_room(Snapshot& at, std::int64_t jobs = 1) const;

  // --- workers -------------------------------------------------------------------------------------------------------

  /// A name for a worker, unique for each start of a process.
  [[nodiscard]] std::string new_worker() const;
  /// Takes up to `limit` jobs (none: nothing to do). The lowest priority number first; among sources of equal priority
  /// the one served longest ago; within a source the oldest job. Every `fair_turn`th time the source served longest ago
  /// is next whatever its priority, so that no stream of urgent jobs starves the others. Sources that are paused or
  /// have used up their rate are passed over.
  [[nodiscard]] Result<std::vector<Lease>> claim(Transaction& tx, std::string_view worker, std::size_t limit = 1) const;
  /// Renews all leases of a worker and returns the jobs that it still holds. It must stop work on any other: another
  /// worker may have it, or an operator cancelled it.
  [[nodiscard]] Result<std::vector<JobId>> heartbeat(Transaction& tx, std::string_view worker) const;
  /// Ends a job well. `stale_lease` if the token is no longer the job's: then nothing may be stored.
  [[nodiscard]] Result<void> finish(Transaction& tx, const Lease& lease) const;
  /// Ends an attempt badly; the error's blame decides what follows (see `decide`). `stale_lease` as above.
  [[nodiscard]] Result<Decision> fail(Transaction& tx, const Lease& lease, const Error& error) const;
  /// Gives a job back unread, as at shutdown: the try does not count. `stale_lease` as above.
  [[nodiscard]] Result<void> give_back(Transaction& tx, const Lease& lease) const;
  /// Takes back the leases that ran out, up to 1,000: each counts as a crash of its worker. Any process may do this,
  /// every few seconds. Returns how many.
  [[nodiscard]] Result<std::int64_t> sweep(Transaction& tx) const;

  // --- operators -----------------------------------------------------------------------------------------------------
  // `unknown_job` if there is none; `not_allowed` if its state does not permit the verb.

  /// A dead, cancelled, retryable or done job runs again, with its tries and crashes counted from zero; not while
  /// another unfinished job has its dedupe key.
  [[nodiscard]] Result<void> retry(Transaction& tx, JobId job) const;
  /// A job that is not final never runs again; a worker that holds it finds its lease stale.
  [[nodiscard]] Result<void> cancel(Transaction& tx, JobId job) const;
  /// A waiting job waits for `release`.
  [[nodiscard]] Result<void> hold(Transaction& tx, JobId job) const;
  /// A held job runs, with its tries and crashes counted from zero.
  [[nodiscard]] Result<void> release(Transaction& tx, JobId job) const;
  /// Cancels whatever is not final of a document, as before its erasure. Returns how many.
  [[nodiscard]] Result<std::int64_t> cancel_all(Transaction& tx, DocumentId document) const;
  /// Claims pass over a paused source; what runs goes on. `bad_request` for a source that is no name.
  [[nodiscard]] Result<void> pause(Transaction& tx, std::string_view source) const;
  [[nodiscard]] Result<void> resume(Transaction& tx, std::string_view source) const;
  /// No more than so many jobs of a source start in a minute, evenly spread; nothing takes the limit away.
  /// `bad_request` for a source that is no name or a rate below 1.
  [[nodiscard]] Result<void> limit(Transaction& tx, std::string_view source,
                                   std::optional<std::int64_t> per_minute) const;
  /// Forgets up to 1,000 jobs, with their tries, that were done or cancelled before a moment; how many. Repeat until 0.
  [[nodiscard]] Result<std::int64_t> prune(Transaction& tx, TimePoint before) const;

  // --- looking -------------------------------------------------------------------------------------------------------

  /// `unknown_job`.
  [[nodiscard]] Result<Job> job(Snapshot& at, JobId job) const;
  /// The newest first, up to `limit`; the next page is `before` the last one's id.
  [[nodiscard]] Result<std::vector<Job>> list(Snapshot& at, const JobFilter& filter, std::optional<JobId> before = {},
                                              std::size_t limit = 100) const;
  /// The tries of a job, oldest first.
  [[nodiscard]] Result<std::vector<Attempt>> history(Snapshot& at, JobId job) const;
  /// How many jobs each source has in each state, zeros left out; from counters kept with every change.
  [[nodiscard]] Result<std::vector<Count>> counts(Snapshot& at) const;
  [[nodiscard]] Result<std::vector<Source>> sources(Snapshot& at) const;
  /// Counts every job and compares with the counters: `database_damaged` if they differ. Takes a second per million
  /// jobs.
  [[nodiscard]] Result<void> check(Snapshot& at) const;
  /// When the oldest available job was made; empty if none waits.
  [[nodiscard]] Result<std::optional<TimePoint>> oldest_waiting(Snapshot& at) const;

 private:
  [[nodiscard]] Result<database::Rows> insert(Transaction& tx, std::span<const NewJob> jobs) const;

  const Clock& clock_;
  QueueOptions options_;
  RandomBits random_;
};

}  // namespace tamis::queue

namespace tamis {

template <>
struct Names<queue::Outcome> {
  static constexpr std::array<std::string_view, 5> value{"done", "failed", "crashed", "cancelled", "released"};
};

}  // namespace tamis
