#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/reflect.hpp"
#include "database/connection.hpp"
#include "store/sealer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The audit log: who did what to which row, and when. Never content: erasing a person does not touch it.
namespace tamis::store {

using database::Snapshot;
using database::Transaction;

/// In what capacity somebody acts.
enum class Role : std::uint8_t { service, portal, integrator, operator_, officer, client };

/// Who acts. The name is an account's or a worker's, never a candidate's: at most 64 bytes.
struct Actor {
  Role role = Role::service;
  std::string name;
};

enum class Action : std::uint8_t {
  received,   ///< a document came in
  stored,     ///< its record was stored
  viewed,     ///< a record was shown
  opened,     ///< an original was shown
  erased,     ///< a subject's key was destroyed
  rewrapped,  ///< keys were wrapped by a new master key
  retried,
  cancelled,
  held,
  released,  ///< a job, by an operator
  paused,
  resumed,  ///< a source of jobs
  chosen,   ///< a candidate decided about a finding
  consented,
  withdrawn,  ///< a candidate may be named to a client, or no longer
  cleared,
  refused,   ///< a person looked at a document that could not be cleared
  limited,   ///< a source of jobs got another rate
  exported,  ///< a person's data was written out for them
};

/// What kind of row an entry is about.
enum class Target : std::uint8_t { none, subject, document, job };

struct AuditEntry {
  std::int64_t number = 0;  ///< from 1, without a gap
  TimePoint at;
  Actor actor;
  Action action = Action::received;
  Target target = Target::none;
  std::int64_t id = 0;  ///< of the target
};

/// The end of the chain. Kept outside the database, it proves later that nothing before it was changed or cut off.
struct AuditHead {
  std::int64_t number = 0;  ///< 0: the log is empty
  std::string hash;         ///< 64 hexadecimal digits

  bool operator==(const AuditHead&) const = default;
};

/// Each entry carries a keyed hash of itself and the one before it: without the key nobody can change, remove, swap or
/// insert an entry unnoticed. The database refuses updates and deletions besides. Safe between threads.
class AuditLog {
 public:
  /// The key must be the same for the life of the log.
  AuditLog(SecretKey key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}

  /// Adds an entry in the transaction of the act itself: both happen or neither. `bad_request` for a name too long.
  [[nodiscard]] Result<void> append(Transaction& tx, const Actor& actor, Action action, Target target = Target::none,
                                    std::int64_t id = 0) const;
  [[nodiscard]] Result<AuditHead> head(Snapshot& at) const;
  /// Entries after a number, oldest first, up to `limit`.
  [[nodiscard]] Result<std::vector<AuditEntry>> list(Snapshot& at, std::int64_t after = 0,
                                                     std::size_t limit = 1000) const;
  /// The entries about one row, oldest first.
  [[nodiscard]] Result<std::vector<AuditEntry>> about(Snapshot& at, Target target, std::int64_t id) const;
  /// Walks the whole chain and returns its head. `audit_broken`, with the number of the entry (as `entries`), where it
  /// does not hold; also if it does not contain `anchor`, a head kept from before (a cut tail shows only so).
  [[nodiscard]] Result<AuditHead> verify(Snapshot& at, const std::optional<AuditHead>& anchor = {}) const;

 private:
  SecretKey key_;
  const Clock& clock_;
};

}  // namespace tamis::store

namespace tamis {

template <>
struct Names<store::Role> {
  static constexpr std::array<std::string_view, 6> value{"service",  "portal",  "integrator",
                                                         "operator", "officer", "client"};
};

template <>
struct Names<store::Action> {
  static constexpr std::array<std::string_view, 19> value{"received",  "stored",  "viewed",    "opened",    "erased",
                                                          "rewrapped", "retried", "cancelled", "held",      "released",
                                                          "paused",    "resumed", "chosen",    "consented", "withdrawn",
                                                          "cleared",   "refused", "limited",   "exported"};
};

template <>
struct Names<store::Target> {
  static constexpr std::array<std::string_view, 4> value{"none", "subject", "document", "job"};
};

}  // namespace tamis
