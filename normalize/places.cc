#include "normalize/places.hpp"

#include "normalize/gazetteer.hpp"
#include "normalize/text_folder.hpp"

#include <re2/re2.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <vector>

namespace tamis::normalize {
namespace {

constexpr std::size_t most_words_of_a_town = 5;

struct PostalForm {
  std::string country;  ///< empty if several have such codes
  std::unique_ptr<re2::RE2> pattern;
  bool town_follows = true;
  bool names_country = false;  ///< "A-6020"
  bool weak = false;           ///< four bare digits may be a year: a known town or country must support them
};

std::size_t count_words(std::string_view text) {
  return text.empty() ? 0 : 1 + std::ranges::count_if(text, [](char c) { return c == ' ' || c == '\n'; });
}

bool stands_alone(std::string_view words, std::size_t start, std::size_t end) {
  const auto joins = [](char c) { return is_word_byte(c) && !(c & 0x80); };
  if (start > 0 && (joins(words[start - 1]) || words[start - 1] == '-')) return false;
  if (start > 1 && words[start - 1] == ' ' && is_digit(words[start - 2]) && is_digit(words[start])) return false;
  return end >= words.size() || !(joins(words[end]) || words[end] == '-' || words[end] == '/');
}

/// Words that can be a town's name: letters only, written with a capital, not too many.
bool like_a_town(const Piece& piece) {
  const auto words = piece.words();
  if (words.empty() || count_words(words) > most_words_of_a_town || std::ranges::any_of(words, is_digit)) return false;
  if (words.find_first_of("@:") != std::string_view::npos) return false;
  return begins_upper_case(piece.text()) || words.front() == '\'';
}

/// The element that begins at `start`: up to a comma, bracket, spaced dash or line break.
Piece element_at(const Piece& piece, std::size_t start) {
  const auto words = piece.words();
  while (start < words.size() && std::string_view(" \n,(-").find(words[start]) != std::string_view::npos) ++start;
  const auto end = std::min({words.find_first_of(",;()\n|+", start), words.find(" - ", start), words.size()});
  return piece.part(start, end).trimmed();
}

std::size_t offset_in(const Piece& piece, const Piece& part) { return part.folded.start - piece.folded.start; }
std::size_t end_in(const Piece& piece, const Piece& part) { return part.folded.end - piece.folded.start; }

/// What stands before `end` since the last of `stops`.
Piece element_before(const Piece& piece, std::size_t end, std::string_view stops) {
  const auto start = piece.words().substr(0, end).find_last_of(stops);
  return piece.part(start == std::string_view::npos ? 0 : start + 1, end).trimmed();
}

Piece without_label(const Piece& piece) {
  const auto colon = piece.words().rfind(": ");
  return colon == std::string_view::npos ? piece : piece.from(colon + 1).trimmed();
}

/// The street: on the line of the town before it, else the line above if that has a number.
Piece street_before(const Piece& piece, std::size_t end) {
  auto street = element_before(piece, end, "\n");
  if (!street.empty()) return without_label(street);
  const auto above = piece.until(end).trimmed();
  if (above.empty()) return {piece.source, {}};
  street = without_label(element_before(above, above.size(), "\n"));
  const bool numbered = std::ranges::any_of(street.words(), is_digit);
  return numbered && street.words().find('@') == std::string_view::npos ? street : Piece{piece.source, {}};
}

}  // namespace

/// "A-6020": the country stands before the code.
void read_prefix(std::string_view code, const std::string& country, Place& place) {
  place.postal_code = place.postal_code.from(code.find_first_of("0123456789"));
  place.country = country;
}

struct PlaceReader::Facts {
  Phrases<std::string> towns;  ///< and the country of each
  Phrases<std::string> countries;
  std::vector<PostalForm> forms;

  [[nodiscard]] bool is_town(const Piece& piece) const { return towns.find(piece.words()) != nullptr; }

  void add_towns(const TextFolder& folder) {
    for (const auto& row : gazetteer("cities.tsv")) {
      for (const auto name : cells(row[1], ';')) towns.add(folder.fold_term(name), std::string(row[0]));
    }
  }

