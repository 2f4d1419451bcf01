#include "redact/views.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::string_view mask = "[…]";
constexpr std::size_t shortest_echo = 3;  // bytes: shorter words say little and stand everywhere

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_word(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || (c & 0x80) != 0; }

/// Case-insensitive for ASCII; at word edges. npos if there is none from `from` on.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  while (true) {
    const auto found = std::ranges::search(text.substr(from), word, {}, lower, lower);
    if (found.empty()) return text.npos;
    const auto at = static_cast<std::size_t>(found.begin() - text.begin());
    const bool starts = at == 0 || !is_word(text[at - 1]) || !is_word(word.front());
    const bool ends = at + word.size() == text.size() || !is_word(text[at + word.size()]) || !is_word(word.back());
    if (starts && ends) return at;
    from = at + 1;
  }
}

/// The value with each occurrence of the words masked.
std::string masked(std::string_view text, const std::vector<std::string>& words) {
  std::string result(text);
  for (const std::string& word : words) {
    if (word.size() < shortest_echo) continue;
    for (std::size_t at = find_word(result, word, 0); at != result.npos;
         at = find_word(result, word, at + mask.size())) {
      result.replace(at, word.size(), mask);
    }
  }
  return result;
}

bool says_something(std::string_view text) {
  std::string rest(text);
  for (std::size_t at = rest.find(mask); at != rest.npos; at = rest.find(mask)) rest.erase(at, mask.size());
  return std::ranges::any_of(rest, is_word);
}

void mask_value(Value& value, const std::vector<std::string>& words) {
  std::string text = masked(value.text.reveal(Purpose::screening), words);
  if (text == value.text.reveal(Purpose::screening)) return;
  value = says_something(text) ? Value{CandidateText(std::move(text)), {}, value.confidence} : Value{};
}

template <class Entry>
bool has_words(const Entry& entry) {
  bool found = false;
  for_each_value(entry, [&](const std::string& path, const Value&) {
    found = found || !(path.ends_with("Date") || path.ends_with("/date"));
  });
  return found;
}

template <class Entry>
void drop_hollow(std::vector<Entry>& entries) {
  for (Entry& entry : entries) {
    for_each_field<Entry>([&](const auto& each) {
      auto& member = entry.*(each.member);
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::vector<Value>>) {
        std::erase_if(member, [](const Value& value) { return value.empty(); });
      }
    });
  }
  std::erase_if(entries, [](const Entry& entry) { return !has_words(entry); });
}

void drop_hollow(Profile& profile) {
  for_each_field<Profile>([&](const auto& each) {
    auto& member = profile.*(each.member);
    if constexpr (requires { member.begin(); }) drop_hollow(member);
  });
  drop_hollow(profile.basics.profiles);
}

/// The words of all findings, longest first, so that a part does not hide the whole.
std::vector<std::string> words_of(const std::vector<Finding>& findings, const ReadingText& text) {
  std::vector<std::string> words;
  for (const Finding& finding : findings) {
    if (finding.span) words.emplace_back(text.slice(*finding.span, Purpose::screening));
  }
  std::ranges::sort(words, std::ranges::greater(), &std::string::size);
  return words;
}

