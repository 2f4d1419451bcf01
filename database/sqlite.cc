#include "database/engine.hpp"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

namespace tamis::database {

std::span<const EmbeddedFile> sqlite_migrations();

namespace {

constexpr std::chrono::milliseconds patience{5000};
constexpr int log_pages_before_checkpoint = 1000;
constexpr std::int64_t application_id = 0x54414d53;  // "TAMS", in the file's header

ErrorCode code_of(int status) {
  if (status == SQLITE_IOERR_FSYNC || status == SQLITE_IOERR_DIR_FSYNC) return ErrorCode::sync_failed;
  if (status == SQLITE_CONSTRAINT_UNIQUE || status == SQLITE_CONSTRAINT_PRIMARYKEY) return ErrorCode::conflict;
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_IOERR:
      return ErrorCode::database_unavailable;
    case SQLITE_FULL:
      return ErrorCode::disk_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::database_damaged;
    default:
      return ErrorCode::internal;
  }
}

std::unexpected<Error> fail_with(int status) {
  return fail(code_of(status), Stage::store, {{Measure::status, status}});
}

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

Row::Value read_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return std::monostate{};
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    default: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return bytes == nullptr ? std::string() : std::string(bytes, size);
    }
  }
}

Row read_row(sqlite3_stmt* statement) {
  std::vector<Row::Value> values;
  const int columns = sqlite3_column_count(statement);
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) values.push_back(read_value(statement, column));
  return Row(std::move(values));
}

/// The lock file that whoever writes must hold; see the header for why.
class WriteLock {
 public:
  explicit WriteLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock() {
    if (file_ >= 0) ::close(file_);
  }

  Result<void> take() const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      if (file_ < 0 || std::chrono::steady_clock::now() > deadline) {
        return fail(ErrorCode::database_unavailable, Stage::store);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return {};
  }
  void release() const { ::flock(file_, LOCK_UN); }

 private:
  int file_;
};

/// The one connection of this process to a file. Its callers take turns.
class Connection {
 public:
  explicit Connection(const std::filesystem::path& path) : write_lock_(path.string() + ".lock") {}

  Result<void> open(const std::filesystem::path& path);
  Result<Answer> execute(std::string_view sql, std::span<const Parameter> parameters, bool may_write);
  Result<void> script(const std::string& sql);
  Result<void> checkpoint(int mode);
  /// Called with the turn and the write lock, after a commit: keeps the log short.
  void checkpoint_if_long();

  const WriteLock& write_lock() const { return write_lock_; }
  std::mutex& turn() { return turn_; }
  /// `sync_failed` for ever after the disk refused to synchronise.
  Result<void> trust() const {
    if (sync_failed_) return fail(ErrorCode::sync_failed, Stage::store);
    return {};
  }

 private:
  std::unexpected<Error> note(int status);
  Result<void> configure();
  Result<sqlite3_stmt*> prepare(std::string_view sql);
  static int bind(sqlite3_stmt* statement, int index, const Parameter& parameter);

  WriteLock write_lock_;
  std::unique_ptr<sqlite3, CloseHandle> handle_;
  std::unordered_map<std::string, Statement, HashText, std::equal_to<>> statements_;
  std::mutex turn_;
  int log_pages_ = 0;
  bool sync_failed_ = false;
};

std::unexpected<Error> Connection::note(int status) {
  sync_failed_ = sync_failed_ || code_of(status) == ErrorCode::sync_failed;
  return fail_with(status);
}

Result<void> Connection::open(const std::filesystem::path& path) {
  if (const auto locked = write_lock_.take(); !locked) return locked;
  // SQLite gives its log the mode of the file, so the file is made first. If it exists it must not be opened and
  // closed here: that would drop the locks of another connection in this process.
  const int created = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (created >= 0) ::close(created);
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int status = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  const Result<void> opened = status == SQLITE_OK ? configure() : fail_with(status);
  write_lock_.release();
  return opened;
}

