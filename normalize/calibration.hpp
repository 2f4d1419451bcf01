#pragma once

#include "core/error.hpp"
#include "core/profile.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::normalize {

/// Makes confidences say how often values like this one are right. The readers give each value a rank between 0 and 1;
/// what share of the values of one field and rank is right, bench/calibration measures on generated CVs and writes into
/// calibration.toml. Immutable; safe between threads.
class Calibration {
 public:
  /// Leaves every confidence as the readers gave it.
  Calibration() = default;

  /// The table that is built in.
  [[nodiscard]] static Result<Calibration> load();

  /// A table from TOML: for each field ("work.position") its steps `[from, share]`, both rising and between 0 and 1.
  /// `pack_invalid` with the line if it does not hold.
  [[nodiscard]] static Result<Calibration> read(std::string_view toml);

  /// Calibrates each value of the profile. Linear.
  void apply(Profile& profile) const;

  /// The share of the last step that begins at or below the confidence; the confidence itself for a field that the
  /// table does not have.
  [[nodiscard]] float calibrated(std::string_view field, float confidence) const;

 private:
  struct Step {
    float from, share;
  };
  std::map<std::string, std::vector<Step>, std::less<>> steps_;  ///< by field
};

}  // namespace tamis::normalize