/// A finding that covers a part of the value which masking cannot meet, because the value says it in other words or
/// because the part is too short: only the whole value is safe to drop.
bool hides_finding(const Value& value, const std::vector<Finding>& findings, const ReadingText& text) {
  if (!value.source) return false;
  const std::string_view own = value.text.reveal(Purpose::screening);
  return std::ranges::any_of(findings, [&](const Finding& each) {
    if (!each.span || !each.span->overlaps(*value.source)) return false;
    const std::string_view words = text.slice(*each.span, Purpose::screening);
    return words.size() < shortest_echo || find_word(own, words, 0) == own.npos;
  });
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  words.emplace_back(text);
  std::string word;
  for (const char byte : std::string(text) + ' ') {
    if (is_word(byte)) {
      word += byte;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
}

/// Everything by which the person could be recognised in another value.
std::vector<std::string> echoes_of(const Basics& basics) {
  std::vector<std::string> words;
  for (const Value* value : {&basics.name, &basics.given_name, &basics.family_name}) {
    add_words(value->text.reveal(Purpose::screening), words);
  }
  const std::string_view email = basics.email.text.reveal(Purpose::screening);
  words.emplace_back(email);
  words.emplace_back(email.substr(0, email.find('@')));
  words.emplace_back(basics.phone.text.reveal(Purpose::screening));
  words.emplace_back(basics.url.text.reveal(Purpose::screening));
  for (const NetworkProfile& profile : basics.profiles) {
    words.emplace_back(profile.username.text.reveal(Purpose::screening));
    words.emplace_back(profile.url.text.reveal(Purpose::screening));
  }
  std::ranges::sort(words, std::ranges::greater(), &std::string::size);
  return words;
}

std::string_view folded_slice(const ReadingText& text, Span span) {
  const auto& origin = text.folded.origin;
  const auto start = std::ranges::lower_bound(origin, span.start) - origin.begin();
  const auto end = std::ranges::lower_bound(origin, span.end) - origin.begin();
  return std::string_view(text.folded.text)
      .substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
}

/// Where the folded source of a value holds a part of the folded name that masking did not meet, the value goes.
void drop_unmasked_names(Profile& profile, const Basics& named, const ReadingText& text) {
  std::vector<std::string> names;
  for (const Value* value : {&named.name, &named.given_name, &named.family_name}) {
    if (value->source) add_words(folded_slice(text, *value->source), names);
  }
  for_each_value(profile, [&](const std::string&, Value& value) {
    if (!value.source) return;
    const std::string_view folded = folded_slice(text, *value.source);
    if (masked(folded, names) != folded) value = Value{};
  });
}

}  // namespace

Record client_view(const Record& full, const std::vector<Finding>& findings, const ReadingText& text) {
  Record view = full;
  view.text.reset();
  view.document.photo.clear();
  const std::vector<std::string> words = words_of(findings, text);
  for_each_value(*view.profile, [&](const std::string&, Value& value) {
    if (hides_finding(value, findings, text)) {
      value = Value{};
    } else {
      mask_value(value, words);
    }
  });
  drop_hollow(*view.profile);
  view.evidence = collect_evidence(*view.profile, text);

  std::vector<RecordFinding> told;
  for (const RecordFinding& finding : *full.findings) {
    if (finding.basis == Basis::gdpr_9 || finding.basis == Basis::gdpr_10) continue;
    RecordFinding bare;
    bare.category = finding.category;
    bare.basis = finding.basis;
    bare.confidence = finding.confidence;
    bare.rule = finding.rule;
    bare.reason = finding.reason;
    bare.disclosure = finding.disclosure;
    told.push_back(std::move(bare));
  }
  view.findings = std::move(told);
  return view;
}

Record anonymous_view(const Record& client, const Profile& original, const ReadingText& text) {
  Record view = client;
  view.document.name = CandidateText();
  view.document.sha256.clear();
  view.evidence.emplace();
  view.findings.emplace();

  Profile& profile = *view.profile;
  Basics kept;
  kept.label = profile.basics.label;
  kept.summary = profile.basics.summary;
  kept.location.region = profile.basics.location.region;
  kept.location.country_code = profile.basics.location.country_code;
  profile.basics = std::move(kept);
  profile.references.clear();
  profile.publications.clear();
  for (Education& education : profile.education) education.start_date = education.end_date = Value{};
  for (Certificate& certificate : profile.certificates) certificate.url = Value{};
  for (Project& project : profile.projects) project.url = Value{};

  const std::vector<std::string> echoes = echoes_of(original.basics);
  for_each_value(profile, [&](const std::string&, Value& value) { mask_value(value, echoes); });
  drop_unmasked_names(profile, original.basics, text);
  for_each_value(profile, [&](const std::string&, Value& value) { value.source.reset(); });
  drop_hollow(profile);
  return view;
}

}  // namespace tamis::redact
