#include "redact/identifiers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace tamis::redact {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
int digit(char c) { return c - '0'; }
/// 0 to 9, then a = 10 to z = 35, as ISO 7064 and ICAO 9303 count.
int alphanumeric(char c) { return is_digit(c) ? c - '0' : c - 'a' + 10; }

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }
bool is_repeated(std::string_view text) { return text.find_first_not_of(text.front()) == text.npos; }

template <std::size_t N>
int weighted(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += digit(digits[i]) * weights[i];
  return sum;
}

std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(digit(c));
  return value;
}

bool is_date(int month, int day) {
  constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month >= 1 && month <= 12 && day >= 1 && day <= days[static_cast<std::size_t>(month) - 1];
}

int two(std::string_view digits, std::size_t at) { return digit(digits[at]) * 10 + digit(digits[at + 1]); }

bool luhn(std::string_view number) {
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    int each = digit(number[number.size() - 1 - i]);
    if (i % 2 == 1) each = each > 4 ? each * 2 - 9 : each * 2;
    sum += each;
  }
  return sum % 10 == 0;
}

/// ICAO 9303: weights 7, 3, 1, the last sign is the check digit.
bool icao(std::string_view number) {
  constexpr std::array<int, 3> weights{7, 3, 1};
  if (!is_digit(number.back())) return false;
  int sum = 0;
  for (std::size_t i = 0; i + 1 < number.size(); ++i) sum += alphanumeric(number[i]) * weights[i % 3];
  return sum % 10 == digit(number.back());
}

/// Social security number (INSEE): 97 minus the first 13 digits modulo 97; Corsica's 2A counts as 19, 2B as 18.
bool nir(std::string_view number) {
  std::string digits(number);
  if (digits.size() != 15) return false;
  if (digits[6] == 'a' || digits[6] == 'b') {
    if (digits[5] != '2') return false;
    digits[5] = '1';
    digits[6] = digits[6] == 'a' ? '9' : '8';
  }
  if (!all_digits(digits) || std::string_view("123478").find(digits[0]) == std::string_view::npos) return false;
  const int month = two(digits, 3);
  const bool month_holds = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
  return month_holds && 97 - value_of(digits.substr(0, 13)) % 97 == value_of(digits.substr(13));
}

/// Tax number (numéro SPI): the first ten digits modulo 511 are the last three.
bool spi(std::string_view number) {
  return number.size() == 13 && all_digits(number) && number[0] <= '3' &&
         value_of(number.substr(0, 10)) % 511 == value_of(number.substr(10));
}

char dni_letter(std::uint64_t number) { return "trwagmyfpdxbnjzsqvhlcke"[number % 23]; }

bool dni(std::string_view number) {
  return number.size() == 9 && all_digits(number.substr(0, 8)) &&
         number[8] == dni_letter(value_of(number.substr(0, 8)));
}

bool nie(std::string_view number) {
  if (number.size() != 9 || number[0] < 'x' || number[0] > 'z' || !all_digits(number.substr(1, 7))) return false;
  const auto first = static_cast<std::uint64_t>(number[0] - 'x');
  return number[8] == dni_letter(first * 10'000'000 + value_of(number.substr(1, 7)));
}

/// Affiliation to the social security: province, serial, and both modulo 97.
bool seguridad_social(std::string_view number) {
  if (number.size() != 12 || !all_digits(number)) return false;
  const std::uint64_t province = value_of(number.substr(0, 2)), serial = value_of(number.substr(2, 8));
  const std::uint64_t base = serial < 10'000'000 ? province * 10'000'000 + serial : value_of(number.substr(0, 10));
  return province >= 1 && province <= 66 && base % 97 == value_of(number.substr(10));
}

bool codice_fiscale(std::string_view number) {
  constexpr std::string_view pattern = "aaaaaa99a99a999a", omocodia = "lmnpqrstuv", months = "abcdehlmprst";
  constexpr std::array<int, 26> odd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                    20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  if (number.size() != pattern.size()) return false;
  std::string plain(number);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (pattern[i] == 'a' && !is_letter(plain[i])) return false;
    if (pattern[i] == '9' && !is_digit(plain[i])) {
      const auto at = omocodia.find(plain[i]);
      if (at == omocodia.npos) return false;
      plain[i] = static_cast<char>('0' + at);
    }
  }
  const int day = two(plain, 9) % 40;
  if (months.find(plain[8]) == months.npos || day < 1 || day > 31) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int each = is_digit(number[i]) ? digit(number[i]) : number[i] - 'a';
    sum += i % 2 == 0 ? odd[static_cast<std::size_t>(each)] : each;
  }
  return number[15] == 'a' + sum % 26;
}

