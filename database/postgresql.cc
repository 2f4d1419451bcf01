#include "database/engine.hpp"

#include <libpq-fe.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace tamis::database {

std::span<const EmbeddedFile> postgresql_migrations();

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds patience{5000};
constexpr std::chrono::milliseconds between_connects{100};
constexpr std::chrono::milliseconds between_announcements{100};
constexpr std::size_t most_idle_links = 16;

/// Waits for locks end as SQLite's do; a transaction that somebody forgot does not stop the vacuum for ever.
constexpr const char* session_settings =
    "SET search_path = tamis; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '60s';"
    "SET client_min_messages = error";

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
struct FreeMemory {
  void operator()(void* memory) const { PQfreemem(memory); }
};
using Handle = std::unique_ptr<PGconn, CloseConnection>;
using Outcome = std::unique_ptr<PGresult, ClearResult>;

std::unexpected<Error> unavailable() { return fail(ErrorCode::database_unavailable, Stage::store); }

/// By SQLSTATE, of which the first two characters are a class.
ErrorCode code_of(std::string_view state) {
  if (state == "23505") return ErrorCode::conflict;
  if (state == "53100") return ErrorCode::disk_full;
  if (state.starts_with("XX0")) return state == "XX000" ? ErrorCode::internal : ErrorCode::database_damaged;
  const bool deadlock_or_timeout = state.starts_with("40") || state == "55P03" || state == "25P03";
  const bool resources_or_shutdown = state.starts_with("53") || state.starts_with("57") || state.starts_with("08");
  return deadlock_or_timeout || resources_or_shutdown ? ErrorCode::database_unavailable : ErrorCode::internal;
}

bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/// The types of the answers that Tamis's SQL can have, by their fixed numbers in the catalogue.
enum Type : Oid { type_boolean = 16, type_bytes = 17, type_int8 = 20, type_int2 = 21, type_int4 = 23 };

std::int64_t read_integer(const char* bytes, int size) {
  std::uint64_t value = (size > 0 && (bytes[0] & 0x80) != 0) ? ~std::uint64_t{0} : 0;
  for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(value);
}

Row::Value read_value(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  const char* bytes = PQgetvalue(result, row, column);
  const int size = PQgetlength(result, row, column);
  switch (PQftype(result, column)) {
    case type_boolean:
      return std::int64_t{bytes[0]};
    case type_int2:
    case type_int4:
    case type_int8:
      return read_integer(bytes, size);
    default:
      return std::string(bytes, static_cast<std::size_t>(size));
  }
}

Rows read_rows(const PGresult* result) {
  Rows rows;
  const int columns = PQnfields(result);
  rows.reserve(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<Row::Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(read_value(result, row, column));
    rows.emplace_back(std::move(values));
  }
  return rows;
}

/// `?` outside of quotes becomes `$1`, `$2`, ...
std::string number_parameters(std::string_view sql) {
  std::string numbered;
  char quote = 0;
  int number = 0;
  for (const char c : sql) {
    if (c == '?' && quote == 0) {
      numbered += '$' + std::to_string(++number);
      continue;
    }
    if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    }
    numbered += c;
  }
  return numbered;
}

/// Parameters as libpq takes them: numbers as digits, so that the server gives them the type of their place.
class Bound {
 public:
  explicit Bound(std::span<const Parameter> parameters) : digits_(parameters.size()) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      std::visit([&](const auto& value) { add(i, value); }, parameters[i].value());
  }
  [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  void add(std::size_t, std::monostate) { add(nullptr, 0, 0); }
  void add(std::size_t i, std::int64_t number) {
    auto& digits = digits_[i];
    std::to_chars(digits.data(), digits.data() + digits.size(), number);
    add(digits.data(), 0, 0);
  }
  void add(std::size_t, std::string_view text) { add(text.empty() ? "" : text.data(), text.size(), 1); }
  void add(std::size_t i, Blob blob) { add(i, blob.bytes); }
  void add(const char* value, std::size_t length, int format) {
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
  }

  std::vector<std::array<char, 24>> digits_;  // zeroed: the digits end with a zero byte
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
};

