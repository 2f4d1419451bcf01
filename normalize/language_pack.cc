#include "normalize/language_pack.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

namespace tamis::normalize {

std::span<const EmbeddedFile> language_files();

namespace {

std::unexpected<Error> invalid(const toml::source_region& where) {
  return fail(ErrorCode::pack_invalid, Stage::normalize, {{Measure::line, where.begin.line}});
}

Result<std::vector<std::string>> read_terms(const toml::array& array, const TextFolder& folder) {
  std::vector<std::string> terms;
  terms.reserve(array.size());
  for (const auto& node : array) {
    const auto* text = node.as_string();
    if (!text) return invalid(node.source());
    auto term = folder.fold_term(text->get());
    if (term.empty()) return invalid(node.source());
    terms.push_back(std::move(term));
  }
  return terms;
}

Result<void> read_table(const toml::table& source, const std::string& name, const TextFolder& folder,
                        LanguagePack& pack) {
  for (const auto& [key, node] : source) {
    const std::string path(key.str());
    if (const auto* inner = node.as_table()) {
      const auto read = read_table(*inner, name.empty() ? path : name + "." + path, folder, pack);
      if (!read) return read;
    } else if (const auto* array = node.as_array(); array && !name.empty()) {
      auto terms = read_terms(*array, folder);
      if (!terms) return std::unexpected(terms.error());
      pack.tables[name][path] = std::move(*terms);
    } else {
      return invalid(node.source());
    }
  }
  return {};
}

bool fills(const LanguagePack& pack, std::string_view requirement) {
  const auto brace = requirement.find('{');
  const auto table = requirement.substr(0, brace);
  if (brace == std::string_view::npos) return !pack.table(table).empty();
  return !pack.terms(table, requirement.substr(brace + 1, requirement.size() - brace - 2)).empty();
}

}  // namespace

const LanguagePack::Table& LanguagePack::table(std::string_view name) const {
  static const Table none;
  const auto found = tables.find(name);
  return found == tables.end() ? none : found->second;
}

const std::vector<std::string>& LanguagePack::terms(std::string_view name, std::string_view key) const {
  static const std::vector<std::string> none;
  const auto& in = table(name);
  const auto found = in.find(key);
  return found == in.end() ? none : found->second;
}

std::span<const std::string_view> required_tables() {
  static constexpr auto tables = std::to_array<std::string_view>({
      "sections{profile}",    "sections{work}",         "sections{education}", "sections{skills}",
      "sections{languages}",  "sections{certificates}", "sections{volunteer}", "sections{interests}",
      "sections{references}", "sections{contact}",      "sections{other}",     "months",
      "dates{present}",       "dates{since}",           "dates{to}",           "titles{words}",
      "organisations{words}", "organisations{schools}", "absences{words}",     "references{on_request}",
      "grammar{link}",        "education{score}",       "dates{from}",         "dates{units}",
  });
  return tables;
}

Result<LanguagePack> read_pack(std::string_view code, std::string_view text, const TextFolder& folder) try {
  LanguagePack pack{.code = std::string(code), .tables = {}};
  const auto table = toml::parse(text);
  if (const auto read = read_table(table, {}, folder, pack); !read) return std::unexpected(read.error());
  for (const auto requirement : required_tables()) {
    if (!fills(pack, requirement)) return fail(ErrorCode::pack_invalid, Stage::normalize);
  }
  return pack;
} catch (const toml::parse_error& error) {
  return invalid(error.source());
}

Result<LanguagePacks> load_packs(const TextFolder& folder) {
  static constexpr auto codes = std::to_array<std::string_view>({
#define LANGUAGE(code) #code,
#include "normalize/languages.list"
#undef LANGUAGE
  });
  LanguagePacks packs;
  for (const auto code : codes) {
    const auto file = std::ranges::find(language_files(), std::string(code) + ".toml", &EmbeddedFile::name);
    if (file == language_files().end()) return fail(ErrorCode::pack_invalid, Stage::normalize);
    auto pack = read_pack(code, file->content, folder);
    if (!pack) return std::unexpected(pack.error());
    packs.push_back(std::move(*pack));
  }
  return packs;
}

}  // namespace tamis::normalize
