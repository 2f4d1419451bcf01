#include "database/connection.hpp"

#include "database/engine.hpp"

#include <algorithm>
#include <utility>

namespace tamis::database {
namespace {

/// The databases that this thread has a turn at.
thread_local std::vector<const Engine*> held;

Result<void> free_for_this_thread(const Engine& engine) {
  if (std::ranges::find(held, &engine) != held.end()) return fail(ErrorCode::internal, Stage::store);
  return {};
}

bool names_postgresql(std::string_view store) {
  return store.starts_with("postgresql://") || store.starts_with("postgres://");
}

}  // namespace

/// One thread's use of a session.
struct Snapshot::Turn {
  Turn(Engine& of, std::unique_ptr<Session> begun) : engine(of), session(std::move(begun)) { held.push_back(&engine); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    session.reset();
    std::erase(held, &engine);
  }

  static Result<std::unique_ptr<Turn>> begin(Engine& engine, Access access) {
    if (const auto unheld = free_for_this_thread(engine); !unheld) return std::unexpected(unheld.error());
    auto session = engine.begin(access);
    if (!session) return std::unexpected(session.error());
    return std::make_unique<Turn>(engine, std::move(*session));
  }

  Engine& engine;
  std::unique_ptr<Session> session;
};

Snapshot::Snapshot(std::unique_ptr<Turn> turn) : turn_(std::move(turn)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

Result<Rows> Snapshot::query(std::string_view sql, Parameters parameters) {
  return query(sql, std::span<const Parameter>(parameters));
}

Result<Rows> Snapshot::query(std::string_view sql, std::span<const Parameter> parameters) {
  auto answer = turn_->session->execute(sql, parameters);
  if (!answer) return std::unexpected(answer.error());
  return std::move(answer->rows);
}

Result<std::int64_t> Transaction::run(std::string_view sql, Parameters parameters) {
  return run(sql, std::span<const Parameter>(parameters));
}

Result<std::int64_t> Transaction::run(std::string_view sql, std::span<const Parameter> parameters) {
  const auto answer = turn_->session->execute(sql, parameters);
  if (!answer) return std::unexpected(answer.error());
  return answer->changed;
}

Result<void> Transaction::lock(std::string_view name) { return turn_->session->lock(name); }

std::string_view Transaction::unless_taken() const { return turn_->engine.unless_taken(); }

Result<void> Transaction::commit() {
  const auto turn = std::move(turn_);  // ends here, well or badly
  return turn->session->commit();
}

Database::Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& store) {
  const auto file = file_of(store);
  auto engine = file ? open_sqlite(*file) : open_postgresql(store);
  if (!engine) return std::unexpected(engine.error());
  return Database(std::move(*engine));
}

Result<Transaction> Database::begin() {
  auto turn = Snapshot::Turn::begin(*engine_, Access::write);
  if (!turn) return std::unexpected(turn.error());
  return Transaction(std::move(*turn));
}

Result<Snapshot> Database::read() {
  auto turn = Snapshot::Turn::begin(*engine_, Access::read);
  if (!turn) return std::unexpected(turn.error());
  return Snapshot(std::move(*turn));
}

void Database::announce() { engine_->announce(); }

void Database::wait_for_news(std::stop_token stop, std::chrono::milliseconds time) {
  engine_->news().wait(std::move(stop), time);
}

Result<void> Database::checkpoint() {
  const auto unheld = free_for_this_thread(*engine_);
  return unheld ? engine_->checkpoint() : unheld;
}

Result<void> Database::check() {
  const auto unheld = free_for_this_thread(*engine_);
  return unheld ? engine_->check() : unheld;
}

Result<std::int64_t> Database::copy_to(Database& to) {
  for (const Engine* engine : {engine_.get(), to.engine_.get()}) {
    if (const auto unheld = free_for_this_thread(*engine); !unheld) return std::unexpected(unheld.error());
  }
  return copy(*engine_, *to.engine_);
}

std::optional<std::filesystem::path> file_of(const std::string& store) {
  if (names_postgresql(store)) return std::nullopt;
  constexpr std::string_view scheme = "sqlite:";
  return store.starts_with(scheme) ? store.substr(scheme.size()) : store;
}

}  // namespace tamis::database
