#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// One database for queue and store: an SQLite file in WAL mode, or PostgreSQL 15 and later.
///
/// The SQL of `queue` and `store` keeps to what both share (`RETURNING`, `ON CONFLICT`, partial indexes, `?` for
/// parameters, 64-bit integers, text, blobs), is written once, and is tried on both. Where they differ, this folder
/// hides it (`lock`, `unless_taken`) or has a file for each (`migrations/`).
///
/// Transactions. On SQLite there is one writer at a time, so a transaction sees no other. On PostgreSQL many run at
/// once, each statement seeing what was committed before it (READ COMMITTED): whoever reads before it writes must
/// `lock` what it depends on, or make its write conditional and count what it changed. A snapshot is one moment's view
/// on both.
///
/// Durability: a commit that was answered has been synchronised to the disk (SQLite: synchronous=FULL; PostgreSQL:
/// what its synchronous_commit says, on unless an administrator changed it).
///
/// SQLite alone: freed pages are overwritten with zeros (secure_delete). If the disk refuses to synchronise, nothing
/// can be known about what it kept (a second try may lie): the call answers `sync_failed`, and so does every later one;
/// the process must restart. Any number of processes may open the same file on the same machine (never on a network
/// file system), each with one Database. SQLite 3.7.0 to 3.51.2, hence Debian's 3.40.1, can corrupt the file when one
/// connection moves the log into the file while another commits and restarts the log. Here this cannot happen: whoever
/// writes holds the lock file `<path>.lock` (flock, exclusive) from begin to commit; the log is moved only by
/// `checkpoint` and, every 1,000 pages, at the end of a commit, under the same lock; SQLite's own checkpoints, at
/// commit and at closing, are off. No other program may write the file while Tamis has it open.
///
/// PostgreSQL alone: everything stands in the schema `tamis` of the database that the address names. Needs a connection
/// of its own for each transaction under way, and no pooler that hands out transactions (PgBouncer must pool sessions).
///
/// Never carry a Database across fork(): start helper processes before opening it.
namespace tamis::database {

class Engine;
class Session;

/// Bytes to bind as a blob rather than as text.
struct Blob {
  std::string_view bytes;
};

/// A value for a `?`. Does not own: text and blobs must live until the call returns.
class Parameter {
 public:
  using Value = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

  Parameter(std::nullptr_t) {}
  Parameter(std::string_view text) : value_(text) {}
  Parameter(const std::string& text) : value_(std::string_view(text)) {}
  Parameter(const char* text) : value_(std::string_view(text)) {}
  Parameter(Blob blob) : value_(blob) {}
  Parameter(TimePoint time) : value_(static_cast<std::int64_t>(time.time_since_epoch().count())) {}
  template <class Number>
  requires std::is_integral_v<Number> || std::is_enum_v<Number> Parameter(Number number)
      : value_(static_cast<std::int64_t>(number)) {}
  template <class T>
  Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : Parameter(nullptr)) {}

  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};

using Parameters = std::initializer_list<Parameter>;

/// One row of an answer; columns count from 0 and must be read as the type that the schema gives them. Owns its values.
class Row {
 public:
  using Value = std::variant<std::monostate, std::int64_t, std::string>;
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  [[nodiscard]] bool null(std::size_t column) const { return values_.at(column).index() == 0; }
  [[nodiscard]] std::int64_t integer(std::size_t column) const { return std::get<std::int64_t>(values_.at(column)); }
  /// Text or blob.
  [[nodiscard]] const std::string& bytes(std::size_t column) const { return std::get<std::string>(values_.at(column)); }
  [[nodiscard]] TimePoint time(std::size_t column) const {
    return TimePoint(std::chrono::milliseconds(integer(column)));
  }
  /// An identity of `database/ids.hpp`.
  template <class Id>
  requires std::is_enum_v<Id>
  [[nodiscard]] Id id(std::size_t column) const { return static_cast<Id>(integer(column)); }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }

 private:
  std::vector<Value> values_;
};

using Rows = std::vector<Row>;

