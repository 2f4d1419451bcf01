#pragma once

#include "cli/engines.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "ingest/worker.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace tamis::cli {

/// Where the store and its key are. Every command that opens the store has the same two options.
struct StoreOptions {
  std::string store = "tamis.db";  ///< as `database::Database::open` takes it
  queue::QueueOptions queue;
  std::string master_key;  ///< empty: an SQLite file's path with ".key" behind it

  void add_to(CLI::App& command);
  /// Empty where it must be said and was not: for PostgreSQL.
  [[nodiscard]] std::string key_source() const;
};

/// The store and the queue, open.
class Service {
 public:
  /// A store that is not there yet is made; an empty one gets its master key, if there is no such file. A store without
  /// its key is `key_missing`.
  [[nodiscard]] static Result<std::unique_ptr<Service>> open(const StoreOptions& options);

  database::Database database;
  SystemClock clock;
  queue::JobQueue queue;
  store::Vault vault;

 private:
  Service(database::Database opened, store::Vault vault_, const SystemClock& clock_,
          const queue::QueueOptions& options);
};

/// Set when SIGINT or SIGTERM arrives; installed by the first call.
[[nodiscard]] std::stop_token termination();

/// Prints an error as one line on standard error and returns the exit status.
int tell(const Error& error);

}  // namespace tamis::cli
