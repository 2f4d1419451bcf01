#include "normalize/contact.hpp"

#include "normalize/links.hpp"
#include "normalize/names.hpp"
#include "normalize/phones.hpp"
#include "normalize/places.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace tamis::normalize {
namespace {

/// Lines that follow each other in one region, with what was found on them.
struct Passage {
  Piece piece;
  SectionKind kind = SectionKind::other;
  std::vector<Link> links;
  std::vector<Span> claimed;  ///< bytes of the reading text that are links or numbers
};

bool is_head(SectionKind kind) {
  return kind == SectionKind::header || kind == SectionKind::contact || kind == SectionKind::personal;
}

/// Sections about other people and organisations: their addresses are not the person's.
bool is_about_others(SectionKind kind) {
  return kind == SectionKind::references || kind == SectionKind::work || kind == SectionKind::education ||
         kind == SectionKind::volunteer || kind == SectionKind::projects || kind == SectionKind::publications;
}

void add_annotations(const ReadingText& text, std::size_t index, std::vector<Link>& links) {
  const auto& line = text.lines[index];
  if (line.link.empty()) return;
  auto link = read_annotation(line.link, line.span);
  if (!link) return;
  const bool known = std::ranges::any_of(links, [&](const Link& other) {
    return other.kind == link->kind && (other.value.text == link->value.text || other.written.overlaps(link->written));
  });
  if (!known) links.push_back(std::move(*link));
}

Passage read_passage(const ReadingText& text, SectionKind kind, std::span<const std::size_t> lines) {
  Passage passage;
  passage.kind = kind;
  passage.piece = piece_of(text, Span{text.lines[lines.front()].span.start, text.lines[lines.back()].span.end});
  passage.links = find_links(passage.piece);
  for (const auto& link : passage.links) passage.claimed.push_back(link.written);
  for (const auto line : lines) {
    for (const auto& element : split(piece_of(text, text.lines[line]), ",;|•·")) {
      auto labelled = read_labelled_profile(element);
      if (!labelled) continue;
      passage.claimed.push_back(labelled->written);
      passage.links.push_back(std::move(*labelled));
    }
    add_annotations(text, line, passage.links);
  }
  return passage;
}

std::vector<Passage> read_passages(const ReadingText& text, std::span<const Section> sections) {
  std::vector<Passage> passages;
  for (const auto& section : sections) {
    const std::span lines(section.lines);
    for (std::size_t start = 0, i = 1; start < lines.size(); ++i) {
      const bool goes_on = i < lines.size() && lines[i] == lines[i - 1] + 1 &&
                           text.lines[lines[i]].region == text.lines[lines[start]].region &&
                           text.lines[lines[i]].page == text.lines[lines[start]].page;
      if (goes_on) continue;
      passages.push_back(read_passage(text, section.kind, lines.subspan(start, i - start)));
      start = i;
    }
  }
  std::ranges::stable_sort(passages, {}, [](const Passage& passage) { return is_head(passage.kind) ? 0 : 1; });
  return passages;
}

/// Signs that part the items of a contact line: "|", bullets, and the icons of symbol fonts (private use letters).
std::size_t separator_size(std::string_view words, std::size_t at) {
  if (words[at] == '|') return 1;
  if (words.substr(at).starts_with("•")) return std::string_view("•").size();
  if (words.substr(at).starts_with("·")) return std::string_view("·").size();
  const auto byte = static_cast<unsigned char>(words[at]);
  const bool icon =
      byte == 0xEE || (byte == 0xEF && at + 1 < words.size() && static_cast<unsigned char>(words[at + 1]) < 0xA4);
  return icon ? std::min<std::size_t>(3, words.size() - at) : 0;
}

void cut_at_separators(const Piece& piece, std::vector<Piece>& segments) {
  const auto words = piece.words();
  std::size_t start = 0;
  for (std::size_t i = 0; i <= words.size();) {
    const auto size = i < words.size() ? separator_size(words, i) : 1;
    if (size > 0) {
      if (const auto part = piece.part(start, i).trimmed(); !part.empty()) segments.push_back(part);
      start = std::min(i + size, words.size());
    }
    i += std::max<std::size_t>(size, 1);
  }
}

/// What is left of a passage beside links and numbers, item by item.
std::vector<Piece> unclaimed_segments(const Passage& passage) {
  auto claimed = passage.claimed;
  std::ranges::sort(claimed);
  std::vector<Piece> segments;
  auto start = passage.piece.folded.start;
  for (const auto& span : claimed) {
    const auto taken = piece_of(*passage.piece.source, span).folded;
    if (taken.start > start) cut_at_separators({passage.piece.source, {start, taken.start}}, segments);
    start = std::max(start, taken.end);
  }
  if (passage.piece.folded.end > start)
    cut_at_separators({passage.piece.source, {start, passage.piece.folded.end}}, segments);
  return segments;
}

/// Each line, and with the next one if it ends in a comma.
std::vector<Piece> lines_of(const Piece& segment) {
  std::vector<Piece> lines;
  const auto words = segment.words();
  for (std::size_t start = 0; start < words.size();) {
    auto end = std::min(words.find('\n', start), words.size());
    if (end > start && words[end - 1] == ',') end = std::min(words.find('\n', end + 1), words.size());
    if (const auto line = segment.part(start, end); !line.trimmed().empty()) lines.push_back(line.trimmed());
    start = end + 1;
  }
  return lines;
}

}  // namespace