/// A view of the database as one moment left it. On SQLite it holds the Database's turn as long as it lives: keep it
/// short, use and destroy it on the thread that made it. Errors: `database_unavailable` (also a lock that nobody gave
/// up within 5 seconds, and a connection that was lost), `database_damaged`, `sync_failed`; `conflict` for a key that
/// is taken; `internal` for SQL that does not hold (another constraint, too). After an error give it up: PostgreSQL
/// answers nothing more.
class Snapshot {
 public:
  Snapshot(Snapshot&&) noexcept;
  ~Snapshot();

  /// All rows of an answer. A statement is compiled once and kept. Anything that writes is `internal` here.
  [[nodiscard]] Result<Rows> query(std::string_view sql, Parameters parameters = {});
  [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<const Parameter> parameters);

 protected:
  friend class Database;
  struct Turn;
  explicit Snapshot(std::unique_ptr<Turn> turn);
  std::unique_ptr<Turn> turn_;
};

/// A unit of change: all of it or nothing. It is rolled back unless `commit` succeeded. Takes part in `query`, where a
/// writing statement with RETURNING is allowed. More errors: `disk_full`.
class Transaction final : public Snapshot {
 public:
  using Snapshot::Snapshot;

  /// How many rows a statement changed.
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, Parameters parameters = {});
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, std::span<const Parameter> parameters);
  /// Waits until no other transaction has locked this name, and keeps them from it until the end. SQLite's writers have
  /// every lock from the beginning. The order in which a transaction locks is everybody's order: what is locked by most
  /// comes last.
  [[nodiscard]] Result<void> lock(std::string_view name);
  /// What a SELECT ends with whose rows will be changed: passes over those that another transaction is changing.
  [[nodiscard]] std::string_view unless_taken() const;
  /// Once; it ends the turn, and nothing may follow. On an error nothing has changed; except after `sync_failed` and,
  /// on PostgreSQL, `database_unavailable`, when it cannot be known: look, or do it again in a way that tells.
  [[nodiscard]] Result<void> commit();
};

/// The open database. Safe between threads. On SQLite they wait for each other's turn; therefore, on both, a thread
/// that holds a Snapshot or Transaction and asks for a second one is answered `internal`.
class Database {
 public:
  /// `store` is `sqlite:PATH`, a path, or `postgresql://USER@HOST:PORT/NAME` (any URI that libpq knows; the password
  /// may come from PGPASSWORD or ~/.pgpass). A file is made with mode 0600 if there is none; a PostgreSQL database must
  /// exist. Migrates to this program's schema. `schema_mismatch` if a newer program migrated it, if a migration is not
  /// the one that was applied, or if it belongs to another program; `database_damaged` if it is no database.
  [[nodiscard]] static Result<Database> open(const std::string& store);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Waits up to 5 seconds for another process, or for a server that is starting, then `database_unavailable`.
  [[nodiscard]] Result<Transaction> begin();
  [[nodiscard]] Result<Snapshot> read();

  /// Tells whoever waits for news, in any process that PostgreSQL serves and in this process on SQLite, that there may
  /// be some. A hint after a commit, never a promise: it may be lost, and is sent at most every 100 ms.
  void announce();
  /// Returns at an announcement, at the end of `time`, or when asked to stop.
  void wait_for_news(std::stop_token stop, std::chrono::milliseconds time);

  /// Makes what was erased unreadable. SQLite: moves the whole log into the file and empties it; what was erased is
  /// then in neither; `database_unavailable` if another process reads the log for more than 5 seconds. PostgreSQL:
  /// vacuums.
  [[nodiscard]] Result<void> checkpoint();
  /// Copies everything, as one moment left it, into another database, which must be empty and may be of the other kind;
  /// then reads that and compares. How many rows. `store_not_empty`; `copy_differs`. After an error, or when it was
  /// interrupted, the copy must not be used. Others may write meanwhile, but on SQLite not in this process.
  [[nodiscard]] Result<std::int64_t> copy_to(Database& to);
  /// Reads every page and key: `database_damaged` if one does not hold. Takes seconds per gigabyte.
  [[nodiscard]] Result<void> check();

 private:
  explicit Database(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

/// The file that `store` names; none where it names PostgreSQL.
[[nodiscard]] std::optional<std::filesystem::path> file_of(const std::string& store);

}  // namespace tamis::database
