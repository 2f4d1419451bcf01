#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// One database for queue and store: an SQLite file in WAL mode.
///
/// What is said here names no engine, and the SQL of `queue` and `store` keeps to what SQLite and PostgreSQL share
/// (`RETURNING`, `ON CONFLICT`, partial indexes, `?` for parameters), so that a second engine is a second `.cc`.
///
/// Durability: a commit that was answered has been synchronised to the disk (synchronous=FULL). Freed pages are
/// overwritten with zeros (secure_delete). If the disk refuses to synchronise, nothing can be known about what it kept
/// (a second try may lie): the call answers `sync_failed`, and so does every later one; the process must restart.
///
/// Several processes: any number may open the same file on the same machine (never on a network file system), each
/// with one Database. SQLite 3.7.0 to 3.51.2, hence Debian's 3.40.1, can corrupt the file when one connection moves the
/// log into the file while another commits and restarts the log. Here this cannot happen: whoever writes holds the
/// lock file `<path>.lock` (flock, exclusive) from begin to commit; the log is moved only by `checkpoint` and, every
/// 1,000 pages, at the end of a commit, under the same lock; SQLite's own checkpoints, at commit and at closing, are
/// off. No other program may write the file while Tamis has it open.
///
/// Never carry a Database across fork(): start helper processes before opening it.
namespace tamis::database {

class Connection;

/// Bytes to bind as a blob rather than as text.
struct Blob {
  std::string_view bytes;
};

/// A value for a `?`. Does not own: text and blobs must live until the call returns.
class Parameter {
 public:
  Parameter(std::nullptr_t) {}
  Parameter(std::string_view text) : value_(text) {}
  Parameter(const std::string& text) : value_(std::string_view(text)) {}
  Parameter(const char* text) : value_(std::string_view(text)) {}
  Parameter(Blob blob) : value_(blob) {}
  Parameter(TimePoint time) : value_(static_cast<std::int64_t>(time.time_since_epoch().count())) {}
  template <class Number>
    requires std::is_integral_v<Number> || std::is_enum_v<Number>
  Parameter(Number number) : value_(static_cast<std::int64_t>(number)) {}
  template <class T>
  Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : Parameter(nullptr)) {}

 private:
  friend class Connection;
  std::variant<std::monostate, std::int64_t, std::string_view, Blob> value_;
};

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
  [[nodiscard]] Id id(std::size_t column) const {
    return static_cast<Id>(integer(column));
  }

 private:
  std::vector<Value> values_;
};

using Rows = std::vector<Row>;

/// A view of the database as one moment left it. Holds the Database's turn as long as it lives: keep it short, use and
/// destroy it on the thread that made it. Errors: `database_unavailable`, `database_damaged`, `sync_failed`; `internal`
/// for SQL that does not hold (a constraint, too).
class Snapshot {
 public:
  Snapshot(Snapshot&&) noexcept;
  ~Snapshot();

  /// All rows of an answer. A statement is compiled once and kept. Anything that writes is `internal` here.
  [[nodiscard]] Result<Rows> query(std::string_view sql, std::initializer_list<Parameter> parameters = {});

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
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, std::initializer_list<Parameter> parameters = {});
  /// Once; it ends the turn, and nothing may follow. On an error nothing has changed, except after `sync_failed`, when nobody can know.
  [[nodiscard]] Result<void> commit();
};

/// The open file. Serialises its callers: safe between threads, each waiting for its turn; a thread that holds a
/// Snapshot or Transaction and asks for a second one is answered `internal`.
class Database {
 public:
  /// Opens, or creates with mode 0600, and migrates to this program's schema. `schema_mismatch` if a newer program
  /// migrated it or it belongs to another program; `database_damaged` if it is no database.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Waits up to 5 seconds for another process, then `database_unavailable`.
  [[nodiscard]] Result<Transaction> begin();
  [[nodiscard]] Result<Snapshot> read();

  /// Moves the whole log into the file and empties it: what was erased is then in neither. `database_unavailable` if
  /// another process reads the log for more than 5 seconds.
  [[nodiscard]] Result<void> checkpoint();
  /// Reads every page and key: `database_damaged` if one does not hold. Takes seconds per gigabyte.
  [[nodiscard]] Result<void> check();

 private:
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace tamis::database