/// One connection to the server, with the statements that it has compiled.
class Link {
 public:
  /// One attempt.
  static Result<std::unique_ptr<Link>> connect(const std::string& address) {
    const std::array keywords{
        "dbname",           "fallback_application_name",      "client_encoding", "connect_timeout", "keepalives_idle",
        "tcp_user_timeout", static_cast<const char*>(nullptr)};
    const std::array values{address.c_str(), "tamis", "UTF8", "5", "10", "10000", static_cast<const char*>(nullptr)};
    Handle handle(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (PQstatus(handle.get()) != CONNECTION_OK) return unavailable();
    // The server's notices would go to standard error.
    PQsetNoticeReceiver(
        handle.get(), [](void*, const PGresult*) {}, nullptr);
    auto link = std::make_unique<Link>(std::move(handle));
    if (const auto set = link->script(session_settings); !set) return std::unexpected(set.error());
    return link;
  }
  explicit Link(Handle handle) : handle_(std::move(handle)) {}

  [[nodiscard]] PGconn* get() const { return handle_.get(); }
  [[nodiscard]] bool lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }
  [[nodiscard]] bool idle() const { return PQtransactionStatus(handle_.get()) == PQTRANS_IDLE; }

  Result<void> script(const char* sql) {
    const Outcome outcome(PQexec(handle_.get(), sql));
    if (!succeeded(outcome.get())) return failed(outcome.get());
    return {};
  }

  Result<Answer> execute(std::string_view sql, std::span<const Parameter> parameters) {
    const auto name = prepare(sql);
    if (!name) return std::unexpected(name.error());
    const Bound bound(parameters);
    const Outcome outcome(PQexecPrepared(handle_.get(), (*name)->c_str(), bound.count(), bound.values(),
                                         bound.lengths(), bound.formats(), 1));
    if (!succeeded(outcome.get())) return failed(outcome.get());
    Answer answer{read_rows(outcome.get()), 0};
    const std::string_view changed = PQcmdTuples(outcome.get());
    std::from_chars(changed.data(), changed.data() + changed.size(), answer.changed);
    return answer;
  }

  /// PostgreSQL answers the COMMIT of a transaction that failed with a rollback, and calls that a success.
  Result<void> commit() {
    const Outcome outcome(PQexec(handle_.get(), "COMMIT"));
    if (!succeeded(outcome.get())) return failed(outcome.get());
    if (std::string_view(PQcmdStatus(outcome.get())) != "COMMIT") return fail(ErrorCode::internal, Stage::store);
    return {};
  }

 private:
  std::unexpected<Error> failed(const PGresult* result) const {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == nullptr) return lost() ? unavailable() : fail(ErrorCode::internal, Stage::store);
    return fail(code_of(state), Stage::store);
  }

  Result<const std::string*> prepare(std::string_view sql) {
    const auto known = names_.find(sql);
    if (known != names_.end()) return &known->second;
    std::string name = "s" + std::to_string(names_.size());
    const Outcome outcome(PQprepare(handle_.get(), name.c_str(), number_parameters(sql).c_str(), 0, nullptr));
    if (!succeeded(outcome.get())) return failed(outcome.get());
    return &names_.emplace(sql, std::move(name)).first->second;
  }

  Handle handle_;
  std::map<std::string, std::string, std::less<>> names_;
};

/// The connections that nobody uses just now. Safe between threads.
class Pool {
 public:
  explicit Pool(std::string address) : address_(std::move(address)) {}