/// Steuer-ID: one digit of the first ten stands two or three times; ISO 7064 mod 11,10.
bool steuer_id(std::string_view number) {
  if (number.size() != 11 || !all_digits(number) || number[0] == '0') return false;
  std::array<int, 10> counts{};
  int product = 10;
  for (std::size_t i = 0; i < 10; ++i) {
    ++counts[static_cast<std::size_t>(digit(number[i]))];
    const int sum = (digit(number[i]) + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  if (std::ranges::count_if(counts, [](int n) { return n > 1; }) != 1 || std::ranges::max(counts) > 3) return false;
  return (11 - product) % 10 == digit(number[10]);
}

/// Pension insurance: area, birth date, initial, serial; cross sums of weighted digits.
bool rentenversicherung(std::string_view number) {
  constexpr std::array<int, 12> weights{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  if (number.size() != 12 || !is_letter(number[8])) return false;
  const int initial = number[8] - 'a' + 1;
  std::string digits(number.substr(0, 8));
  digits += static_cast<char>('0' + initial / 10);
  digits += static_cast<char>('0' + initial % 10);
  digits += number.substr(9);
  if (!all_digits(digits) || !is_date(two(digits, 4), (two(digits, 2) - 1) % 50 + 1)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const int each = digit(digits[i]) * weights[i];
    sum += each / 10 + each % 10;
  }
  return sum % 10 == digit(digits[12]);
}

/// Health insurance: a letter as two digits, then Luhn's sums from the left.
bool krankenversicherung(std::string_view number) {
  if (number.size() != 10 || !is_letter(number[0]) || !all_digits(number.substr(1))) return false;
  const int letter = number[0] - 'a' + 1;
  std::string digits{static_cast<char>('0' + letter / 10), static_cast<char>('0' + letter % 10)};
  digits += number.substr(1, 8);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int each = digit(digits[i]) * (i % 2 == 0 ? 1 : 2);
    sum += each / 10 + each % 10;
  }
  return sum % 10 == digit(number[9]);
}

bool german_card(std::string_view number) {
  return number.size() == 9 && std::string_view("cfghjklmnprtvwxyz").find(number[0]) != std::string_view::npos &&
         icao(number);
}

bool bsn(std::string_view number) {
  constexpr std::array<int, 9> weights{9, 8, 7, 6, 5, 4, 3, 2, -1};
  return number.size() == 9 && all_digits(number) && !is_repeated(number) && weighted(number, weights) % 11 == 0;
}

/// National register and BIS numbers: 97 minus the rest; who was born from 2000 on counts a 2 in front.
bool belgian(std::string_view number) {
  if (number.size() != 11 || !all_digits(number)) return false;
  const int month = two(number, 2) % 20;
  if (month > 12 || two(number, 4) > 31) return false;
  const std::uint64_t base = value_of(number.substr(0, 9)), check = value_of(number.substr(9));
  return 97 - base % 97 == check || 97 - (2'000'000'000 + base) % 97 == check;
}

/// Belgian identity card: ten digits modulo 97, with 97 for 0.
bool belgian_card(std::string_view number) {
  if (number.size() != 12 || !all_digits(number)) return false;
  const std::uint64_t rest = value_of(number.substr(0, 10)) % 97;
  return value_of(number.substr(10)) == (rest == 0 ? 97 : rest);
}

/// EAN-13 under Switzerland's 756.
bool ahv(std::string_view number) {
  constexpr std::array<int, 12> weights{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};
  return number.size() == 13 && all_digits(number) && number.starts_with("756") &&
         (10 - weighted(number, weights) % 10) % 10 == digit(number[12]);
}

bool austrian(std::string_view number) {
  constexpr std::array<int, 10> weights{3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
  return number.size() == 10 && all_digits(number) && number[0] != '0' && two(number, 4) <= 31 &&
         two(number, 6) <= 15 && weighted(number, weights) % 11 == digit(number[3]);
}

bool nif(std::string_view number) {
  constexpr std::array<int, 8> weights{9, 8, 7, 6, 5, 4, 3, 2};
  return number.size() == 9 && all_digits(number) && number[0] >= '1' && number[0] <= '4' &&
         (11 - weighted(number, weights) % 11) % 11 % 10 == digit(number[8]);
}

/// Cartão de Cidadão: letters count from a = 10, every second sign from the right is doubled.
bool cartao_cidadao(std::string_view number) {
  if (number.size() != 12) return false;
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    int each = alphanumeric(number[i]);
    if (i % 2 == 0) each = each * 2 > 9 ? each * 2 - 9 : each * 2;
    sum += each;
  }
  return sum % 10 == 0;
}

/// Segurança social: 11 digits, the first primes as weights.
bool niss(std::string_view number) {
  constexpr std::array<int, 10> primes{29, 23, 19, 17, 13, 11, 7, 5, 3, 2};
  return number.size() == 11 && all_digits(number) && number[0] == '1' &&
         9 - weighted(number, primes) % 10 == digit(number[10]);
}

bool pesel(std::string_view number) {
  constexpr std::array<int, 11> weights{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
  return number.size() == 11 && all_digits(number) && is_date(two(number, 2) % 20, two(number, 4)) &&
         weighted(number, weights) % 10 == 0;
}

bool nip(std::string_view number) {
  constexpr std::array<int, 9> weights{6, 5, 7, 2, 3, 4, 5, 6, 7};
  return number.size() == 10 && all_digits(number) && !is_repeated(number) &&
         weighted(number, weights) % 11 == digit(number[9]);
}

/// Dowód osobisty: three letters, a check digit, five digits; weights 7, 3, 1 around the check digit.
bool dowod(std::string_view number) {
  constexpr std::array<int, 9> weights{7, 3, 1, 9, 7, 3, 1, 7, 3};
  if (number.size() != 9) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += alphanumeric(number[i]) * weights[i];
  return sum % 10 == 0;
}

/// Paszport: two letters, a check digit, six digits; weights 7, 3, 1 around the check digit.
bool paszport(std::string_view number) {
  constexpr std::array<int, 9> weights{7, 3, 9, 1, 7, 3, 1, 7, 3};
  if (number.size() != 9 || !is_letter(number[0]) || !is_letter(number[1]) || !all_digits(number.substr(2)))
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += alphanumeric(number[i]) * weights[i];
  return sum % 10 == 0;
}

/// No check digit, but letters that are never given out (HMRC).
bool nino(std::string_view number) {
  constexpr std::string_view never_first = "dfiquv", never_second = "dfioquv", last = "abcd";
  constexpr std::array<std::string_view, 7> never{"bg", "gb", "nk", "kn", "nt", "tn", "zz"};
  return number.size() == 9 && is_letter(number[0]) && is_letter(number[1]) && all_digits(number.substr(2, 6)) &&
         never_first.find(number[0]) == never_first.npos && never_second.find(number[1]) == never_second.npos &&
         std::ranges::find(never, number.substr(0, 2)) == never.end() && last.find(number[8]) != last.npos;
}

bool nhs(std::string_view number) {
  constexpr std::array<int, 9> weights{10, 9, 8, 7, 6, 5, 4, 3, 2};
  return number.size() == 10 && all_digits(number) && !is_repeated(number) &&
         (11 - weighted(number, weights) % 11) % 11 == digit(number[9]);
}

/// Irish PPS: 7 digits, a check letter, and a second letter since 2013.
bool pps(std::string_view number) {
  constexpr std::array<int, 7> weights{8, 7, 6, 5, 4, 3, 2};
  if (number.size() < 8 || number.size() > 9 || !all_digits(number.substr(0, 7)) || !is_letter(number[7])) return false;
  int sum = weighted(number, weights);
  if (number.size() == 9) {
    if (!is_letter(number[8])) return false;
    sum += number[8] == 'w' ? 0 : (number[8] - 'a' + 1) * 9;
  }
  return sum % 23 == (number[7] == 'w' ? 0 : number[7] - 'a' + 1);
}

struct IbanLength {
  std::string_view country;
  std::size_t length;
};

constexpr auto iban_lengths = std::to_array<IbanLength>({
    {"ad", 24}, {"ae", 23}, {"al", 28}, {"at", 20}, {"az", 28}, {"ba", 20}, {"be", 16}, {"bg", 22}, {"bh", 22},
    {"br", 29}, {"by", 28}, {"ch", 21}, {"cr", 22}, {"cy", 28}, {"cz", 24}, {"de", 22}, {"dk", 18}, {"do", 28},
    {"ee", 20}, {"eg", 29}, {"es", 24}, {"fi", 18}, {"fo", 18}, {"fr", 27}, {"gb", 22}, {"ge", 22}, {"gi", 23},
    {"gl", 18}, {"gr", 27}, {"gt", 28}, {"hr", 21}, {"hu", 28}, {"ie", 22}, {"il", 23}, {"iq", 23}, {"is", 26},
    {"it", 27}, {"jo", 30}, {"kw", 30}, {"kz", 20}, {"lb", 28}, {"lc", 32}, {"li", 21}, {"lt", 20}, {"lu", 20},
    {"lv", 21}, {"ly", 25}, {"mc", 27}, {"md", 24}, {"me", 22}, {"mk", 19}, {"mr", 27}, {"mt", 31}, {"mu", 30},
    {"nl", 18}, {"no", 15}, {"pk", 24}, {"pl", 28}, {"ps", 29}, {"pt", 25}, {"qa", 29}, {"ro", 24}, {"rs", 22},
    {"sa", 24}, {"sc", 31}, {"se", 24}, {"si", 19}, {"sk", 24}, {"sm", 27}, {"st", 25}, {"sv", 28}, {"tl", 23},
    {"tn", 24}, {"tr", 26}, {"ua", 29}, {"va", 22}, {"vg", 24}, {"xk", 20},
});

bool iban(std::string_view number) {
  if (number.size() < 5 || number.size() != iban_length(number.substr(0, 2))) return false;
  int rest = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const int each = alphanumeric(number[(i + 4) % number.size()]);
    rest = (each > 9 ? rest * 100 + each : rest * 10 + each) % 97;
  }
  return rest == 1;
}

/// Prefixes of the schemes (ISO/IEC 7812): Visa, Mastercard, American Express, Diners, Discover, JCB, Maestro.
bool card(std::string_view number) {
  if (number.size() < 13 || number.size() > 19 || !all_digits(number) || is_repeated(number)) return false;
  const auto four = value_of(number.substr(0, 4));
  const auto between = [&](std::uint64_t low, std::uint64_t high) { return four >= low && four <= high; };
  const bool visa = number[0] == '4' && (number.size() == 13 || number.size() == 16 || number.size() == 19);
  const bool mastercard = number.size() == 16 && (between(5100, 5599) || between(2221, 2720));
  const bool amex = number.size() == 15 && (between(3400, 3499) || between(3700, 3799));
  const bool diners = number.size() == 14 && (between(3000, 3059) || between(3600, 3699) || between(3800, 3999));
  const bool others = number.size() == 16 && (between(6011, 6011) || between(6440, 6599) || between(3528, 3589));
  const bool maestro = number.size() >= 16 && (between(5018, 5038) || between(6304, 6304) || between(6759, 6763));
  return (visa || mastercard || amex || diners || others || maestro) && luhn(number);
}

/// The second line of a passport's machine-readable zone (ICAO 9303-4, TD3), fillers as '<'.
bool mrz(std::string_view line) {
  constexpr std::array<int, 3> weights{7, 3, 1};
  if (line.size() != 44) return false;
  const auto field_holds = [&](std::string_view field, char check) {
    int sum = 0;
    for (std::size_t i = 0; i < field.size(); ++i)
      sum += (field[i] == '<' ? 0 : alphanumeric(field[i])) * weights[i % 3];
    return check == '<' ? sum % 10 == 0 : is_digit(check) && sum % 10 == digit(check);
  };
  const std::string composite =
      std::string(line.substr(0, 10)) + std::string(line.substr(13, 7)) + std::string(line.substr(21, 22));
  return field_holds(line.substr(0, 9), line[9]) && field_holds(line.substr(13, 6), line[19]) &&
         field_holds(line.substr(21, 6), line[27]) && field_holds(composite, line[43]);
}

struct Check {
  std::string_view name;
  bool (*holds)(std::string_view);
};

constexpr auto checks = std::to_array<Check>({
    {"nir", nir},
    {"spi", spi},
    {"dni", dni},
    {"nie", nie},
    {"seguridad_social", seguridad_social},
    {"codice_fiscale", codice_fiscale},
    {"steuer_id", steuer_id},
    {"rentenversicherung", rentenversicherung},
    {"krankenversicherung", krankenversicherung},
    {"german_card", german_card},
    {"bsn", bsn},
    {"belgian", belgian},
    {"belgian_card", belgian_card},
    {"ahv", ahv},
    {"austrian", austrian},
    {"nif", nif},
    {"cartao_cidadao", cartao_cidadao},
    {"niss", niss},
    {"pesel", pesel},
    {"nip", nip},
    {"dowod", dowod},
    {"paszport", paszport},
    {"nino", nino},
    {"nhs", nhs},
    {"pps", pps},
    {"iban", iban},
    {"card", card},
    {"mrz", mrz},
});

}  // namespace

bool is_check(std::string_view name) { return std::ranges::find(checks, name, &Check::name) != checks.end(); }

bool holds(std::string_view check, std::string_view number) {
  if (check.empty()) return true;
  const auto found = std::ranges::find(checks, check, &Check::name);
  return found != checks.end() && found->holds(number);
}

std::size_t iban_length(std::string_view country) {
  const auto found = std::ranges::find(iban_lengths, country, &IbanLength::country);
  return found == iban_lengths.end() ? 0 : found->length;
}

}  // namespace tamis::redact
