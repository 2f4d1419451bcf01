#include "store/audit.hpp"

#include <utility>

namespace tamis::store {
namespace {

using database::Blob;
using database::Row;
using database::Rows;

constexpr std::size_t longest_name = 64;
constexpr std::int64_t page = 1000;

/// An entry as the database has it: words that this program may not know are covered by the hash all the same.
struct RawEntry {
  std::int64_t number, at;
  std::string role, actor, action, target;
  std::int64_t id;
};

std::string chain(const SecretKey& key, std::string_view previous, const RawEntry& entry) {
  return keyed_hash(key, framed({previous, std::to_string(entry.number), std::to_string(entry.at), entry.role,
                                 entry.actor, entry.action, entry.target, std::to_string(entry.id)}));
}

RawEntry read_raw(const Row& row) {
  return {row.integer(0), row.integer(1), row.bytes(2), row.bytes(3), row.bytes(4), row.bytes(5), row.integer(6)};
}

Result<Rows> read_page(Snapshot& at, std::int64_t after, std::int64_t limit) {
  return at.query(
      "SELECT number, at, role, actor, action, target, target_id, hash FROM audit WHERE number > ? ORDER BY number "
      "LIMIT ?",
      {after, limit});
}

std::unexpected<Error> broken_at(std::int64_t number) {
  return fail(ErrorCode::audit_broken, Stage::store, {{Measure::entries, number}});
}

Result<std::vector<AuditEntry>> read_entries(const Rows& rows) {
  std::vector<AuditEntry> entries;
  for (const Row& row : rows) {
    const auto role = from_name<Role>(row.bytes(2));
    const auto action = from_name<Action>(row.bytes(4));
    const auto target = from_name<Target>(row.bytes(5));
    if (!role || !action || !target) return broken_at(row.integer(0));
    entries.push_back({row.integer(0), row.time(1), {*role, row.bytes(3)}, *action, *target, row.integer(6)});
  }
  return entries;
}

struct Tail {
  std::int64_t number = 0;
  std::string hash;
};

Result<Tail> tail(Snapshot& at) {
  const auto rows = at.query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return Tail{};
  return Tail{rows->front().integer(0), rows->front().bytes(1)};
}

AuditHead head_of(const Tail& tail) { return {tail.number, to_hex(tail.hash)}; }

}  // namespace

Result<void> AuditLog::append(Transaction& tx, const Actor& actor, Action action, Target target,
                              std::int64_t id) const {
  if (actor.name.size() > longest_name) return fail(ErrorCode::bad_request, Stage::store);
  if (const auto locked = tx.lock("audit"); !locked) return locked;
  const auto last = tail(tx);
  if (!last) return std::unexpected(last.error());
  const RawEntry entry{last->number + 1,
                       clock_.now().time_since_epoch().count(),
                       std::string(to_name(actor.role)),
                       actor.name,
                       std::string(to_name(action)),
                       std::string(to_name(target)),
                       id};
  const std::string hash = chain(key_, last->hash, entry);
  const auto added = tx.run(
      "INSERT INTO audit (number, at, role, actor, action, target, target_id, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {entry.number, entry.at, entry.role, entry.actor, entry.action, entry.target, entry.id, Blob{hash}});
  if (!added) return std::unexpected(added.error());
  return {};
}

Result<AuditHead> AuditLog::head(Snapshot& at) const {
  const auto last = tail(at);
  if (!last) return std::unexpected(last.error());
  return head_of(*last);
}

Result<std::vector<AuditEntry>> AuditLog::list(Snapshot& at, std::int64_t after, std::size_t limit) const {
  const auto rows = read_page(at, after, static_cast<std::int64_t>(limit));
  return rows ? read_entries(*rows) : std::unexpected(rows.error());
}

Result<std::vector<AuditEntry>> AuditLog::about(Snapshot& at, Target target, std::int64_t id) const {
  const auto rows = at.query(
      "SELECT number, at, role, actor, action, target, target_id FROM audit WHERE target = ? AND target_id = ? "
      "ORDER BY number",
      {to_name(target), id});
  return rows ? read_entries(*rows) : std::unexpected(rows.error());
}

Result<AuditHead> AuditLog::verify(Snapshot& at, const std::optional<AuditHead>& anchor) const {
  Tail last;
  bool anchored = !anchor || *anchor == head_of(last);
  for (;;) {
    const auto rows = read_page(at, last.number, page);
    if (!rows) return std::unexpected(rows.error());
    for (const Row& row : *rows) {
      const RawEntry entry = read_raw(row);
      const bool next = entry.number == last.number + 1;
      if (!next || chain(key_, last.hash, entry) != row.bytes(7)) return broken_at(last.number + 1);
      last = {entry.number, row.bytes(7)};
      anchored = anchored || (entry.number == anchor->number && head_of(last) == *anchor);
    }
    if (static_cast<std::int64_t>(rows->size()) < page) break;
  }
  if (!anchored) return broken_at(anchor->number);
  return head_of(last);
}

}  // namespace tamis::store
