#include "redact/consent.hpp"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>

namespace tamis::redact {
namespace {

using Pattern = std::unique_ptr<const re2::RE2>;

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

/// One pattern for all of an array; null if it holds something else, or nothing that RE2 knows.
Pattern compile(const toml::node* node, const TextFolder& folder) {
  if (node == nullptr || !node->is_array()) return nullptr;
  std::string joined;
  for (const toml::node& each : *node->as_array()) {
    const auto phrase = each.value<std::string>();
    if (!phrase) return nullptr;
    joined += joined.empty() ? "" : "|";
    for (const char letter : folder.fold_term(*phrase))
      letter == ' ' ? joined.append("\\s+") : joined.append(1, letter);
  }
  auto compiled = std::make_unique<const re2::RE2>("\\b(?:" + joined + ")", re2::RE2::Quiet);
  return compiled->ok() ? std::move(compiled) : nullptr;
}

}  // namespace

struct ConsentClauses::Patterns {
  struct Opening {
    std::string language;
    Pattern pattern;
  };
  struct Statute {
    std::string name;
    bool in_force = false;
    Pattern pattern;
  };
  std::vector<Opening> openings;
  std::vector<Statute> statutes;
  Pattern special;

  /// False if the table does not hold.
  bool read(const toml::table& table, const TextFolder& folder) {
    const toml::table* by_language = table["openings"].as_table();
    const toml::array* laws = table["statute"].as_array();
    if (by_language == nullptr || laws == nullptr) return false;
    for (const auto& [language, phrases] : *by_language) {
      openings.push_back({std::string(language.str()), compile(&phrases, folder)});
      if (!openings.back().pattern) return false;
    }
    for (const toml::node& each : *laws) {
      const toml::table* law = each.as_table();
      if (law == nullptr) return false;
      statutes.push_back({(*law)["name"].value_or(std::string()), (*law)["in_force"].value_or(false),
                          compile(law->get("patterns"), folder)});
      if (statutes.back().name.empty() || !statutes.back().pattern) return false;
    }
    special = compile(table["special"]["words"].node(), folder);
    return special != nullptr;
  }

  [[nodiscard]] ConsentClause describe(std::string_view words, const std::string& language) const {
    ConsentClause clause;
    clause.language = language;
    bool cites_law_in_force = false;
    for (const Statute& statute : statutes) {
      if (!re2::RE2::PartialMatch(piece_of(words), *statute.pattern)) continue;
      clause.statutes.push_back(statute.name);
      cites_law_in_force |= statute.in_force;
    }
    clause.stale = !clause.statutes.empty() && !cites_law_in_force;
    clause.special = re2::RE2::PartialMatch(piece_of(words), *special);
    return clause;
  }
};

ConsentClauses::ConsentClauses(std::unique_ptr<const Patterns> patterns) : patterns_(std::move(patterns)) {}
ConsentClauses::~ConsentClauses() = default;
ConsentClauses::ConsentClauses(ConsentClauses&&) noexcept = default;
ConsentClauses& ConsentClauses::operator=(ConsentClauses&&) noexcept = default;

Result<ConsentClauses> ConsentClauses::read(std::string_view toml, const TextFolder& folder) {
  auto patterns = std::make_unique<Patterns>();
  try {
    if (!patterns->read(toml::parse(toml), folder)) return fail(ErrorCode::pack_invalid, Stage::screen);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::pack_invalid, Stage::screen,
                {{Measure::line, static_cast<std::int64_t>(error.source().begin.line)}});
  }
  return ConsentClauses(std::move(patterns));
}

std::vector<ConsentClause> ConsentClauses::find_in(const Shadow& shadow) const {
  std::vector<ConsentClause> clauses;
  const std::string_view text = shadow.text();
  for (const auto& [language, pattern] : patterns_->openings) {
    re2::StringPiece found;
    for (std::size_t from = 0; pattern->Match(piece_of(text), from, text.size(), re2::RE2::UNANCHORED, &found, 1);) {
      const auto start = static_cast<std::uint32_t>(found.data() - text.data());
      const Span statement = shadow.statement({start, start + 1});
      ConsentClause clause = patterns_->describe(shadow.slice(statement), language);
      clause.span = shadow.unfold(statement);
      clauses.push_back(std::move(clause));
      from = statement.end;
    }
  }
  std::ranges::stable_sort(clauses, {}, &ConsentClause::span);
  const auto overlaps = [](const ConsentClause& one, const ConsentClause& next) {
    return one.span.overlaps(next.span);
  };
  const auto repeated = std::ranges::unique(clauses, overlaps);
  clauses.erase(repeated.begin(), repeated.end());
  return clauses;
}

std::vector<RecordConsentClause> to_record(const std::vector<ConsentClause>& clauses, const ReadingText& text) {
  const CodePointIndex index(text.text.reveal(Purpose::record));
  std::vector<RecordConsentClause> told;
  for (const ConsentClause& clause : clauses) {
    const Span span = index.at(clause.span);
    told.push_back({clause.language, clause.statutes, clause.stale, clause.special, span.start, span.end});
  }
  return told;
}

}  // namespace tamis::redact