struct ContactReader::Parts {
  PlaceReader places;
  NameReader names;
  Phrases<bool> phone_labels, address_labels;

  explicit Parts(const LanguagePacks& packs) : places(packs), names(packs) {
    for (const auto& pack : packs) {
      for (const auto& term : pack.terms("contact", "phone")) phone_labels.add(term, true);
      for (const auto& term : pack.terms("contact", "address")) address_labels.add(term, true);
    }
  }

  [[nodiscard]] std::optional<Place> find_town(const Piece& segment) const {
    for (const auto& line : lines_of(segment)) {
      const auto label = address_labels.match_at(line.words(), 0);
      const bool labelled = label && line.from(label->size).words().starts_with(':');
      const auto place = places.read_town(labelled ? line.from(label->size).trimmed() : line, labelled);
      if (place) return place;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Place> find_place(std::span<const Passage> passages) const {
    std::optional<Place> town;
    for (const auto& passage : passages) {
      if (!is_head(passage.kind)) break;
      for (const auto& segment : unclaimed_segments(passage)) {
        if (auto address = places.find_address(segment)) return address;
        if (!town) town = find_town(segment);
      }
    }
    return town;
  }

  /// The countries whose numbers the text is likely to hold: the person's first, then those of the language.
  [[nodiscard]] std::vector<std::string> regions(const std::optional<Place>& place, std::string_view language) const {
    std::vector<std::string> regions;
    if (place && !place->country.empty()) regions.push_back(place->country);
    if (place && !place->code_country.empty()) regions.push_back(place->code_country);
    if (place) {
      if (const auto country = places.country_of_town(place->city.words()); !country.empty())
        regions.emplace_back(country);
    }
    const auto usual = regions_of_language(language);
    regions.insert(regions.end(), usual.begin(), usual.end());
    if (regions.empty()) regions.emplace_back("ZZ");
    return regions;
  }

  [[nodiscard]] Value find_phone(std::vector<Passage>& passages, std::span<const std::string> regions) const {
    std::vector<Phone> head, elsewhere;
    for (auto& passage : passages) {
      if (!head.empty() && !is_head(passage.kind)) break;
      if (is_about_others(passage.kind)) continue;
      for (auto& phone : find_phones(passage.piece, regions, phone_labels)) {
        const auto span = phone.written.span();
        if (std::ranges::any_of(passage.links, [&](const Link& link) { return link.written.overlaps(span); })) continue;
        passage.claimed.push_back(span);
        if (!phone.valid && !is_head(passage.kind)) continue;
        (is_head(passage.kind) ? head : elsewhere).push_back(std::move(phone));
      }
    }
    const auto& phones = head.empty() ? elsewhere : head;
    if (phones.empty()) return {};
    const auto valid = std::ranges::find(phones, true, &Phone::valid);
    return valid == phones.end() ? phones.front().value : valid->value;
  }
};

namespace {

Value find_mail(std::span<const Passage> passages) {
  for (const bool anywhere : {false, true}) {
    for (const auto& passage : passages) {
      if (passage.kind == SectionKind::references || (!anywhere && is_about_others(passage.kind))) continue;
      const auto mail = std::ranges::find(passage.links, Link::Kind::mail, &Link::kind);
      if (mail != passage.links.end()) return mail->value;
    }
  }
  return {};
}

void add_links(std::span<const Passage> passages, Basics& basics) {
  for (const auto& passage : passages) {
    const bool own = is_head(passage.kind) || passage.kind == SectionKind::other;
    for (const auto& link : passage.links) {
      if (!own || link.kind == Link::Kind::mail) continue;
      if (link.kind == Link::Kind::site) {
        if (basics.url.empty() && is_head(passage.kind)) basics.url = link.value;
        continue;
      }
      const bool known = std::ranges::any_of(basics.profiles, [&](const auto& other) {
        return other.network == link.network && other.username.text == link.username.text;
      });
      if (!known) basics.profiles.push_back({link.network, link.username, link.value});
    }
  }
}

Location to_location(const Place& place) {
  Location location;
  const auto value = [&](const Piece& piece) { return piece.empty() ? Value{} : piece.value(place.confidence); };
  location.address = value(place.address);
  location.postal_code = value(place.postal_code);
  location.city = value(place.city);
  location.region = value(place.region);
  if (!place.country.empty()) location.country_code = Derived(place.country);
  return location;
}

std::string local_part(const Value& mail, const TextFolder& folder) {
  const auto address = mail.text.reveal(Purpose::normalization);
  return folder.fold_term(address.substr(0, address.find('@')));
}

}  // namespace

ContactReader::ContactReader(const LanguagePacks& packs, const TextFolder& folder)
    : parts_(std::make_unique<Parts>(packs)), folder_(&folder) {}
ContactReader::~ContactReader() = default;

Basics ContactReader::read(const ReadingText& text, std::span<const Section> sections) const {
  auto passages = read_passages(text, sections);
  Basics basics;
  basics.email = find_mail(passages);
  const auto regions = parts_->regions(parts_->find_place(passages), text.language());
  basics.phone = parts_->find_phone(passages, regions);
  if (const auto place = parts_->find_place(passages)) basics.location = to_location(*place);
  add_links(passages, basics);
  auto person = parts_->names.find(text, sections, local_part(basics.email, *folder_));
  basics.name = std::move(person.name);
  basics.given_name = std::move(person.given_name);
  basics.family_name = std::move(person.family_name);
  return basics;
}

}  // namespace tamis::normalize
