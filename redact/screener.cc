#include "redact/screener.hpp"

#include "core/embedded.hpp"
#include "redact/attribution.hpp"
#include "redact/clearance.hpp"
#include "redact/consent.hpp"
#include "redact/fingerprint.hpp"
#include "redact/instructions.hpp"
#include "redact/lens.hpp"
#include "redact/matcher.hpp"
#include "redact/numbers.hpp"
#include "redact/sections.hpp"
#include "redact/shadow.hpp"
#include "redact/titles.hpp"
#include "redact/views.hpp"
#include "redact/vocabulary.hpp"

#include <algorithm>
#include <span>

namespace tamis::redact {

std::span<const EmbeddedFile> rule_files();
std::span<const EmbeddedFile> instruction_files();
std::span<const EmbeddedFile> consent_files();
std::span<const EmbeddedFile> title_files();

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view marks = " \n\t,;:|";
  const std::size_t start = text.find_first_not_of(marks);
  return start == text.npos ? std::string_view() : text.substr(start, text.find_last_not_of(marks) - start + 1);
}

/// Without white space and separators at its ends; nothing if nothing is left.
std::optional<Span> trimmed(const ReadingText& text, Span span) {
  const std::string_view whole = text.slice(span, Purpose::screening);
  const std::string_view inner = trimmed(whole);
  if (inner.empty()) return std::nullopt;
  const auto start = span.start + static_cast<std::uint32_t>(inner.data() - whole.data());
  return Span{start, start + static_cast<std::uint32_t>(inner.size())};
}

std::vector<Finding> find_photos(const Document& document) {
  std::vector<Finding> photos;
  for (std::size_t page = 0; page < document.pages.size(); ++page) {
    for (const PlacedImage& image : document.pages[page].images) {
      if (!image.portrait) continue;
      Finding photo;
      photo.category = Category::photo;
      photo.page = document.paged ? static_cast<std::int32_t>(page + 1) : 0;
      photo.box = image.box;
      photo.confidence = image.confidence;
      photo.rule = "any.photo.portrait";
      photo.reason = "An image of the document shows a face.";
      photos.push_back(std::move(photo));
    }
  }
  return photos;
}

/// What a consent clause lists ("including data on health") is nobody's data; a number in it is somebody's all the
/// same.
bool is_told_in(const std::vector<ConsentClause>& clauses, const Finding& finding) {
  return basis_of(finding.category) != Basis::identifier &&
         std::ranges::any_of(clauses, [&](const ConsentClause& clause) { return clause.span.contains(*finding.span); });
}

std::string grounds_of(const std::vector<Warning>& doubts, const std::vector<Finding>& findings) {
  std::string grounds;
  const auto add = [&](std::string_view name, auto... numbers) {
    grounds.append(name);
    ((grounds.append(" ").append(std::to_string(numbers))), ...);
    grounds += '\n';
  };
  for (const Warning& doubt : doubts) add(to_name(doubt.code), doubt.page.value_or(0));
  for (const Finding& finding : findings) {
    const Span span = finding.span.value_or(Span{});
    add(to_name(finding.category), finding.page, span.start, span.end);
  }
  return grounds;
}

bool must_wait(const std::vector<Finding>& findings, const Policy& policy) {
  return std::ranges::any_of(findings, [&](const Finding& each) { return policy.holds(each.category); });
}

}  // namespace

struct Screener::Rules {
  RuleBook book;
  Matcher matcher;
  Vocabulary vocabulary;
  MachineInstructions instructions;
  ConsentClauses consent;
  Titles titles;
  Policy policy;
  std::string version;

  void find(const Shadow& shadow, const Sections& sections, std::string language,
            std::vector<Finding>& findings) const {
    const Attribution attribution(book, matcher, shadow, sections, std::move(language));
    std::ranges::move(attribution.judge(matcher.match(shadow)), std::back_inserter(findings));
    for (const NumberHit& hit : find_numbers(shadow, book, matcher)) {
      const NumberRule& rule = book.numbers[hit.number];
      findings.push_back({rule.category, shadow.unfold(hit.span), 0, {}, {}, hit.confidence, rule.id, rule.reason, {}});
    }
  }
};

