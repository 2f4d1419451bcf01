#pragma once

#include "parsers/extractor.hpp"
#include "parsers/helper/protocol.hpp"

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace tamis::parsers {

/// What to do where a helper cannot be kept from files, network, processes and foreign system calls.
enum class Walls : std::uint8_t { required, as_available };

/// Reads each document in a helper process, so that a document can hurt only itself.
///
/// Helpers are started ahead, kept warm and recycled; each reads one document at a time under the limits of memory,
/// CPU and wall-clock time, without network. A helper that dies or hangs is an error of its document (`helper_crashed`,
/// `out_of_time`, `out_of_memory`) and is replaced. Make the pool before any database is opened: a database
/// connection must not be carried across a fork.
class HelperPool final : public Extractor {
 public:
  /// `helper_unavailable` if the program cannot be started, `sandbox_missing` if walls are required and a helper gets
  /// around one (see `self_test`). `size` helpers at most run at once.
  [[nodiscard]] static Result<std::unique_ptr<HelperPool>> start(const std::filesystem::path& program, int size,
                                                                 Walls walls = Walls::required);
  /// Stops and reaps every helper. No call may be under way.
  ~HelperPool() override;

  /// Waits for a free helper first. Besides the errors of the document itself: those above, `result_too_large`,
  /// `helper_protocol` for an answer that makes no sense, and `helper_unavailable` if none can be started any more.
  /// Costs one copy of the bytes and less than a millisecond more than reading in process.
  [[nodiscard]] Result<Document> extract(std::span<const std::byte> bytes, const Limits& limits) override;

  [[nodiscard]] Result<std::vector<Enclosure>> unpack(std::span<const std::byte> bytes, const Limits& limits) override;
  [[nodiscard]] Result<Picture> picture(std::span<const std::byte> bytes, const PictureOrder& order) override;

  struct Check {
    Protection protection{};
    bool in_force = false;

    /// False if what is missing lets a document hurt more than itself.
    [[nodiscard]] bool bearable() const;
  };
  /// Lets a helper try what it should not be able to do, and says for each protection whether that failed.
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
