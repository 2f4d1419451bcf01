#pragma once

#include "parsers/extractor.hpp"

#include <filesystem>
#include <memory>

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
  ~HelperPool() override;

  [[nodiscard]] Result<Document> extract(std::span<const std::byte> bytes, const Limits& limits) override;

 private:
  struct Helpers;
  explicit HelperPool(std::unique_ptr<Helpers> helpers);
  std::unique_ptr<Helpers> helpers_;
};

}  // namespace tamis::parsers
