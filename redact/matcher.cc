#include "redact/matcher.hpp"

#include "redact/atoms.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <tuple>

namespace tamis::redact {
namespace {

constexpr int shortest_atom = 3;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(16 << 20);
  return options;
}

std::string alternation(const std::vector<std::string>& patterns) {
  std::string joined;
  for (const std::string& pattern : patterns) joined += (joined.empty() ? "" : "|") + pattern;
  return joined;
}

}  // namespace

struct Matcher::Patterns {
  re2::FilteredRE2 filter{shortest_atom};
  AtomFinder atoms;
  std::vector<std::uint32_t> rule_of;  // pattern → rule
  std::vector<std::unique_ptr<RE2>> vetoes;
  std::vector<std::unique_ptr<RE2>> labels;  // of the numbers
};

Matcher::Matcher(std::unique_ptr<const Patterns> patterns) : patterns_(std::move(patterns)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

Result<Matcher> Matcher::compile(const RuleBook& book) {
  auto patterns = std::make_unique<Patterns>();
  const auto invalid = [](std::size_t entry) {
    return fail(ErrorCode::pack_invalid, Stage::screen, {{Measure::entries, static_cast<std::int64_t>(entry)}});
  };
  for (std::uint32_t rule = 0; rule < book.rules.size(); ++rule) {
    for (const std::string& pattern : book.rules[rule].patterns) {
      int id = 0;
      if (patterns->filter.Add(pattern, options(), &id) != RE2::NoError) return invalid(rule);
      patterns->rule_of.push_back(rule);
    }
  }
  const auto compile_into = [](std::vector<std::unique_ptr<RE2>>& compiled, const std::string& pattern) {
    compiled.push_back(std::make_unique<RE2>(pattern, options()));
    return compiled.back()->ok();
  };
  for (const Veto& veto : book.vetoes) {
    if (!compile_into(patterns->vetoes, alternation(veto.patterns))) return invalid(patterns->vetoes.size());
  }
  for (const NumberRule& number : book.numbers) {
    if (!compile_into(patterns->labels, number.label)) return invalid(patterns->labels.size());
  }
  std::vector<std::string> atoms;
  patterns->filter.Compile(&atoms);
  patterns->atoms = AtomFinder(atoms);
  return Matcher(std::move(patterns));
}

namespace {

Span span_of(const re2::StringPiece& piece, std::string_view text) {
  const auto start = static_cast<std::uint32_t>(piece.data() - text.data());
  return {start, start + static_cast<std::uint32_t>(piece.size())};
}

/// Of an acronym's group: what follows the acronym may be written in any way.
Span first_word(const re2::StringPiece& piece, std::string_view text) {
  const Span whole = span_of(piece, text);
  const std::size_t length = std::string_view(piece.data(), piece.size()).find_first_of(" \n");
  return length == std::string_view::npos ? whole : Span{whole.start, whole.start + static_cast<std::uint32_t>(length)};
}

/// Every place of one pattern.
void collect(const RE2& pattern, std::uint32_t rule, const Shadow& shadow, std::vector<Hit>& hits) {
  const std::string_view text = shadow.text();
  const re2::StringPiece piece(text.data(), text.size());
  const auto named = pattern.NamedCapturingGroups().find("value");
  const int value = named == pattern.NamedCapturingGroups().end() ? 0 : named->second;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
  for (std::size_t from = 0; from <= text.size();) {
    if (!pattern.Match(piece, from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size())))
      return;
    const Span match = span_of(groups[0], text);
    bool as_written = true;
    for (int group = 1; group < static_cast<int>(groups.size()); ++group) {
      if (group == value || groups[static_cast<std::size_t>(group)].data() == nullptr) continue;
      as_written = as_written && shadow.is_acronym(first_word(groups[static_cast<std::size_t>(group)], text));
    }
    if (as_written && !match.empty()) {
      hits.push_back({rule, match, span_of(groups[static_cast<std::size_t>(value)], text)});
    }
    from = std::max<std::size_t>(match.end, from + 1);
  }
}

}  // namespace

std::vector<Hit> Matcher::match(const Shadow& shadow) const {
  std::vector<int> candidates;
  patterns_->filter.AllPotentials(patterns_->atoms.find(shadow.text()), &candidates);
  std::vector<Hit> hits;
  for (const int candidate : candidates) {
    collect(patterns_->filter.GetRE2(candidate), patterns_->rule_of[static_cast<std::size_t>(candidate)], shadow, hits);
  }
  std::ranges::stable_sort(hits, {}, [](const Hit& hit) { return std::tuple(hit.rule, hit.match); });
  return hits;
}

bool Matcher::is_vetoed(std::uint32_t veto, std::string_view statement, const std::vector<Span>& matches) const {
  const re2::StringPiece piece(statement.data(), statement.size());
  re2::StringPiece found;
  for (std::size_t from = 0; from <= statement.size();) {
    if (!patterns_->vetoes[veto]->Match(piece, from, statement.size(), RE2::UNANCHORED, &found, 1)) return false;
    const Span place = span_of(found, statement);
    if (std::ranges::none_of(matches, [&](Span match) { return match.contains(place); })) return true;
    from = std::max<std::size_t>(place.end, from + 1);
  }
  return false;
}

bool Matcher::has_label(std::uint32_t number, std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *patterns_->labels[number]);
}

}  // namespace tamis::redact
