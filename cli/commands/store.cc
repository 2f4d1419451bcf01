#include "cli/commands/command.hpp"

#include "cli/service.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <filesystem>
#include <iostream>

namespace tamis::cli {
namespace {

namespace fs = std::filesystem;

struct CopyOptions {
  std::string from, to;
};

struct BackupOptions {
  StoreOptions store;
  std::string file;
};

struct VerifyOptions {
  StoreOptions store;
  std::string anchor;
};

/// Copies one store into another and says how much that was. What is sealed stays so: no key is needed.
int copy_store(const std::string& from, const std::string& to, std::string_view done) {
  auto source = database::Database::open(from);
  if (!source) return tell(source.error());
  auto target = database::Database::open(to);
  if (!target) return tell(target.error());
  const auto rows = source->copy_to(*target);
  if (!rows) return tell(rows.error());
  for (const auto& settled : {target->checkpoint(), target->check()}) {
    if (!settled) return tell(settled.error());
  }
  std::cout << *rows << " rows " << done << " and compared\n";
  return exit_done;
}

int backup(const BackupOptions& options) {
  const fs::path file = options.file;
  std::error_code ignored;
  if (fs::exists(file, ignored)) return tell({ErrorCode::store_not_empty, Stage::store, {}, {}});
  const int status = copy_store(options.store.store, "sqlite:" + options.file, "backed up");
  // Nobody has it open and its log is empty: the file is whole without what stands beside it.
  for (const char* beside : {"-wal", "-shm", ".lock"}) fs::remove(options.file + beside, ignored);
  if (status != exit_done) fs::remove(file, ignored);
  return status;
}

int restore(const BackupOptions& options) {
  std::error_code ignored;
  if (!fs::exists(options.file, ignored)) return tell({ErrorCode::not_found, Stage::store, {}, {}});
  return copy_store("sqlite:" + options.file, options.store.store, "restored");
}

/// NUMBER:HASH, as `verify` prints it.
Result<std::optional<store::AuditHead>> parse_anchor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  store::AuditHead head;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, head.number);
  if (error != std::errc() || stopped == end || *stopped != ':') return fail(ErrorCode::bad_request, Stage::store);
  head.hash = std::string(stopped + 1, end);
  return head;
}

Result<store::Verification> verify_seals(Service& service) {
  store::Verification all;
  for (SubjectId after{};;) {
    auto at = service.database.read();
    if (!at) return std::unexpected(at.error());
    const auto some = service.vault.verify(*at, after);
    if (!some) return std::unexpected(some.error());
    all.subjects += some->subjects;
    all.seals += some->seals;
    all.broken.insert(all.broken.end(), some->broken.begin(), some->broken.end());
    if (some->subjects == 0) return all;
    after = some->last;
  }
}

Result<store::AuditHead> verify_log_and_counters(Service& service, const std::optional<store::AuditHead>& anchor) {
  auto at = service.database.read();
  if (!at) return std::unexpected(at.error());
  if (const auto counted = service.queue.check(*at); !counted) return std::unexpected(counted.error());
  return service.vault.audit().verify(*at, anchor);
}

int verify(const VerifyOptions& options) {
  const auto anchor = parse_anchor(options.anchor);
  if (!anchor) return tell(anchor.error());
  auto service = Service::open(options.store);
  if (!service) return tell(service.error());
  if (const auto sound = (*service)->database.check(); !sound) return tell(sound.error());
  const auto head = verify_log_and_counters(**service, *anchor);
  if (!head) return tell(head.error());
  const auto seals = verify_seals(**service);
  if (!seals) return tell(seals.error());
  for (const SubjectId subject : seals->broken)
    std::cout << "subject " << std::to_underlying(subject) << " does not open\n";
  std::cout << seals->subjects << " subjects, " << seals->seals << " seals opened, " << seals->broken.size()
            << " subjects do not open\n"
            << "audit log whole; keep its head: " << head->number << ':' << head->hash << '\n';
  return seals->broken.empty() ? exit_done : exit_failed;
}

void add_backup_verb(CLI::App& program, int& status, const std::string& name, const std::string& description,
                     int (*act)(const BackupOptions&)) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command = program.add_subcommand(name, description);
  command->add_option("file", options->file, "The backup")->required();
  options->store.add_to(*command);
  command->callback([options, &status, act] { status = act(*options); });
}

}  // namespace

void add_store(CLI::App& program, int& status) {
  auto options = std::make_shared<CopyOptions>();
  CLI::App* store = program.add_subcommand("store", "Move a store");
  store->require_subcommand(1);
  CLI::App* command = store->add_subcommand("copy", "Copy a store into an empty one, also from SQLite to PostgreSQL");
  command->add_option("from", options->from, "The store to read")->required();
  command->add_option("to", options->to, "The store to write, which must be empty")->required();
  command->footer(
      "Copies one moment of it, reads it back and compares. What is sealed stays sealed, under the same master key.\n"
      "What comes in meanwhile is not in the copy: stop `tamis serve` and `tamis work` before you move.");
  command->callback([options, &status] { status = copy_store(options->from, options->to, "copied"); });
}

void add_backup(CLI::App& program, int& status) {
  add_backup_verb(program, status, "backup", "Write everything in the store into a new file, while others work",
                  backup);
  add_backup_verb(program, status, "restore", "Read a backup into an empty store, of either kind", restore);
}

void add_verify(CLI::App& program, int& status) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command =
      program.add_subcommand("verify", "Read the whole store: pages, keys, every seal, the audit log, the counters");
  options->store.add_to(*command);
  command->add_option("--anchor", options->anchor,
                      "The head of the audit log that an earlier verify printed: what was cut off since shows");
  command->callback([options, &status] { status = verify(*options); });
}

}  // namespace tamis::cli
