#include "redact/masks.hpp"

#include "redact/words.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace tamis::redact {
namespace {

constexpr std::size_t shortest_part = 4;  // bytes: of a name, within a longer word

const re2::RE2& contacts() {
  // Addresses of mail, of the web with or without a scheme, and telephone numbers: nine digits with a separator at
  // most between two.
  static const re2::RE2 pattern(
      R"((\S*@\S+|\S*://\S+|\bwww\.\S+|\S+\.[a-z]{2,}/\S*|\+?\(?\d(?:[ .()/-]{0,2}\d){8,14}))", re2::RE2::Quiet);
  return pattern;
}

/// A period between dates looks like a telephone number: "01/2019-12/2021".
bool is_period(std::string_view digits) {
  static const re2::RE2 pattern(R"((?:\d{1,2}[./-]){0,2}(?:19|20)\d\d\D{1,3}(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d)");
  return re2::RE2::FullMatch(digits, pattern);
}

/// Collects what one view hides.
class MaskFinder {
 public:
  MaskFinder(const ReadingText& text, const Lens& lens) : text_(text), lens_(lens), folded_(text.folded.text) {
    std::ranges::replace(folded_, '\n', ' ');
  }

  void hide(const Finding& finding) {
    if (finding.category == Category::photo) masks_.portraits = true;
    if (finding.span) hide_everywhere(*finding.span);
  }

  void hide_person(const Profile& profile) {
    masks_.portraits = masks_.pictures = true;
    const Basics& basics = profile.basics;
    for (const Value* value : {&basics.name, &basics.given_name, &basics.family_name}) hide_name(*value);
    for (const Value* value : {&basics.email, &basics.phone, &basics.url}) hide_everywhere(*value);
    for (const NetworkProfile& network : basics.profiles) {
      hide_everywhere(network.username);
      hide_everywhere(network.url);
    }
    for (const Value* value : {&basics.location.address, &basics.location.postal_code}) hide_line(*value);
    hide_here(basics.location.city);
    for (const Reference& reference : profile.references) {
      hide_name(reference.name);
      hide_here(reference.reference);
    }
    for (const Publication& publication : profile.publications) {
      for_each_value(publication, [&](const std::string&, const Value& value) { hide_here(value); });
    }
    hide_fields(profile);
    hide_contacts();
    hide_words_with_name();
  }

  Masks finish() {
    hide_echoes();
    std::vector<Span> joined;
    std::ranges::sort(spans_);
    for (const Span& span : spans_) {
      if (!joined.empty() && span.start <= joined.back().end) {
        joined.back().end = std::max(joined.back().end, span.end);
      } else if (!span.empty()) {
        joined.push_back(span);
      }
    }
    masks_.spans = std::move(joined);
    std::ranges::sort(masks_.secrets);
    const auto repeated = std::ranges::unique(masks_.secrets);
    masks_.secrets.erase(repeated.begin(), repeated.end());
    return std::move(masks_);
  }

 private:
  void hide_here(const Value& value) {
    if (value.source) spans_.push_back(*value.source);
  }

  void hide_everywhere(const Value& value) {
    if (value.source) hide_everywhere(*value.source);
  }

  /// The place, and every other where the same words stand.
  void hide_everywhere(Span span) {
    spans_.push_back(span);
    const std::string_view words = folded_slice(span);
    if (words.size() >= shortest_echo && says_something(words)) masks_.secrets.emplace_back(words);
  }

  void hide_name(const Value& value) {
    if (!value.source) return;
    hide_everywhere(*value.source);
    std::vector<std::string> parts;
    add_words(folded_slice(*value.source), parts);
    for (std::string& part : parts) {
      if (part.size() < shortest_echo) continue;
      if (part.size() >= shortest_part) names_.push_back(part);
      masks_.secrets.push_back(std::move(part));
    }
  }

  void hide_line(const Value& value) {
    if (!value.source) return;
    spans_.push_back(*value.source);
    if (const TextLine* line = text_.line_at(value.source->start)) spans_.push_back(line->span);
  }