  void add_countries(const LanguagePacks& packs, const TextFolder& folder) {
    for_each_term(packs, "places.countries",
                  [&](const auto& code, const auto& term, const auto&) { countries.add(term, code); });
    for (const auto* code = icu::Locale::getISOCountries(); *code; ++code) {
      const icu::Locale country("", *code);
      for (const auto& pack : packs) {
        icu::UnicodeString name;
        std::string utf8;
        country.getDisplayCountry(icu::Locale(pack.code.c_str()), name).toUTF8String(utf8);
        countries.add(folder.fold_term(utf8), *code);
      }
    }
  }

  void add_postal_forms() {
    for (const auto& row : gazetteer("postal_codes.tsv")) {
      forms.push_back({std::string(row[0]), std::make_unique<re2::RE2>("(" + std::string(row[1]) + ")"),
                       row[2] == "after", row[1].find("?- ?)") != std::string_view::npos, row[1] == R"(\d{4})"});
    }
  }

  /// Region and country in what follows the town or the postal code; at most two elements.
  void read_rest(const Piece& piece, std::size_t start, Place& place) const {
    for (int i = 0; i < 2 && start < piece.size(); ++i) {
      const auto words = piece.words().substr(start);
      const auto stop = words.find_first_not_of(" \n");
      const bool goes_on =
          stop != std::string_view::npos && (words[stop] == ',' || words[stop] == '(' || words[stop] == '-');
      const auto element = element_at(piece, start);
      if (element.empty()) return;
      if (const auto* code = countries.find(element.words())) {
        place.country = *code;
        return;
      }
      if (!goes_on || !place.region.empty() || !like_a_town(element)) return;
      place.region = element;
      start = std::min<std::size_t>(end_in(piece, element) + 1, piece.size());
    }
  }

  /// "Harlow, Essex, England": do a region and a country follow the town?
  [[nodiscard]] bool ends_with_country(const Piece& piece, const Piece& town) const {
    const auto elements = split(piece, ",");
    return elements.size() == 3 && elements.front().folded == town.folded && like_a_town(elements[1]) &&
           countries.contains(elements.back().words());
  }

  [[nodiscard]] std::optional<Place> town_after(const Piece& piece, std::size_t start, std::size_t end) const {
    Place place{.address = {},
                .postal_code = piece.part(start, end),
                .city = element_at(piece, end),
                .region = {},
                .country = {},
                .code_country = {}};
    if (!like_a_town(place.city)) return std::nullopt;
    place.address = street_before(piece, start);
    read_rest(piece, end_in(piece, place.city), place);
    return place;
  }

  /// "12 High Street, Leeds LS1 1AA", "Plymouth, Devon, PL4 3NN".
  [[nodiscard]] std::optional<Place> town_before(const Piece& piece, std::size_t start, std::size_t end) const {
    auto head = piece.until(start).trimmed();
    Place place{.address = {},
                .postal_code = piece.part(start, end),
                .city = element_before(head, head.size(), ",\n:("),
                .region = {},
                .country = {},
                .code_country = {}};
    if (place.city.empty()) return std::nullopt;
    if (!is_town(place.city)) take_known_town(head, place);
    if (!like_a_town(place.city)) return std::nullopt;
    place.address = street_before(piece, offset_in(piece, place.city));
    read_rest(piece, end, place);
    return place;
  }

  /// The town may stand one element earlier, before its county, or end an element without a comma.
  void take_known_town(const Piece& head, Place& place) const {
    const auto start = offset_in(head, place.city);
    const auto left = head.until(start).trimmed();
    const auto earlier = element_before(left, left.size(), ",\n:(");
    if (!earlier.empty() && is_town(earlier)) {
      place.region = place.city;
      place.city = earlier;
      return;
    }
    const auto words = place.city.words();
    for (auto space = words.find_first_of(" \n"); space != std::string_view::npos;
         space = words.find_first_of(" \n", space + 1)) {
      if (!towns.find(words.substr(space + 1))) continue;
      place.city = place.city.from(space + 1);
      return;
    }
  }