  /// A connection in a transaction, after `begin`; a server that is away is awaited for a while.
  Result<std::unique_ptr<Link>> begin(const char* begin) {
    const auto deadline = SteadyClock::now() + patience;
    for (;;) {
      auto link = take();
      if (!link) link = Link::connect(address_);
      if (link && (*link)->script(begin)) return link;
      // Where one was cut off, the others were.
      drop_idle();
      if (SteadyClock::now() > deadline) return unavailable();
      std::this_thread::sleep_for(between_connects);
    }
  }
  void give_back(std::unique_ptr<Link> link) {
    if (link->lost() || !link->idle()) return;
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < most_idle_links) idle_.push_back(std::move(link));
  }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  Result<std::unique_ptr<Link>> take() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return unavailable();
    auto link = std::move(idle_.back());
    idle_.pop_back();
    return link;
  }
  void drop_idle() {
    const std::scoped_lock lock(mutex_);
    idle_.clear();
  }

  const std::string address_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Link>> idle_;
};

class Lent final : public Session {
 public:
  Lent(Pool& pool, std::unique_ptr<Link> link) : pool_(pool), link_(std::move(link)) {}
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() override {
    if (!link_->idle()) static_cast<void>(link_->script("ROLLBACK"));
    pool_.give_back(std::move(link_));
  }

  Result<Answer> execute(std::string_view sql, std::span<const Parameter> parameters) override {
    if (first_error_) return std::unexpected(*first_error_);
    return remember(link_->execute(sql, parameters));
  }
  Result<void> script(const std::string& sql) override { return remember(link_->script(sql.c_str())); }
  Result<void> lock(std::string_view name) override {
    const Parameter parameters[] = {name};
    const auto locked = execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", parameters);
    return locked ? Result<void>() : std::unexpected(locked.error());
  }
  Result<void> commit() override {
    if (first_error_) return std::unexpected(*first_error_);
    return link_->commit();
  }

  Result<std::vector<Table>> tables() override {
    const auto rows = execute(
        "SELECT CAST(relname AS TEXT), CAST(attname AS TEXT), attnum = ANY (indkey), atttypid = 'bytea'::regtype "
        "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attnum > 0 "
        "AND NOT attisdropped JOIN pg_catalog.pg_index ON indrelid = c.oid AND indisprimary "
        "WHERE relnamespace = 'tamis'::regnamespace AND relkind = 'r' ORDER BY c.oid, attnum",
        {});
    return rows ? to_tables(rows->rows) : Result<std::vector<Table>>(std::unexpected(rows.error()));
  }
  Result<std::int64_t> last_id(const std::string& table) override {
    const Parameter parameters[] = {table};
    const auto rows = execute(
        "SELECT coalesce(last_value, 0) FROM pg_catalog.pg_sequences WHERE schemaname = 'tamis' "
        "AND sequencename = CAST(? AS TEXT) || '_id_seq'",
        parameters);
    if (!rows) return std::unexpected(rows.error());
    return rows->rows.empty() ? 0 : rows->rows.front().integer(0);
  }
  Result<void> set_last_id(const std::string& table, std::int64_t id) override {
    const Parameter parameters[] = {table, id};
    const auto set =
        execute("SELECT setval(CAST('tamis.' || CAST(? AS TEXT) || '_id_seq' AS regclass), ?)", parameters);
    return set ? Result<void>() : std::unexpected(set.error());
  }

 private:
  /// What failed first is the reason for what fails after it.
  template <class T>
  Result<T> remember(Result<T> result) {
    if (!result && !first_error_) first_error_ = result.error();
    return result;
  }

  Pool& pool_;
  std::unique_ptr<Link> link_;
  std::optional<Error> first_error_;
};

/// Hears announcements on a connection and a thread of its own, and connects again when it is cut off.
class Listener {
 public:
  Listener(const std::string& address, News& news)
      : wake_(::eventfd(0, EFD_CLOEXEC)), thread_([this, &address, &news](std::stop_token stop) {
          while (!stop.stop_requested()) listen(address, news, stop);
        }) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() {
    thread_.request_stop();
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_, &one, sizeof one));
    thread_.join();
    ::close(wake_);
  }

 private:
  void wait(int socket, std::chrono::milliseconds time) const {
    std::array<pollfd, 2> files{{{wake_, POLLIN, 0}, {socket, POLLIN, 0}}};
    ::poll(files.data(), files.size(), static_cast<int>(time.count()));
  }

  /// Until the connection is lost.
  void listen(const std::string& address, News& news, const std::stop_token& stop) const {
    const auto link = Link::connect(address);
    if (!link || !(*link)->script("LISTEN tamis")) return wait(-1, patience);
    while (!stop.stop_requested() && PQconsumeInput((*link)->get()) != 0) {
      bool told = false;
      while (const std::unique_ptr<PGnotify, FreeMemory> notice{PQnotifies((*link)->get())}) told = true;
      if (told) news.tell();
      wait(PQsocket((*link)->get()), patience);
    }
  }

  const int wake_;
  std::jthread thread_;
};

