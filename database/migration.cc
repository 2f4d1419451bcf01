#include "database/engine.hpp"

#include <cstdint>
#include <utility>

namespace tamis::database {
namespace {

/// The name of a migration and a digest (FNV-1a) of what it does, so that a changed one is noticed.
std::string stamp_of(const EmbeddedFile& file) {
  std::uint64_t digest = 0xcbf29ce484222325;
  for (const char c : file.content) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return std::string(file.name) + ':' + std::to_string(digest);
}

Result<std::size_t> count_applied(Session& session, std::span<const EmbeddedFile> files) {
  const auto applied = session.execute("SELECT name FROM migration ORDER BY number", {});
  if (!applied) return std::unexpected(applied.error());
  if (applied->rows.size() > files.size()) return fail(ErrorCode::schema_mismatch, Stage::store);
  for (std::size_t i = 0; i < applied->rows.size(); ++i) {
    if (applied->rows[i].bytes(0) != stamp_of(files[i])) return fail(ErrorCode::schema_mismatch, Stage::store);
  }
  return applied->rows.size();
}

}  // namespace

Result<void> migrate(Session& session, std::span<const EmbeddedFile> files, bool fresh) {
  if (fresh) {
    const auto listed = session.script("CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
    if (!listed) return listed;
  }
  const auto applied = count_applied(session, files);
  if (!applied) return std::unexpected(applied.error());
  for (std::size_t i = *applied; i < files.size(); ++i) {
    if (const auto done = session.script(std::string(files[i].content)); !done) return done;
    const std::string stamp = stamp_of(files[i]);
    const Parameter noted[] = {i + 1, stamp};
    const auto kept = session.execute("INSERT INTO migration (number, name) VALUES (?, ?)", noted);
    if (!kept) return std::unexpected(kept.error());
  }
  return {};
}

}  // namespace tamis::database
