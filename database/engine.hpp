#pragma once

#include "core/embedded.hpp"
#include "database/connection.hpp"
#include "database/news.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What stands between Database and a library; for the files of this folder. An engine is one `.cc` that alone knows
/// its library, and a folder of migrations.
namespace tamis::database {

enum class Access { read, write };

struct Answer {
  Rows rows;
  std::int64_t changed = 0;
};

/// A table as the database itself describes it.
struct Table {
  std::string name;
  std::vector<std::string> columns, key;
  std::vector<bool> blobs;  ///< of each column: whether it holds blobs
};

/// A connection during one transaction, which has begun. Destroying it ends the transaction, by a rollback unless
/// `commit` succeeded. Errors as `Snapshot` has them.
class Session {
 public:
  virtual ~Session() = default;
  [[nodiscard]] virtual Result<Answer> execute(std::string_view sql, std::span<const Parameter> parameters) = 0;
  /// Several statements without parameters.
  [[nodiscard]] virtual Result<void> script(const std::string& sql) = 0;
  [[nodiscard]] virtual Result<void> lock(std::string_view name) = 0;
  [[nodiscard]] virtual Result<void> commit() = 0;

  /// In an order in which none refers to a later one.
  [[nodiscard]] virtual Result<std::vector<Table>> tables() = 0;
  /// The highest number that a table's `id` ever had; 0 for none, and for a table without such numbers.
  [[nodiscard]] virtual Result<std::int64_t> last_id(const std::string& table) = 0;
  [[nodiscard]] virtual Result<void> set_last_id(const std::string& table, std::int64_t id) = 0;
};

/// Safe between threads.
class Engine {
 public:
  virtual ~Engine() = default;
  [[nodiscard]] virtual Result<std::unique_ptr<Session>> begin(Access access) = 0;
  [[nodiscard]] virtual std::string_view unless_taken() const = 0;
  virtual void announce() = 0;
  /// Where announcements arrive, from other processes too if the engine can.
  [[nodiscard]] virtual News& news() = 0;
  [[nodiscard]] virtual Result<void> checkpoint() = 0;
  [[nodiscard]] virtual Result<void> check() = 0;
};

[[nodiscard]] Result<std::unique_ptr<Engine>> open_sqlite(const std::filesystem::path& path);
[[nodiscard]] Result<std::unique_ptr<Engine>> open_postgresql(const std::string& address);

/// From rows of table, column, is it of the key, is it of blobs; in order.
[[nodiscard]] std::vector<Table> to_tables(const Rows& rows);

/// Copies every row of one moment into an empty database, reads it there and compares. How many rows.
[[nodiscard]] Result<std::int64_t> copy(Engine& from, Engine& to);

/// Applies the migrations that are not applied yet. `fresh`: nothing is there, not even the list of what was applied.
[[nodiscard]] Result<void> migrate(Session& session, std::span<const EmbeddedFile> files, bool fresh);

}  // namespace tamis::database
