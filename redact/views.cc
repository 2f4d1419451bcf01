#include "redact/views.hpp"

#include "redact/words.hpp"

#include <algorithm>

namespace tamis::redact {
namespace {

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

/// The words of findings, longest first, so that a part does not hide the whole.
std::vector<std::string> words_of(const std::vector<Finding>& findings, const Lens& lens) {
  std::vector<std::string> words;
  for (const Finding& finding : findings) {
    if (finding.span) words.emplace_back(lens.words(finding));
  }
  std::ranges::sort(words, std::ranges::greater(), &std::string::size);
  return words;
}

/// A finding covers a part of the value which masking cannot meet, because the value says it in other words or
/// because the part is too short, or that the policy drops: only the whole value is safe to drop.
bool must_go(const Value& value, const std::vector<Finding>& hidden, const Lens& lens) {
  if (!value.source) return false;
  const std::string_view own = value.text.reveal(Purpose::screening);
  return std::ranges::any_of(hidden, [&](const Finding& each) {
    if (!each.span || !each.span->overlaps(*value.source)) return false;
    const std::string_view words = lens.words(each);
    return lens.treatment(each) >= Treatment::drop || words.size() < shortest_echo || find_word(own, words) == own.npos;
  });
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

/// A code tells what the title tells from which it follows: it goes where masking changed the title that `told` has.
void drop_codes_of_masked(Profile& profile, const Profile& told) {
  if (profile.basics.label.text != told.basics.label.text) profile.basics.occupation = {};
  for (std::size_t i = 0; i < profile.work.size(); ++i) {
    if (profile.work[i].position.text != told.work[i].position.text) profile.work[i].occupation = {};
  }
}

void hide(Profile& profile, const std::vector<Finding>& hidden, const Lens& lens) {
  const Profile told = profile;
  const std::vector<std::string> words = words_of(hidden, lens);
  for_each_value(profile, [&](const std::string&, Value& value) {
    if (must_go(value, hidden, lens)) {
      value = Value{};
    } else {
      mask_value(value, words);
    }
  });
  drop_codes_of_masked(profile, told);
  drop_hollow(profile);
}

RecordFinding without_words(const Finding& finding) {
  RecordFinding bare;
  bare.category = finding.category;
  bare.basis = basis_of(finding.category);
  bare.confidence = finding.confidence;
  bare.rule = finding.rule;
  bare.reason = finding.reason;
  bare.disclosure = finding.disclosure;
  return bare;
}

/// Of a hidden finding, whether the view says that it was there. A client is told no category of Art. 9 and 10, because
/// its name tells what the client must not know.
bool is_told(const Finding& finding, const Lens& lens) {
  if (lens.view() == View::full && lens.removed(finding)) return true;
  if (lens.treatment(finding) >= Treatment::drop) return false;
  const Basis basis = basis_of(finding.category);
  return lens.view() == View::full || (basis != Basis::gdpr_9 && basis != Basis::gdpr_10);
}

/// Findings in the order in which they are given: a candidate chooses by their number.
std::vector<RecordFinding> told(const std::vector<Finding>& findings, const Lens& lens, const ReadingText& text) {
  std::vector<Finding> kept;
  std::vector<RecordFinding> bare;
  for (const Finding& finding : findings) {
    if (lens.treatment(finding) == Treatment::keep) {
      kept.push_back(finding);
    } else if (is_told(finding, lens)) {
      bare.push_back(without_words(finding));
    }
  }
  std::vector<RecordFinding> all = to_record(kept, text);
  if (lens.view() == View::client) {
    for (RecordFinding& finding : all)
      finding.start = finding.end = std::nullopt;  // there is no text that they count in
  }
  std::ranges::move(bare, std::back_inserter(all));
  return all;
}

void drop_field(PolicyField field, Profile& profile) {
  switch (field) {
    case PolicyField::employers:
      for (Work& work : profile.work) work.name = Value{};
      return;
    case PolicyField::schools:
      for (Education& education : profile.education) education.institution = Value{};
      return;
    case PolicyField::education_dates:
      for (Education& education : profile.education) education.start_date = education.end_date = Value{};
      return;
  }
}

void drop_fields(Profile& profile, const Lens& lens) {
  for (const PolicyField field : {PolicyField::employers, PolicyField::schools, PolicyField::education_dates}) {
    if (lens.policy().in(lens.view(), field) != Treatment::keep) drop_field(field, profile);
  }
}

/// What names somebody, as other values may repeat it.
void add_names(const Profile& profile, const Lens& lens, std::vector<std::string>& words) {
  const auto add = [&](const Value& value) { words.emplace_back(value.text.reveal(Purpose::screening)); };
  if (lens.policy().in(lens.view(), PolicyField::employers) != Treatment::keep) {
    for (const Work& work : profile.work) add(work.name);
  }
  if (lens.policy().in(lens.view(), PolicyField::schools) != Treatment::keep) {
    for (const Education& education : profile.education) add(education.institution);
  }
  for (const Reference& reference : profile.references) add(reference.name);
}

bool is_address(std::string_view word) {
  return word.find('@') != word.npos || word.find("://") != word.npos || word.starts_with("www.");
}

/// With every address of mail and of the web masked.
std::string without_addresses(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    result += is_address(word) ? mask : word;
    if (end < text.size()) result += text[end];
    at = end + 1;
  }
  return result;
}

void replace(Value& value, std::string text) {
  value.text = CandidateText(std::move(text));
  if (!says_something(value.text.reveal(Purpose::screening))) value = Value{};
}

void neutralise(Profile& profile, const Titles& titles, const std::string& language) {
  std::vector<std::string> own;
  const auto neutral = [&](Value& value) {
    own.emplace_back(value.text.reveal(Purpose::screening));
    value.text = CandidateText(titles.neutral(own.back(), language));
  };
  neutral(profile.basics.label);
  for (Work& work : profile.work) neutral(work.position);
  for (Volunteer& volunteer : profile.volunteer) neutral(volunteer.position);
  const auto neutral_text = [&](Value& value) {
    value.text = CandidateText(titles.neutral_text(value.text.reveal(Purpose::screening), language, own));
  };
  neutral_text(profile.basics.summary);
  const auto neutral_texts = [&](auto& entries) {
    for (auto& entry : entries) {
      neutral_text(entry.summary);
      std::ranges::for_each(entry.highlights, neutral_text);
    }
  };
  neutral_texts(profile.work);
  neutral_texts(profile.volunteer);
  for (Project& project : profile.projects) {
    neutral_text(project.description);
    std::ranges::for_each(project.highlights, neutral_text);
  }
  for_each_value(profile, [&](const std::string&, Value& value) {
    replace(value, titles.without_civility(without_addresses(value.text.reveal(Purpose::screening))));
  });
}

}  // namespace

Record full_view(Record complete, const std::vector<Finding>& findings, const ReadingText& text, const Lens& lens) {
  const std::vector<Finding> hidden = lens.hidden(findings);
  if (hidden.empty()) return complete;
  complete.text.reset();
  hide(*complete.profile, hidden, lens);
  complete.evidence = collect_evidence(*complete.profile, text);
  complete.findings = told(findings, lens, text);
  return complete;
}

Record client_view(const Record& complete, const std::vector<Finding>& findings, const ReadingText& text,
                   const Lens& lens) {
  const std::vector<Finding> hidden = lens.hidden(findings);
  Record view = complete;
  view.text.reset();
  if (std::ranges::any_of(hidden, [](const Finding& each) { return each.category == Category::photo; })) {
    view.document.photo.clear();
  }
  const std::string_view name = view.document.name.reveal(Purpose::screening);
  if (masked(name, words_of(hidden, lens)) != name) view.document.name = CandidateText();
  hide(*view.profile, hidden, lens);
  drop_fields(*view.profile, lens);
  drop_hollow(*view.profile);
  view.evidence = collect_evidence(*view.profile, text);
  view.findings = told(findings, lens, text);
  return view;
}

Record anonymous_view(const Record& complete, const std::vector<Finding>& findings, const ReadingText& text,
                      const Lens& lens, const Titles& titles) {
  const Profile& original = *complete.profile;
  Record view = client_view(complete, findings, text, lens);
  view.document.name = CandidateText();
  view.document.sha256.clear();
  view.document.photo.clear();
  view.evidence.emplace();
  view.findings.emplace();

  Profile& profile = *view.profile;
  Basics kept;
  kept.label = profile.basics.label;
  kept.occupation = profile.basics.occupation;
  kept.summary = profile.basics.summary;
  kept.location.region = profile.basics.location.region;
  kept.location.country_code = profile.basics.location.country_code;
  profile.basics = std::move(kept);
  profile.references.clear();
  profile.publications.clear();
  for (Certificate& certificate : profile.certificates) certificate.url = Value{};
  for (Project& project : profile.projects) project.url = Value{};

  std::vector<std::string> echoes = echoes_of(original.basics);
  add_names(original, lens, echoes);
  std::ranges::sort(echoes, std::ranges::greater(), &std::string::size);
  const Profile unmasked = profile;
  for_each_value(profile, [&](const std::string&, Value& value) { mask_value(value, echoes); });
  drop_unmasked_names(profile, original.basics, text);
  drop_codes_of_masked(profile, unmasked);
  neutralise(profile, titles, view.document.language);
  for_each_value(profile, [&](const std::string&, Value& value) { value.source.reset(); });
  drop_hollow(profile);
  return view;
}

}  // namespace tamis::redact
