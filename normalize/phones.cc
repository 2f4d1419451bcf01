#include "normalize/phones.hpp"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>

namespace tamis::normalize {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t fewest_digits = 7, most_digits = 15, fewest_with_trunk_prefix = 10;

enum class Label { none, phone, other };

const PhoneNumberUtil& library() {
  static const PhoneNumberUtil& util = []() -> const PhoneNumberUtil& {
    auto* instance = PhoneNumberUtil::GetInstance();
    instance->SetLogger(new i18n::phonenumbers::NullLogger());
    return *instance;
  }();
  return util;
}

/// What stands before the number on its line: a label ends with a colon, or is a phone word.
Label label_before(std::string_view words, std::size_t start, const Phrases<bool>& labels) {
  auto before = words.substr(0, start);
  if (const auto line = before.rfind('\n'); line != std::string_view::npos) before.remove_prefix(line + 1);
  before = trimmed(before, ".(");
  const bool colon = before.ends_with(':');
  before = trimmed(before, ":. ");
  const auto separator = before.find_last_of("|:;,)");
  if (separator != std::string_view::npos) before.remove_prefix(separator + 1);
  before = trimmed(before);
  std::size_t labelled_until = std::string_view::npos;
  labels.for_each_match(before, [&](std::size_t at, const auto& match) { labelled_until = at + match.size; });
  if (labelled_until == before.size()) return Label::phone;
  return colon ? Label::other : Label::none;
}

bool looks_like_date(std::string_view candidate) {
  static const re2::RE2 date(
      R"(\(?(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2}|(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|)"
      R"((?:\d{1,2}[-./ ] ?)?(?:19|20)\d{2} ?[-./ ] ?(?:\d{1,2}[-./ ] ?)?(?:19|20)\d{2})\)?)");
  return re2::RE2::FullMatch(candidate, date);
}

std::size_t count_digits(std::string_view text) { return std::ranges::count_if(text, is_digit); }

/// Country codes are written "+33", "0033" or "(+33)"; the trunk prefix in "+33 (0)6" is none of the number.
std::string dialled(std::string_view candidate) {
  std::string digits(candidate);
  static const re2::RE2 trunk(R"(\( ?0 ?\))"), international(R"(^\(?00 ?(\d))");
  if (candidate.find('+') != std::string_view::npos || candidate.starts_with("00")) {
    re2::RE2::Replace(&digits, trunk, "");
  }
  re2::RE2::Replace(&digits, international, R"(+\1)");
  return digits;
}

struct Parsed {
  PhoneNumber number;
  bool valid = false;
};

/// As the first country takes it in which the number exists, else as the first country takes it.
std::optional<Parsed> parse(std::string_view candidate, std::span<const std::string> regions) {
  const auto digits = dialled(candidate);
  std::optional<Parsed> likeliest;
  for (const auto& region : regions) {
    Parsed parsed;
    if (library().Parse(digits, region, &parsed.number) != PhoneNumberUtil::NO_PARSING_ERROR) continue;
    parsed.valid = library().IsValidNumber(parsed.number);
    if (parsed.valid) return parsed;
    if (!likeliest) likeliest = parsed;
  }
  return likeliest;
}

/// Does the way in which a number is written say that it is one, though no country has it?
bool is_written_as_phone(std::string_view candidate, const Parsed& parsed, Label label) {
  if (label == Label::phone) return true;
  const bool international = candidate.find('+') != std::string_view::npos || candidate.starts_with("00");
  const bool grouped = candidate.find_first_of(" ./-") != std::string_view::npos;
  const bool national =
      candidate[candidate.find_first_of("0123456789")] == '0' && count_digits(candidate) >= fewest_with_trunk_prefix;
  if (national && grouped) return true;
  return (international || national) && library().IsPossibleNumber(parsed.number);
}

float confidence_of(bool valid, Label label, bool international) {
  if (!valid) return 0.85F;
  return label == Label::phone || international ? 0.98F : 0.95F;
}

std::optional<Phone> read_phone(const Piece& piece, std::size_t start, std::size_t end,
                                std::span<const std::string> regions, const Phrases<bool>& labels) {
  const auto words = piece.words();
  const auto candidate = trimmed(words.substr(start, end - start), "-./");
  const auto digits = count_digits(candidate);
  if (digits < fewest_digits || digits > most_digits || looks_like_date(candidate)) return std::nullopt;
  const auto label = label_before(words, start, labels);
  if (label == Label::other) return std::nullopt;
  const bool touches_letter = (start > 0 && is_word_byte(words[start - 1]) && !(words[start - 1] & 0x80)) ||
                              (end < words.size() && is_word_byte(words[end]) && !(words[end] & 0x80));
  if (touches_letter) return std::nullopt;
  const auto parsed = parse(candidate, regions);
  const bool international = candidate.find('+') != std::string_view::npos || candidate.starts_with("00");
  if (!parsed || (!parsed->valid && !is_written_as_phone(candidate, *parsed, label))) return std::nullopt;
  Phone phone;
  const auto at = static_cast<std::size_t>(candidate.data() - words.data());
  phone.written = piece.part(at, at + candidate.size());
  std::string e164;
  library().Format(parsed->number, PhoneNumberUtil::E164, &e164);
  phone.value = {CandidateText(std::move(e164)), phone.written.span(),
                 confidence_of(parsed->valid, label, international)};
  phone.valid = parsed->valid;
  return phone;
}

}  // namespace

std::vector<Phone> find_phones(const Piece& piece, std::span<const std::string> regions, const Phrases<bool>& labels) {
  static const re2::RE2 run(R"((\(?\+?\(?\d(?:[ ()./-]{0,3}\d){6,29}))");
  std::vector<Phone> phones;
  const auto words = piece.words();
  re2::StringPiece rest(words.data(), words.size()), found;
  while (re2::RE2::FindAndConsume(&rest, run, &found)) {
    const auto start = static_cast<std::size_t>(found.data() - words.data());
    if (auto phone = read_phone(piece, start, start + found.size(), regions, labels)) {
      phones.push_back(std::move(*phone));
      continue;
    }
    const std::string_view both(found.data(), found.size());
    const auto cut = both.find(" / ");
    if (cut == std::string_view::npos) continue;
    for (const auto& [from, to] : {std::pair{start, start + cut}, std::pair{start + cut + 3, start + found.size()}}) {
      if (auto phone = read_phone(piece, from, to, regions, labels)) phones.push_back(std::move(*phone));
    }
  }
  return phones;
}

std::span<const std::string> regions_of_language(std::string_view language) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> regions{
      {"de", {"DE", "AT", "CH", "LI"}},
      {"en", {"GB", "IE", "US", "CA", "AU"}},
      {"es", {"ES", "MX", "AR", "CO", "CL"}},
      {"fr", {"FR", "BE", "CH", "LU"}},
      {"it", {"IT", "CH"}},
      {"nl", {"NL", "BE"}},
      {"pl", {"PL"}},
      {"pt", {"PT", "BR"}}};
  const auto found = regions.find(language);
  return found == regions.end() ? std::span<const std::string>() : found->second;
}

}  // namespace tamis::normalize