  /// The town where the form of the code expects it; on the other side if only there a known one stands.
  [[nodiscard]] std::optional<Place> town_at(const Piece& piece, std::size_t start, std::size_t end,
                                             bool follows) const {
    if (follows) return town_after(piece, start, end);
    auto before = town_before(piece, start, end);
    if (before && is_town(before->city)) return before;
    auto after = town_after(piece, start, end);
    return after && (!before || is_town(after->city)) ? after : before;
  }

  [[nodiscard]] bool supported(const Place& place, const PostalForm& form) const {
    return !form.weak || is_town(place.city) || !place.country.empty() ||
           std::ranges::any_of(place.address.words(), is_digit);
  }
};

PlaceReader::PlaceReader(const LanguagePacks& packs) {
  const IcuTextFolder folder;
  auto facts = std::make_unique<Facts>();
  facts->add_towns(folder);
  facts->add_countries(packs, folder);
  facts->add_postal_forms();
  facts_ = std::move(facts);
}

PlaceReader::~PlaceReader() = default;

std::string_view PlaceReader::country(std::string_view words) const {
  const auto* code = facts_->countries.find(words);
  return code ? std::string_view(*code) : std::string_view();
}

std::string_view PlaceReader::country_of_town(std::string_view words) const {
  const auto* code = facts_->towns.find(words);
  return code ? std::string_view(*code) : std::string_view();
}

bool PlaceReader::is_place(std::string_view words) const {
  words = trimmed(words, ",.;()");
  if (words.empty()) return false;
  const auto first = trimmed(words.substr(0, words.find_first_of(",(/-")));
  return facts_->towns.find(words) || facts_->towns.find(first) || facts_->countries.find(words);
}

std::optional<Place> PlaceReader::find_address(const Piece& piece) const {
  const auto words = piece.words();
  for (const auto& form : facts_->forms) {
    re2::StringPiece rest(words.data(), words.size()), found;
    while (re2::RE2::FindAndConsume(&rest, *form.pattern, &found)) {
      const auto start = static_cast<std::size_t>(found.data() - words.data());
      const auto end = start + found.size();
      if (!stands_alone(words, start, end)) continue;
      auto place = facts_->town_at(piece, start, end, form.town_follows);
      if (!place || !facts_->supported(*place, form)) continue;
      place->code_country = form.country;
      if (form.names_country) read_prefix(words.substr(start, end - start), form.country, *place);
      place->confidence = facts_->is_town(place->city) ? 0.98F : 0.93F;
      return place;
    }
  }
  return std::nullopt;
}

std::optional<Place> PlaceReader::read_town(const Piece& piece, bool labelled) const {
  const auto whole = piece.trimmed();
  Place place;
  place.city = without_district(element_at(whole, 0));
  const bool street = std::ranges::any_of(place.city.words(), is_digit) && count_letters(place.city.text()) > 2;
  if (street) {
    place.address = place.city;
    place.city = without_district(element_at(whole, std::min(end_in(whole, place.address) + 1, whole.words().size())));
  }
  if (place.city.empty() || !like_a_town(place.city)) return std::nullopt;
  const bool known = facts_->is_town(place.city) || facts_->ends_with_country(whole, place.city);
  if (!known && (!labelled || street)) return std::nullopt;
  place.confidence = known ? 0.95F : 0.8F;
  const auto rest = std::min(whole.words().find_first_of(",(-", end_in(whole, place.city)), whole.words().size());
  facts_->read_rest(whole, rest, place);
  const auto last = std::max(rest, place.region.empty() ? 0 : end_in(whole, place.region));
  const bool all_read = !place.country.empty() || whole.from(last).trimmed().empty();
  return all_read || labelled ? std::optional(place) : std::nullopt;
}

/// "Dublin 8", "London SE15": the town, if it is a known one.
Piece PlaceReader::without_district(const Piece& element) const {
  static const re2::RE2 district(R"((.+) (?:\d{1,2}|[a-z]{1,2}\d{1,2}))");
  re2::StringPiece town;
  if (!re2::RE2::FullMatch(element.words(), district, &town)) return element;
  const auto kept = element.until(town.size());
  return facts_->is_town(kept) ? kept : element;
}

}  // namespace tamis::normalize
