#include "cli/service.hpp"

#include "cli/commands/command.hpp"

#include <CLI/CLI.hpp>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>

namespace tamis::cli {
namespace {

const SystemClock system_clock;

/// A store that nothing was sealed in yet may get its first key now.
Result<store::MasterKeys> load_keys(const std::string& source, database::Database& database) {
  if (source.empty()) return fail(ErrorCode::key_missing, Stage::store);
  const auto file = store::MasterKeys::file_of(source);
  std::error_code ignored;
  if (file && !std::filesystem::exists(*file, ignored)) {
    const auto used = store::Vault::has_keys(database);
    if (!used) return std::unexpected(used.error());
    if (*used) return fail(ErrorCode::key_missing, Stage::store);
    if (const auto made = store::MasterKeys::create(*file); !made) return std::unexpected(made.error());
  }
  return store::MasterKeys::load(source);
}

}  // namespace

void StoreOptions::add_to(CLI::App& command) {
  command
      .add_option("--store", store,
                  "The store: an SQLite file, made if there is none, or postgresql://USER@HOST/NAME, a database that "
                  "many workers share (its password from PGPASSWORD or ~/.pgpass)")
      ->envname("TAMIS_STORE")
      ->capture_default_str();
  command
      .add_option("--master-key", master_key,
                  "The file that holds the master key (default: the SQLite file's path with .key behind it), or "
                  "fd:NUMBER, or command:WORDS that print it. Keep it apart from the store's backups: without it "
                  "nothing can be read")
      ->envname("TAMIS_MASTER_KEY");
}

std::string StoreOptions::key_source() const {
  if (!master_key.empty()) return master_key;
  const auto file = database::file_of(store);
  return file ? file->string() + ".key" : std::string();
}

Service::Service(database::Database opened, store::Vault vault_, const SystemClock& clock_,
                 const queue::QueueOptions& options)
    : database(std::move(opened)), queue(clock_, options), vault(std::move(vault_)) {}

Result<std::unique_ptr<Service>> Service::open(const StoreOptions& options) {
  auto opened = database::Database::open(options.store);
  if (!opened) return std::unexpected(opened.error());
  auto keys = load_keys(options.key_source(), *opened);
  if (!keys) return std::unexpected(keys.error());
  auto vault = store::Vault::open(*opened, std::move(*keys), system_clock);
  if (!vault) return std::unexpected(vault.error());
  return std::unique_ptr<Service>(new Service(std::move(*opened), std::move(*vault), system_clock, options.queue));
}

std::stop_token termination() {
  // A thread of its own waits for the signal, since little may be done inside a handler.
  static std::stop_source source;
  static const bool installed = [] {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] {
      int received = 0;
      sigwait(&signals, &received);
      source.request_stop();
    }).detach();
    return true;
  }();
  (void)installed;
  return source.get_token();
}

int tell(const Error& error) {
  std::cerr << "tamis: " << to_name(error.code) << ": " << operator_message(error) << '\n';
  return exit_failed;
}

}  // namespace tamis::cli
