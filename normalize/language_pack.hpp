#pragma once

#include "core/embedded.hpp"
#include "core/error.hpp"
#include "core/reading_text.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::normalize {

/// The words of one language, as its file languages/CODE.toml lists them: tables of keys, each with its terms.
///
/// A pack says what words mean, never what to do: `[sections] work = ["Berufserfahrung", …]`. The readers (of dates, of
/// sections, …) compile from all packs what they need, so that a CV may mix languages. Terms come folded.
struct LanguagePack {
  using Table = std::map<std::string, std::vector<std::string>, std::less<>>;

  std::string code;                                  ///< ISO 639-1
  std::map<std::string, Table, std::less<>> tables;  ///< by name; a table in a table is named "outer.inner"

  /// Empty if the pack has no such table.
  [[nodiscard]] const Table& table(std::string_view name) const;
  /// Empty if the table has no such key.
  [[nodiscard]] const std::vector<std::string>& terms(std::string_view table, std::string_view key) const;
};

using LanguagePacks = std::vector<LanguagePack>;

/// The tables that every language must fill; a key in braces is needed too: "sections{work}".
[[nodiscard]] std::span<const std::string_view> required_tables();

/// Reads one pack. `pack_invalid` with the offending byte's line in the facts if it is not TOML, has a value that is
/// not an array of strings, an empty term, or lacks a required table.
[[nodiscard]] Result<LanguagePack> read_pack(std::string_view code, std::string_view toml, const TextFolder& folder);

/// The packs of all languages of languages.list, in its order.
[[nodiscard]] Result<LanguagePacks> load_packs(const TextFolder& folder);

/// Calls `visit(key, term, pack)` for each term of a table in all packs.
template <class Visit>
void for_each_term(const LanguagePacks& packs, std::string_view table, Visit&& visit) {
  for (const auto& pack : packs) {
    for (const auto& [key, terms] : pack.table(table)) {
      for (const auto& term : terms) visit(key, term, pack);
    }
  }
}

}  // namespace tamis::normalize
