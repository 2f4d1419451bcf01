#pragma once

#include "core/error.hpp"
#include "core/reading_text.hpp"

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace tamis::redact {

/// Notices text that addresses a machine rather than a reader ("ignore all previous instructions …"): a trick against
/// systems that rank CVs with a language model. Tamis itself obeys no text; whoever reads the record is warned.
///
/// Immutable, safe between threads; linear in the text.
class MachineInstructions {
 public:
  /// From `instructions.toml`; `pack_invalid` if it does not hold.
  [[nodiscard]] static Result<MachineInstructions> read(std::string_view toml);
  ~MachineInstructions();
  MachineInstructions(MachineInstructions&&) noexcept;
  MachineInstructions& operator=(MachineInstructions&&) noexcept;

  [[nodiscard]] bool found_in(const ReadingText& text) const;

 private:
  explicit MachineInstructions(std::unique_ptr<const re2::RE2> pattern);
  std::unique_ptr<const re2::RE2> pattern_;
};

}  // namespace tamis::redact