class Postgresql final : public Engine {
 public:
  explicit Postgresql(const std::string& address) : pool_(address) {}

  Result<void> open() {
    const auto session = begin(Access::write);
    if (!session) return std::unexpected(session.error());
    if (const auto locked = (*session)->lock("migration"); !locked) return locked;
    const auto fresh = prepare_schema(**session);
    if (!fresh) return std::unexpected(fresh.error());
    if (const auto migrated = migrate(**session, postgresql_migrations(), *fresh); !migrated) return migrated;
    return (*session)->commit();
  }

  Result<std::unique_ptr<Session>> begin(Access access) override {
    auto link = pool_.begin(access == Access::write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (!link) return std::unexpected(link.error());
    return std::make_unique<Lent>(pool_, std::move(*link));
  }
  std::string_view unless_taken() const override { return " FOR UPDATE SKIP LOCKED"; }

  /// After a commit rather than in it, because commits that notify wait for each other.
  void announce() override {
    news_.tell();
    {
      const std::scoped_lock lock(mutex_);
      if (SteadyClock::now() - announced_ < between_announcements) return;
      announced_ = SteadyClock::now();
    }
    if (const auto session = begin(Access::write)) {
      if ((*session)->script("NOTIFY tamis")) static_cast<void>((*session)->commit());
    }
  }
  News& news() override {
    const std::scoped_lock lock(mutex_);
    if (!listener_) listener_ = std::make_unique<Listener>(pool_.address(), news_);
    return news_;
  }

  Result<void> checkpoint() override {
    const auto link = Link::connect(pool_.address());
    return link ? (*link)->script("VACUUM") : std::unexpected(link.error());
  }

  /// Reading a table reads its pages, whose checksums the server compares if its cluster has them.
  Result<void> check() override {
    const auto session = begin(Access::read);
    if (!session) return std::unexpected(session.error());
    const auto tables = (*session)->execute(
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'tamis' ORDER BY tablename", {});
    if (!tables) return std::unexpected(tables.error());
    for (const Row& table : tables->rows) {
      const auto rows = (*session)->execute("SELECT count(*) FROM \"" + table.bytes(0) + '"', {});
      if (!rows) return std::unexpected(rows.error());
    }
    return {};
  }

 private:
  /// Whether nothing is there yet; then the schema is made.
  static Result<bool> prepare_schema(Session& session) {
    const auto known = session.execute("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'tamis'", {});
    if (!known) return std::unexpected(known.error());
    if (known->rows.empty()) {
      const auto made = session.script("CREATE SCHEMA tamis");
      return made ? Result<bool>(true) : std::unexpected(made.error());
    }
    const auto ours = session.execute(
        "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'tamis' AND tablename = 'migration'", {});
    if (!ours) return std::unexpected(ours.error());
    if (!ours->rows.empty()) return false;
    const auto others = session.execute("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'tamis'", {});
    if (!others) return std::unexpected(others.error());
    // An administrator may have made the schema for us.
    return others->rows.empty() ? Result<bool>(true) : fail(ErrorCode::schema_mismatch, Stage::store);
  }

  Pool pool_;
  std::mutex mutex_;
  SteadyClock::time_point announced_;
  News news_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace

Result<std::unique_ptr<Engine>> open_postgresql(const std::string& address) {
  auto engine = std::make_unique<Postgresql>(address);
  if (const auto opened = engine->open(); !opened) return std::unexpected(opened.error());
  return engine;
}

}  // namespace tamis::database
