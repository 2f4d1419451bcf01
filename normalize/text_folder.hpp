#pragma once

#include "core/reading_text.hpp"

#include <memory>

namespace tamis::normalize {

/// Folds with Unicode's own tables (ICU): case folded, decomposed for compatibility and without combining marks, so
/// that ligatures open; plus what Unicode does not say: ł→l, ø→o, œ→oe, every dash → '-', every quote → ' or ", every
/// space → ' ', bullets → '•', invisible characters removed. In words that mix Latin with Cyrillic or Greek letters the
/// look-alikes of Latin letters become Latin. Line breaks stay.
///
/// Linear; safe between threads.
class IcuTextFolder final : public TextFolder {
 public:
  IcuTextFolder();
  ~IcuTextFolder() override;
  [[nodiscard]] FoldedText fold(std::string_view text) const override;

 private:
  struct Table;
  std::unique_ptr<const Table> table_;
};

/// The text in Unicode NFC, without invisible format characters; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string to_nfc(std::string_view text);

/// The text with the look-alikes of other alphabets in mostly Latin words made Latin; upper and lower case stay.
[[nodiscard]] std::string latinised(std::string_view text);

/// What a word needs to be shown with a capital: "GARCÍA-LÓPEZ" → "García-López". Language-neutral.
[[nodiscard]] std::string to_title_case(std::string_view word);

/// Do all letters of the text stand in upper case (and are there at least two)?
[[nodiscard]] bool is_upper_case(std::string_view text);

/// Does the text begin with an upper-case letter? False for digits and signs.
[[nodiscard]] bool begins_upper_case(std::string_view text);

/// How many letters (of any script) the text holds.
[[nodiscard]] std::size_t count_letters(std::string_view text);

}  // namespace tamis::normalize
