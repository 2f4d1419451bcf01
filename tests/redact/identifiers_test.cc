#include "redact/identifiers.hpp"

#include "tests/redact/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tamis::redact {
namespace {

using testing::Read;

struct Vector {
  const char* check;
  const char* number;
};

constexpr Vector valid[] = {
    {"nir", "295109912611193"},
    {"nir", "253072a07300443"},
    {"nir", "253072b07300470"},
    {"nir", "269054958815780"},
    {"spi", "1234567890066"},
    {"dni", "12345678z"},
    {"dni", "54362315k"},
    {"nie", "x2482300w"},
    {"nie", "x1234567l"},
    {"seguridad_social", "281234567840"},
    {"seguridad_social", "080123456774"},
    {"codice_fiscale", "rccmnl83s18d969h"},
    {"codice_fiscale", "rssmra85t10a562s"},
    {"steuer_id", "36574261809"},
    {"steuer_id", "86095742719"},
    {"steuer_id", "47036892816"},
    {"rentenversicherung", "15070649c103"},
    {"rentenversicherung", "65070803a019"},
    {"german_card", "l01x00t44"},
    {"krankenversicherung", "a000500015"},
    {"bsn", "111222333"},
    {"bsn", "123456782"},
    {"belgian", "85073003328"},
    {"belgian", "17073003384"},
    {"belgian_card", "592123456732"},
    {"nif", "123456789"},
    {"pesel", "44051401359"},
    {"pesel", "02070803628"},
    {"paszport", "zs0000177"},
    {"nino", "aa123456b"},
    {"nhs", "9434765870"},
    {"ahv", "7569217076985"},
    {"pps", "6433435f"},
    {"nip", "1234563218"},
    {"dowod", "aba300000"},
    {"cartao_cidadao", "000000000zz4"},
    {"austrian", "1237010180"},
    {"mrz", "l898902c36uto7408122f1204159ze184226b<<<<<10"},
    {"iban", "fr1420041010050500013m02606"},
    {"iban", "de89370400440532013000"},
    {"iban", "gb29nwbk60161331926819"},
    {"iban", "es9121000418450200051332"},
    {"iban", "it60x0542811101000000123456"},
    {"iban", "nl91abna0417164300"},
    {"iban", "be68539007547034"},
    {"iban", "pt50000201231234567890154"},
    {"iban", "pl61109010140000071219812874"},
    {"card", "4111111111111111"},
    {"card", "5555555555554444"},
    {"card", "378282246310005"},
};

TEST(Identifiers, HoldUnderTheirOwnCheck) {
  for (const Vector& each : valid) EXPECT_TRUE(holds(each.check, each.number)) << each.check << " " << each.number;
}

TEST(Identifiers, DoNotHoldWithOneDigitChanged) {
  for (const Vector& each : valid) {
    if (std::string_view(each.check) == "nino") continue;  // it has no check digit
    std::string wrong = each.number;
    const auto at = wrong.find_last_of("0123456789");
    wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
    EXPECT_FALSE(holds(each.check, wrong)) << each.check << " " << wrong;
  }
}

TEST(Identifiers, DoNotHoldWithASignTooManyOrTooFew) {
  for (const Vector& each : valid) {
    const std::string number = each.number;
    EXPECT_FALSE(holds(each.check, number + "0")) << each.check;
    EXPECT_FALSE(holds(each.check, number.substr(1))) << each.check;
    EXPECT_FALSE(holds(each.check, "")) << each.check;
  }
}

std::vector<std::string> identifiers_in(const std::string& line) {
  const Read read("Robin Muster\nrobin@example.org\n" + line);
  std::vector<std::string> found;
  for (const Finding& finding : read.findings()) {
    if (basis_of(finding.category) == Basis::identifier) found.push_back(read.words(finding));
  }
  return found;
}

TEST(Numbers, AreFoundHoweverTheyAreSpaced) {
  EXPECT_THAT(identifiers_in("NIR : 2 95 10 99 126 111 93"), ::testing::ElementsAre("2 95 10 99 126 111 93"));
  EXPECT_THAT(identifiers_in("N° de sécurité sociale 295.10.99.126.111.93"),
              ::testing::ElementsAre("295.10.99.126.111.93"));
  EXPECT_THAT(identifiers_in("DNI: 12.345.678-Z"), ::testing::ElementsAre("12.345.678-Z"));
  EXPECT_THAT(identifiers_in("IBAN: DE89 3704 0044 0532 0130 00"),
              ::testing::ElementsAre("DE89 3704 0044 0532 0130 00"));
  EXPECT_THAT(identifiers_in("PESEL 440514-01359"), ::testing::ElementsAre("440514-01359"));
}

TEST(Numbers, NeedNoLabelWhereTheCheckIsStrong) {
  EXPECT_THAT(identifiers_in("RSSMRA85T10A562S"), ::testing::SizeIs(1));
  EXPECT_THAT(identifiers_in("295109912611193"), ::testing::SizeIs(1));
  EXPECT_THAT(identifiers_in("NL91 ABNA 0417 1643 00"), ::testing::SizeIs(1));
}

TEST(Numbers, AreBelievedBesideTheirLabelEvenIfMisread) {
  EXPECT_THAT(identifiers_in("PESEL: 44O51401359"), ::testing::SizeIs(1));
  EXPECT_THAT(identifiers_in("BSN: 111222334"), ::testing::SizeIs(1));
}

TEST(Numbers, AreFoundBesideTheLabelsOfTheirCountry) {
  for (const char* line : {
           "NIR 253072A07300443",
           "Numéro fiscal : 12 34 567 890 066",
           "Nº Seguridad Social 28/12345678/40",
           "Codice fiscale RSSMRA85T10A562S",
           "Steuer-ID 86 095 742 719",
           "Rentenversicherungsnummer 15 070649 C 103",
           "Krankenversichertennummer A000500015",
           "BSN 1112.22.333",
           "Rijksregisternummer 85.07.30-033.28",
           "Numéro national : 85.07.30-033.28",
           "Identiteitskaart 592-1234567-32",
           "AHV-Nr. 756.9217.0769.85",
           "N° AVS 756.9217.0769.85",
           "SV-Nummer 1237 010180",
           "NIF 123 456 789",
           "NISS 11234567892",
           "PESEL 440514 01359",
           "Paszport ZS 0000177",
           "Dowód osobisty ABA 300000",
           "NI number AA 12 34 56 B",
           "NHS number 943 476 5870",
           "PPS No. 6433435F",
           "Driving licence MORGA753116SM9IJ",
       }) {
    EXPECT_THAT(identifiers_in(line), ::testing::SizeIs(1)) << line;
  }
}

TEST(Numbers, WithoutTheirLabelNeedACheckThatHolds) {
  for (const Vector& each : valid) {
    std::string wrong = each.number;
    const auto at = wrong.find_last_of("0123456789");
    wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
    EXPECT_THAT(identifiers_in("Bestellung " + wrong), ::testing::IsEmpty()) << each.check;
  }
}

TEST(Numbers, ThatOnlyLookLikeOnesAreLeftAlone) {
  for (const char* line : {
           "Téléphone : 06 39 98 41 00",
           "+33 6 39 98 41 00",
           "+48 729 152 795",
           "SIRET 732 829 320 00074",
           "ISBN 978-3-16-148410-0",
           "ORCID 0000-0002-1825-0097",
           "USt-IdNr. DE136695976",
           "Kennziffer 47 203 918 650",
           "Réf. 1 84 07 76 451 089 33",
           "Order reference 4716 2033 5501 9274",
           "Nr referencyjny 91042318466",
           "DE4417 2036 1158",
           "Referência 213904557",
           "Kenmerk 204517338",
           "2015 - 2018, 2019 - 2023",
           "Certificate 123456789",
           "12/03/2019 15/04/2020",
           "RPPS 10003456789",
           "SIREN 732 829 320",
           "TVA intracommunautaire FR 83 404 833 048",
           "Partita IVA 12345678903",
           "CIF B12345674",
           "KvK 12345678",
           "REGON 123456785",
           "NIP firmy 526-02-50-995",
           "NIPC 501964843",
           "VAT number GB 999 9999 73",
           "UID CHE-116.281.710 MWST",
           "Firmenbuchnummer FN 123456a",
           "Company number 01234567",
           "06 12 34 56 78 / 01 23 45 67 89",
           "Rechnung 2019-0430-7781",
           "Kundennummer 111222333",
           "Encomenda 123456789",
           "01.02.2019 - 31.12.2023",
       }) {
    EXPECT_THAT(identifiers_in(line), ::testing::IsEmpty()) << line;
  }
}

}  // namespace
}  // namespace tamis::redact