  void hide_fields(const Profile& profile) {
    const auto hidden = [&](PolicyField field) { return lens_.policy().in(lens_.view(), field) != Treatment::keep; };
    for (const Work& work : profile.work) {
      if (hidden(PolicyField::employers)) hide_everywhere(work.name);
    }
    for (const Education& education : profile.education) {
      if (hidden(PolicyField::schools)) hide_everywhere(education.institution);
      if (!hidden(PolicyField::education_dates)) continue;
      for_each_value(education, [&](const std::string&, const Value& value) { hide_years(value); });
      hide_here(education.start_date);
      hide_here(education.end_date);
    }
  }

  /// Every year in the block of a value: a date that nobody made out tells the age as well.
  void hide_years(const Value& value) {
    if (!value.source) return;
    const TextLine* line = text_.line_at(value.source->start);
    if (line == nullptr) return;
    static const re2::RE2 year(R"(\b((?:\d{1,2}[./-]){0,2}(?:19|20)\d\d)\b)", re2::RE2::Quiet);
    for (const TextLine& other : text_.lines) {
      if (other.block != line->block) continue;
      const std::string_view words = folded_slice(other.span);
      re2::StringPiece rest(words.data(), words.size()), found;
      while (re2::RE2::FindAndConsume(&rest, year, &found)) {
        hide_folded(static_cast<std::size_t>(found.data() - folded_.data()), found.size());
      }
    }
  }

  void hide_contacts() {
    re2::StringPiece rest(folded_), found;
    while (re2::RE2::FindAndConsume(&rest, contacts(), &found)) {
      const std::string_view words(found.data(), found.size());
      if (!is_period(words)) hide_folded(static_cast<std::size_t>(found.data() - folded_.data()), found.size());
    }
  }

  /// Words such as "zoemartin87" or "martin-consulting.pdf": a part of the name within something that is no plain word.
  void hide_words_with_name() {
    for (std::size_t at = 0; at < folded_.size();) {
      const std::size_t end = std::min(folded_.find(' ', at), folded_.size());
      const std::string_view word = std::string_view(folded_).substr(at, end - at);
      const bool plain =
          std::ranges::none_of(word, [](char c) { return (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/'; });
      const auto holds = [&](const std::string& name) { return word.find(name) != word.npos; };
      if (!plain && std::ranges::any_of(names_, holds)) hide_folded(at, word.size());
      at = end + 1;
    }
  }

  void hide_echoes() {
    for (const std::string& secret : masks_.secrets) {
      for (std::size_t at = find_word(folded_, secret); at != folded_.npos;
           at = find_word(folded_, secret, at + secret.size())) {
        hide_folded(at, secret.size());
      }
    }
  }

  void hide_folded(std::size_t at, std::size_t size) {
    spans_.push_back(text_.folded.unfold({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)}));
  }

  [[nodiscard]] std::string_view folded_slice(Span span) const {
    const auto& origin = text_.folded.origin;
    const auto start = std::ranges::lower_bound(origin, span.start) - origin.begin();
    const auto end = std::ranges::lower_bound(origin, span.end) - origin.begin();
    return std::string_view(folded_).substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
  }

  const ReadingText& text_;
  const Lens& lens_;
  std::string folded_;  ///< one line
  std::vector<std::string> names_;
  std::vector<Span> spans_;
  Masks masks_;
};

}  // namespace

bool Masks::hide(Span span) const {
  const auto after = std::ranges::lower_bound(spans, span.end, {}, &Span::start);
  return after != spans.begin() && std::prev(after)->overlaps(span);
}

Masks find_masks(const std::vector<Finding>& findings, const Profile& profile, const ReadingText& text,
                 const Lens& lens) {
  MaskFinder finder(text, lens);
  for (const Finding& finding : lens.hidden(findings)) finder.hide(finding);
  if (lens.view() == View::anonymous) finder.hide_person(profile);
  return finder.finish();
}

}  // namespace tamis::redact
