#pragma once

#include "core/error.hpp"
#include "database/connection.hpp"
#include "ingest/pipeline.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace tamis::ingest {

/// How one attempt at a job ended; ids, codes and times only, so that it may be logged.
struct WorkReport {
  JobId job{};
  DocumentId document{};
  std::optional<Error> error;  ///< absent: stored
  std::chrono::milliseconds took{};
};

/// Takes jobs from the queue and turns each document into a stored record.
///
/// A job and its record commit in one transaction, under the lease's token: whatever is killed and whenever, a document
/// ends stored once or dead with a reason. Leases are renewed while work goes on, and those of workers that vanished
/// are taken back. A database that is away for a while is awaited; what was read meanwhile is stored when it is back.
class Worker {
 public:
  struct Options {
    int threads = 2;
    std::chrono::milliseconds poll{250};            ///< how often an idle thread looks for work that nobody announced
    std::chrono::seconds heartbeat{10};             ///< a third of the lease
    std::chrono::seconds sweep{5};                  ///< how often lost leases are looked for
    std::function<void(const WorkReport&)> report;  ///< called from several threads, after each attempt
  };

  /// The parts outlive the worker.
  Worker(database::Database& database, const queue::JobQueue& queue, const store::Vault& vault,
         const Pipeline& pipeline, Options options);

  /// Works until `stop` is requested: finishes what it holds, claims nothing more, returns. `sync_failed` if the disk
  /// did not confirm a write: nothing can be known any more, and the process must end and start anew.
  [[nodiscard]] Result<void> run(std::stop_token stop);
  /// The same until no job is available, running or waiting for another try.
  [[nodiscard]] Result<void> drain(std::stop_token stop = {});

  /// Unique for each start; the queue and the audit log name it.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] Result<void> work(std::stop_token stop, bool until_empty);
  [[nodiscard]] Result<database::Transaction> begin();
  void keep(std::stop_token stop);
  bool work_once(const std::stop_token& stop);
  [[nodiscard]] bool nothing_left();
  [[nodiscard]] Result<Screened> read(const queue::Lease& lease);
  [[nodiscard]] Result<void> store(const queue::Lease& lease, const Screened& screened, const std::stop_token& stop);
  [[nodiscard]] Result<void> store_once(const queue::Lease& lease, const Screened& screened);
  void settle(const queue::Lease& lease, const Error& error, const std::stop_token& stop);

  database::Database& database_;
  const queue::JobQueue& queue_;
  const store::Vault& vault_;
  const Pipeline& pipeline_;
  Options options_;
  std::string name_;
  std::atomic<bool> sync_failed_ = false;
};

}  // namespace tamis::ingest
