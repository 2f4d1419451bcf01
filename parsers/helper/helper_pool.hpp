#pragma once

#include "parsers/extractor.hpp"
#include "parsers/helper/protocol.hpp"

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace tamis::parsers {

/// Reads each document in a helper process, so that a document can hurt only itself.
///
/// Helpers are started ahead, kept warm and recycled; each reads one document at a time under the limits of memory,
/// CPU and wall-clock time, without network. A helper that dies or hangs is an error of its document (`helper_crashed`,
/// `out_of_time`, `out_of_memory`) and is replaced. Make the pool before any database is opened: a database
/// connection must not be carried across a fork.
class HelperPool final : public Extractor {
 public:
  /// `helper_unavailable` if the program cannot be started. `size` helpers at most run at once.
  [[nodiscard]] static Result<std::unique_ptr<HelperPool>> start(const std::filesystem::path& program, int size);
  /// Stops and reaps every helper. No call may be under way.
  ~HelperPool() override;

  /// Waits for a free helper first. Besides the errors of the document itself: those above, `result_too_large`,
  /// `helper_protocol` for an answer that makes no sense, and `helper_unavailable` if none can be started any more.
  /// Costs one copy of the bytes and less than a millisecond more than reading in process.
  [[nodiscard]] Result<Document> extract(std::span<const std::byte> bytes, const Limits& limits) override;

  [[nodiscard]] Result<std::vector<Enclosure>> unpack(std::span<const std::byte> bytes, const Limits& limits) override;

  struct Check {
    Protection protection{};
    bool in_force = false;
  };
  /// Lets a helper try what it should not be able to do, and says for each protection whether that failed. As root,
  /// `no_new_processes` does not hold: the kernel exempts root from that limit.
  [[nodiscard]] Result<std::vector<Check>> self_test();

  /// The process ids of the helpers that are free now; for operators and tests.
  [[nodiscard]] std::vector<pid_t> helper_ids() const;

 private:
  struct Helpers;
  explicit HelperPool(std::unique_ptr<Helpers> helpers);
  std::unique_ptr<Helpers> helpers_;
};

/// Where the helper program is expected: beside the running program.
[[nodiscard]] std::filesystem::path helper_program();

}  // namespace tamis::parsers
