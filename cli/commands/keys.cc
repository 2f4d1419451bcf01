#include "cli/commands/command.hpp"

#include "cli/service.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace tamis::cli {
namespace {

const store::Actor operator_at_terminal{store::Role::operator_, "cli"};

/// The file of keys; a descriptor or a command is changed where it gets its keys from.
Result<std::filesystem::path> own_file(const StoreOptions& options) {
  const auto file = store::MasterKeys::file_of(options.key_source());
  return file ? Result<std::filesystem::path>(*file) : fail(ErrorCode::not_allowed, Stage::store);
}

int rewrap(const StoreOptions& options) {
  auto service = Service::open(options);
  if (!service) return tell(service.error());
  std::int64_t total = 0;
  for (std::int64_t some = 1; some > 0; total += some) {
    auto tx = (*service)->database.begin();
    if (!tx) return tell(tx.error());
    const auto done = (*service)->vault.rewrap(*tx, operator_at_terminal);
    if (!done) return tell(done.error());
    if (const auto kept = tx->commit(); !kept) return tell(kept.error());
    some = *done;
  }
  std::cout << total << " keys wrapped anew\n";
  return exit_done;
}

int rotate(const StoreOptions& options) {
  const auto file = own_file(options);
  if (!file) return tell(file.error());
  if (const auto added = store::MasterKeys::add(*file); !added) return tell(added.error());
  return rewrap(options);
}

int retire(const StoreOptions& options) {
  const auto file = own_file(options);
  if (!file) return tell(file.error());
  {
    auto service = Service::open(options);
    if (!service) return tell(service.error());
    auto at = (*service)->database.read();
    if (!at) return tell(at.error());
    const auto needed = (*service)->vault.needs_rewrap(*at);
    if (!needed) return tell(needed.error());
    if (*needed) {
      std::cerr << "tamis: an older key is still in use; run tamis keys rewrap first\n";
      return exit_failed;
    }
  }
  if (const auto retired = store::MasterKeys::retire(*file); !retired) return tell(retired.error());
  std::cout << "the newest key alone is left\n";
  return exit_done;
}

}  // namespace

void add_keys(CLI::App& program, int& status) {
  auto options = std::make_shared<StoreOptions>();
  CLI::App* keys = program.add_subcommand("keys", "Change the master key while everything goes on");
  keys->require_subcommand(1);
  const auto verb = [&](const std::string& name, const std::string& description, int (*act)(const StoreOptions&)) {
    CLI::App* command = keys->add_subcommand(name, description);
    options->add_to(*command);
    command->callback([options, &status, act] { status = act(*options); });
  };
  verb("rotate", "Add a master key to the file and wrap every key of a person with it", rotate);
  verb("rewrap", "Wrap with the newest master key what an older one wraps, as after a change in a key service", rewrap);
  verb("retire", "Drop the older master keys from the file, once nothing needs them; backups from before still do",
       retire);
}

}  // namespace tamis::cli
