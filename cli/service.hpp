#pragma once

#include "cli/engines.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "ingest/worker.hpp"
#include "queue/job_queue.hpp"
#include "store/vault.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace tamis::cli {

/// Where the store and its key are. Every command that opens the store has the same two options.
struct StoreOptions {
  std::string store = "tamis.db";
  std::string master_key;  ///< empty: the store's path with ".key" behind it

  void add_to(CLI::App& command);
  [[nodiscard]] std::filesystem::path key_file() const { return master_key.empty() ? store + ".key" : master_key; }
};

/// The store and the queue, open.
class Service {
 public:
  /// A store that does not exist yet is made, and its master key with it; a store without its key is `key_missing`.
  [[nodiscard]] static Result<std::unique_ptr<Service>> open(const StoreOptions& options);

  database::Database database;
  SystemClock clock;
  queue::JobQueue queue;
  store::Vault vault;

 private:
  Service(database::Database opened, store::Vault vault_, const SystemClock& clock_);
};

/// Set when SIGINT or SIGTERM arrives; installed by the first call.
[[nodiscard]] std::stop_token termination();

/// Prints an error as one line on standard error and returns the exit status.
int tell(const Error& error);

}  // namespace tamis::cli
