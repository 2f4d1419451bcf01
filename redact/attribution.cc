#include "redact/attribution.hpp"

#include <algorithm>

namespace tamis::redact {

/// How far behind a match a veto is looked for, in bytes: two or three words ("cancer support group").
constexpr std::uint32_t veto_reach = 30;

/// Words with a letter in them that tell no date.
std::uint32_t Attribution::count_words(Span span) const {
  std::uint32_t words = 0;
  std::string word;
  const auto finish = [&] {
    const bool has_letter = std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (has_letter && !std::ranges::binary_search(book_.date_words, word)) ++words;
    word.clear();
  };
  for (const char byte : shadow_.slice(span)) {
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      word += byte;
    } else {
      finish();
    }
  }
  finish();
  return words;
}

bool Attribution::applies(const Rule& rule, const Hit& hit) const {
  if (rule.language && *rule.language != language_) return false;
  const Span core = shadow_.unfold(hit.core);
  if (sections_.is_name(core) || !rule.within.test(static_cast<std::size_t>(sections_.at(core)))) return false;
  const bool has_colon = shadow_.slice({hit.match.start, hit.core.start}).find(':') != std::string_view::npos;
  const std::optional<std::uint32_t> lead = rule.labelled && !has_colon && !rule.lead ? 0 : rule.lead;
  if (!lead && !rule.length) return true;
  const Span clause = shadow_.clause(hit.match);
  if (lead && count_words({clause.start, hit.match.start}) > *lead) return false;
  return !rule.length || count_words(clause) <= *rule.length;
}

namespace {

/// The places in `whole` where the hit's rule matches, counted from its start.
std::vector<Span> matches_within(Span whole, const std::vector<Hit>& hits, std::size_t index) {
  const auto belongs = [&](std::size_t at) {
    return hits[at].rule == hits[index].rule && hits[at].match.overlaps(whole);
  };
  std::size_t first = index, end = index + 1;
  while (first > 0 && belongs(first - 1)) --first;
  while (end < hits.size() && belongs(end)) ++end;
  std::vector<Span> matches;
  for (std::size_t at = first; at < end; ++at) {
    const Span& match = hits[at].match;
    matches.push_back(
        {std::max(match.start, whole.start) - whole.start, std::max(match.end, whole.start) - whole.start});
  }
  return matches;
}

}  // namespace

bool Attribution::is_vetoed(const Rule& rule, const std::vector<Hit>& hits, std::size_t index) const {
  if (rule.vetoes.empty()) return false;
  const Hit& hit = hits[index];
  // A list of interests is one sentence, but not one statement; and what opens its clause is qualified by it alone.
  const bool is_alone = rule.lead || sections_.at(shadow_.unfold(hit.core)) == Section::interests;
  const Span whole = is_alone ? shadow_.clause(hit.match) : shadow_.statement(hit.match);
  const Span narrow{whole.start, shadow_.word_end(std::min(whole.end, hit.match.end + veto_reach))};
  const std::vector<Span> matches = matches_within(whole, hits, index);
  return std::ranges::any_of(rule.vetoes, [&](std::uint32_t veto) {
    return matcher_.is_vetoed(veto, shadow_.slice(book_.vetoes[veto].wide ? whole : narrow), matches);
  });
}

Span Attribution::extent(const Rule& rule, const Hit& hit) const {
  const Span core = shadow_.unfold(hit.core);
  if (rule.extent == Extent::match) return core;
  if (rule.extent == Extent::entry && sections_.at(core) == Section::volunteer) return sections_.entry(core);
  return shadow_.unfold(shadow_.clause(hit.core));
}

std::vector<Finding> Attribution::judge(const std::vector<Hit>& hits) const {
  std::vector<Finding> findings;
  for (std::size_t index = 0; index < hits.size(); ++index) {
    const Hit& hit = hits[index];
    const Rule& rule = book_.rules[hit.rule];
    if (!applies(rule, hit) || is_vetoed(rule, hits, index)) continue;
    Finding& finding = findings.emplace_back();
    finding.category = rule.category;
    finding.span = extent(rule, hit);
    finding.confidence = rule.confidence;
    finding.rule = rule.id;
    finding.reason = rule.reason;
    finding.disclosure = rule.disclosure;
  }
  return findings;
}

namespace {

/// Do they overlap, or does nothing but a comma, a colon, a bracket or a line end stand between them?
bool belong_together(const Finding& one, const Finding& next, const ReadingText& text) {
  if (one.category != next.category) return false;
  if (one.span->end >= next.span->start) return true;
  constexpr std::uint32_t widest_gap = 4;
  if (next.span->start - one.span->end > widest_gap || basis_of(one.category) == Basis::identifier) return false;
  const std::string_view between = text.slice({one.span->end, next.span->start}, Purpose::screening);
  return between.find_first_not_of(" \n,:()") == between.npos;
}

/// The same words under two grounds: the stricter basis tells, and of a hereditary disease its genetic side. A date of
/// birth within the words of another finding is told by itself. `all` is sorted by place.
bool is_told_by(const Finding& finding, const std::vector<Finding>& all) {
  if (finding.category == Category::birth_date) return false;
  constexpr std::uint32_t widest = 5;
  const std::uint32_t reach = widest * finding.span->size();
  const auto start = [](const Finding& each) { return each.span->start; };
  const auto first =
      std::ranges::lower_bound(all, finding.span->start - std::min(reach, finding.span->start), {}, start);
  const auto last = std::ranges::upper_bound(all, finding.span->start, {}, start);
  return std::any_of(first, last, [&](const Finding& other) {
    const bool stricter = basis_of(finding.category) == Basis::protected_ && basis_of(other.category) == Basis::gdpr_9;
    const bool hereditary = finding.category == Category::health && other.category == Category::genetic;
    return (stricter || hereditary) && other.span->contains(*finding.span) &&
           other.span->size() <= widest * finding.span->size();
  });
}

}  // namespace

std::vector<Finding> merge(std::vector<Finding> findings, const ReadingText& text) {
  const auto order = [](const Finding& each) { return std::tuple(each.category, *each.span); };
  std::ranges::stable_sort(findings, {}, order);
  std::vector<Finding> merged;
  for (Finding& finding : findings) {
    Finding* last = merged.empty() ? nullptr : &merged.back();
    if (last == nullptr || !belong_together(*last, finding, text)) {
      merged.push_back(std::move(finding));
      continue;
    }
    const Span both{last->span->start, std::max(last->span->end, finding.span->end)};
    if (finding.confidence > last->confidence) *last = std::move(finding);
    last->span = both;
  }
  std::ranges::stable_sort(merged, {}, [](const Finding& each) { return std::tuple(*each.span, each.category); });
  std::vector<Finding> told;
  std::ranges::copy_if(merged, std::back_inserter(told),
                       [&](const Finding& each) { return !is_told_by(each, merged); });
  return told;
}

}  // namespace tamis::redact