Result<void> Connection::configure() {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(patience.count()));
  for (const int option : {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, SQLITE_DBCONFIG_DEFENSIVE}) {
    sqlite3_db_config(handle_.get(), option, 1, nullptr);
  }
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  const auto configured = script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0;");
  const auto remember_length = [](void* connection, sqlite3*, const char*, int pages) {
    static_cast<Connection*>(connection)->log_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_.get(), remember_length, this);
  return configured;
}

Result<void> Connection::script(const std::string& sql) {
  const int status = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return note(status);
  return {};
}

Result<sqlite3_stmt*> Connection::prepare(std::string_view sql) {
  if (const auto known = statements_.find(sql); known != statements_.end()) return known->second.get();
  sqlite3_stmt* statement = nullptr;
  const int status = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (status != SQLITE_OK) return note(status);
  return statements_.emplace(sql, Statement(statement)).first->second.get();
}

int Connection::bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
  if (const auto* number = std::get_if<std::int64_t>(&parameter.value())) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* text = std::get_if<std::string_view>(&parameter.value())) {
    return sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&parameter.value())) {
    return sqlite3_bind_blob64(statement, index, blob->bytes.empty() ? "" : blob->bytes.data(), blob->bytes.size(),
                               SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

Result<Answer> Connection::execute(std::string_view sql, std::span<const Parameter> parameters, bool may_write) {
  const auto prepared = prepare(sql);
  if (!prepared) return std::unexpected(prepared.error());
  sqlite3_stmt* statement = *prepared;
  if (!may_write && !sqlite3_stmt_readonly(statement)) return fail(ErrorCode::internal, Stage::store);

  int status = SQLITE_OK;
  for (std::size_t i = 0; i < parameters.size() && status == SQLITE_OK; ++i) {
    status = bind(statement, static_cast<int>(i) + 1, parameters[i]);
  }
  Answer answer;
  if (status == SQLITE_OK) {
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) answer.rows.push_back(read_row(statement));
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (status != SQLITE_DONE) return note(status);
  answer.changed = sqlite3_changes64(handle_.get());
  return answer;
}

Result<void> Connection::checkpoint(int mode) {
  const int status = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, mode, nullptr, nullptr);
  if (status != SQLITE_OK) return note(status);
  return {};
}

void Connection::checkpoint_if_long() {
  // Whether it succeeds now does not matter: the commit stands in the log, and the next commit tries again. A disk
  // that does not synchronise is remembered.
  if (log_pages_ >= log_pages_before_checkpoint) static_cast<void>(checkpoint(SQLITE_CHECKPOINT_PASSIVE));
}

/// One caller's turn: the thread's, and for a writer the process's.
class Turn final : public Session {
 public:
  explicit Turn(Connection& of) : connection_(of), thread_(of.turn()) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() override {
    if (open_) static_cast<void>(connection_.script("ROLLBACK"));
    if (writing_) connection_.write_lock().release();
  }

  Result<void> begin(Access access) {
    if (const auto trusted = connection_.trust(); !trusted) return trusted;
    if (access == Access::write) {
      if (const auto locked = connection_.write_lock().take(); !locked) return locked;
      writing_ = true;
    }
    const auto begun = connection_.script(writing_ ? "BEGIN IMMEDIATE" : "BEGIN");
    open_ = begun.has_value();
    return begun;
  }
  Result<Answer> execute(std::string_view sql, std::span<const Parameter> parameters) override {
    return connection_.execute(sql, parameters, writing_);
  }
  Result<void> script(const std::string& sql) override { return connection_.script(sql); }
  Result<void> lock(std::string_view) override { return {}; }
  Result<void> commit() override {
    const auto committed = connection_.script("COMMIT");
    open_ = !committed.has_value();
    if (committed) connection_.checkpoint_if_long();
    return committed;
  }

  Result<std::vector<Table>> tables() override {
    const auto rows = execute(
        "SELECT t.name, c.name, c.pk > 0, c.type = 'BLOB' FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.rowid, c.cid",
        {});
    return rows ? to_tables(rows->rows) : Result<std::vector<Table>>(std::unexpected(rows.error()));
  }
  Result<std::int64_t> last_id(const std::string& table) override {
    const Parameter parameters[] = {table};
    const auto rows = execute("SELECT seq FROM sqlite_sequence WHERE name = ?", parameters);
    if (!rows) return std::unexpected(rows.error());
    return rows->rows.empty() ? 0 : rows->rows.front().integer(0);
  }
  Result<void> set_last_id(const std::string& table, std::int64_t id) override {
    const Parameter name[] = {table};
    const Parameter both[] = {table, id};
    const auto removed = execute("DELETE FROM sqlite_sequence WHERE name = ?", name);
    if (!removed) return std::unexpected(removed.error());
    const auto added = execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", both);
    return added ? Result<void>() : std::unexpected(added.error());
  }

 private:
  Connection& connection_;
  std::unique_lock<std::mutex> thread_;
  bool writing_ = false;
  bool open_ = false;
};

class Sqlite final : public Engine {
 public:
  explicit Sqlite(const std::filesystem::path& path) : connection_(path) {}

  Result<void> open(const std::filesystem::path& path) {
    if (const auto opened = connection_.open(path); !opened) return opened;
    const auto session = begin(Access::write);
    if (!session) return std::unexpected(session.error());
    const auto fresh = prepare_schema(**session);
    if (!fresh) return std::unexpected(fresh.error());
    if (const auto migrated = migrate(**session, sqlite_migrations(), *fresh); !migrated) return migrated;
    return (*session)->commit();
  }

  Result<std::unique_ptr<Session>> begin(Access access) override {
    auto turn = std::make_unique<Turn>(connection_);
    if (const auto begun = turn->begin(access); !begun) return std::unexpected(begun.error());
    return turn;
  }
  std::string_view unless_taken() const override { return {}; }
  void announce() override { news_.tell(); }
  News& news() override { return news_; }

  Result<void> checkpoint() override {
    const std::scoped_lock turn(connection_.turn());
    if (const auto trusted = connection_.trust(); !trusted) return trusted;
    if (const auto locked = connection_.write_lock().take(); !locked) return locked;
    const auto done = connection_.checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    connection_.write_lock().release();
    return done;
  }

  Result<void> check() override {
    const auto session = begin(Access::read);
    if (!session) return std::unexpected(session.error());
    const auto pages = (*session)->execute("SELECT integrity_check FROM pragma_integrity_check(1)", {});
    const auto keys = (*session)->execute("SELECT 1 FROM pragma_foreign_key_check LIMIT 1", {});
    if (!pages || !keys) return std::unexpected(pages ? keys.error() : pages.error());
    if (pages->rows.front().bytes(0) != "ok" || !keys->rows.empty()) {
      return fail(ErrorCode::database_damaged, Stage::store);
    }
    return {};
  }

 private:
  /// Whether nothing is there yet; then the file is marked as ours.
  static Result<bool> prepare_schema(Session& session) {
    const auto owner = session.execute("SELECT application_id FROM pragma_application_id", {});
    const auto objects = session.execute("SELECT count(*) FROM sqlite_schema", {});
    if (!owner || !objects) return std::unexpected(owner ? objects.error() : owner.error());
    const std::int64_t marked = owner->rows.front().integer(0);
    const bool fresh = marked == 0 && objects->rows.front().integer(0) == 0;
    if (!fresh && marked != application_id) return fail(ErrorCode::schema_mismatch, Stage::store);
    if (!fresh) return false;
    const auto mark = session.script("PRAGMA application_id = " + std::to_string(application_id));
    return mark ? Result<bool>(true) : std::unexpected(mark.error());
  }

  Connection connection_;
  News news_;
};

}  // namespace

Result<std::unique_ptr<Engine>> open_sqlite(const std::filesystem::path& path) {
  auto engine = std::make_unique<Sqlite>(path);
  if (const auto opened = engine->open(path); !opened) return std::unexpected(opened.error());
  return engine;
}

}  // namespace tamis::database
