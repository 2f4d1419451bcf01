#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::redact {

/// Finds which of many short strings occur in a text, in one pass over it (Aho and Corasick, 1975).
///
/// Built once; then immutable and safe between threads. One table look-up a byte, whatever the number of strings.
class AtomFinder {
 public:
  AtomFinder() = default;
  explicit AtomFinder(const std::vector<std::string>& atoms);

  /// The indices of the atoms that occur, sorted, each once.
  [[nodiscard]] std::vector<int> find(std::string_view text) const;

 private:
  std::array<std::uint8_t, 256> symbol_{};  ///< bytes that no atom holds share symbol 0
  std::uint32_t symbols_ = 1;
  std::vector<std::uint32_t> next_;     ///< state × symbol → state
  std::vector<std::int32_t> ends_;      ///< state → the atom that ends there, or -1
  std::vector<std::uint32_t> shorter_;  ///< state → the next state on its suffix chain at which an atom ends
  std::size_t atoms_ = 0;
};

}  // namespace tamis::redact