Screener::Screener(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;

Result<Screener> Screener::load(const TextFolder& folder, Policy policy) {
  auto book = read_rules(rule_files(), folder);
  if (!book) return std::unexpected(book.error());
  auto matcher = Matcher::compile(*book);
  if (!matcher) return std::unexpected(matcher.error());
  auto instructions = MachineInstructions::read(instruction_files().front().content);
  if (!instructions) return std::unexpected(instructions.error());
  auto consent = ConsentClauses::read(consent_files().front().content, folder);
  if (!consent) return std::unexpected(consent.error());
  auto titles = Titles::read(title_files().front().content);
  if (!titles) return std::unexpected(titles.error());
  Vocabulary vocabulary(*book);
  std::string version = "rules " + fingerprint({rule_files(), instruction_files(), consent_files(), title_files()}) +
                        " " + policy.version();
  return Screener(std::make_unique<Rules>(std::move(*book), std::move(*matcher), std::move(vocabulary),
                                          std::move(*instructions), std::move(*consent), std::move(*titles),
                                          std::move(policy), std::move(version)));
}

std::vector<Finding> Screener::find(const Document& document, const ReadingText& text, const Profile& profile) const {
  const Sections sections(text, profile, rules_->book);
  std::vector<Finding> findings;
  const Shadow shadow(text);
  rules_->find(shadow, sections, text.language(), findings);
  if (shadow.has_spaced_words()) {
    for (const auto spacing : {Shadow::Spacing::first_apart, Shadow::Spacing::last_apart}) {
      rules_->find(Shadow(text, spacing), sections, text.language(), findings);
    }
  }
  if (std::ranges::any_of(text.words, [](const TextWord& word) { return word.confidence < 1; })) {
    rules_->find(shadow.corrected(rules_->vocabulary), sections, text.language(), findings);
  }
  const std::vector<ConsentClause> clauses = rules_->consent.find_in(shadow);
  std::erase_if(findings, [&](Finding& finding) {
    finding.span = trimmed(text, *finding.span);
    return !finding.span || is_told_in(clauses, finding);
  });
  findings = merge(std::move(findings), text);
  for (Finding& finding : findings) finding.path = sections.path_at(*finding.span);
  std::ranges::move(find_photos(document), std::back_inserter(findings));
  return findings;
}

Screened Screener::screen(const Document& document, const ReadingText& text, const Profile& profile,
                          RecordDocument about, bool with_text, const Choices& choices) const {
  const std::vector<Finding> findings = find(document, text, profile);
  std::vector<Warning> doubts = find_doubts(document, text, rules_->book.languages);
  if (must_wait(findings, rules_->policy)) doubts.push_back({WarningCode::held_by_policy, std::nullopt});

  std::vector<Warning> warnings = doubts;
  if (rules_->instructions.found_in(text)) warnings.push_back({WarningCode::machine_instructions, std::nullopt});

  Record complete;
  complete.document = describe(document, text, findings, warnings, std::move(about));
  complete.profile = profile;
  complete.evidence = collect_evidence(profile, text);
  complete.findings = to_record(findings, text);
  if (with_text) complete.text = text.text;

  const auto lens = [&](View view) { return Lens(view, rules_->policy, choices, text); };
  Record client = client_view(complete, findings, text, lens(View::client));
  Record anonymous = anonymous_view(complete, findings, text, lens(View::anonymous), rules_->titles);
  Record full = full_view(std::move(complete), findings, text, lens(View::full));
  full.document.consent_clauses = to_record(rules_->consent.find_in(Shadow(text)), text);
  return Screened(std::move(full), std::move(client), std::move(anonymous), doubts.empty(), rules_->version,
                  grounds_of(doubts, findings));
}

Masks Screener::masks(const Document& document, const ReadingText& text, const Profile& profile, View view,
                      const Choices& choices) const {
  return find_masks(find(document, text, profile), profile, text, Lens(view, rules_->policy, choices, text));
}

const std::string& Screener::version() const { return rules_->version; }

const Policy& Screener::policy() const { return rules_->policy; }

}  // namespace tamis::redact
