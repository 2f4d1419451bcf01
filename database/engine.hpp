#pragma once

#include "core/embedded.hpp"
#include "database/connection.hpp"
#include "database/news.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// What stands between Database and a library; for the files of this folder. An engine is one `.cc` that alone knows its
/// library, and a folder of migrations.
namespace tamis::database {

enum class Access { read, write };

struct Answer {
  Rows rows;
  std::int64_t changed = 0;
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

/// Applies the migrations that are not applied yet. `fresh`: nothing is there, not even the list of what was applied.
[[nodiscard]] Result<void> migrate(Session& session, std::span<const EmbeddedFile> files, bool fresh);

}  // namespace tamis::database
