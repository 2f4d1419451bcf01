#include "normalize/contact.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

Basics read_header(std::string_view language, std::initializer_list<std::string_view> lines) {
  static const ContactReader reader(packs(), folder());
  const auto text = read_lines(language, lines);
  const std::vector sections{whole(text, SectionKind::header)};
  return reader.read(text, sections);
}

struct Header {
  std::string language;
  std::initializer_list<std::string_view> lines;
  std::string name, email, phone, postal_code, city, country;
};

TEST(Contact, ReadsHeadersOfEveryLanguage) {
  const Header headers[] = {
      {"fr",
       {"Solène GUÉRIDON", "12 rue du Puits, 35000 Rennes, France", "Tél : 06 12 34 56 78",
        "solene.gueridon@courrier.example"},
       "Solène Guéridon",
       "solene.gueridon@courrier.example",
       "+33612345678",
       "35000",
       "Rennes",
       "FR"},
      {"en",
       {"Imogen Larchwood", "7 Tanner Row, York YO1 6JB • +44 7911 123456 • imogen@larchwood.example"},
       "Imogen Larchwood",
       "imogen@larchwood.example",
       "+447911123456",
       "YO1 6JB",
       "York",
       ""},
      {"de",
       {"Dr. Jörn Kessebohm", "Ahornweg 3, 79098 Freiburg | 0151 23456789 | j.kessebohm@post.example"},
       "Jörn Kessebohm",
       "j.kessebohm@post.example",
       "+4915123456789",
       "79098",
       "Freiburg",
       ""},
      {"es",
       {"Nombre: Lidia Carrasco Ferrandis", "Calle del Pez, 8, 18001 Granada", "612 34 56 78", "lidia@correo.example"},
       "Lidia Carrasco Ferrandis",
       "lidia@correo.example",
       "+34612345678",
       "18001",
       "Granada",
       ""},
      {"it",
       {"Bertolini Ginevra", "Via dell'Olmo 4, 38122 Trento, Italia", "Cell. 347 1234567",
        "ginevra.bertolini@posta.example"},
       "Ginevra Bertolini",
       "ginevra.bertolini@posta.example",
       "+393471234567",
       "38122",
       "Trento",
       "IT"},
      {"nl",
       {"Sjoerd van der Kwast", "Kade 5, 8011 AB Zwolle • 06 12345678 • sjoerd@kwast.example"},
       "Sjoerd van der Kwast",
       "sjoerd@kwast.example",
       "+31612345678",
       "8011 AB",
       "Zwolle",
       ""},
      {"pt",
       {"Duarte Salgueiro Prates", "Rua do Sol, 9, 4700-001 Braga", "Telemóvel: 912 345 678", "duarte@prates.example"},
       "Duarte Salgueiro Prates",
       "duarte@prates.example",
       "+351912345678",
       "4700-001",
       "Braga",
       ""},
      {"pl",
       {"KINGA BRZEZIŃSKA", "ul. Polna 2/4, 90-001 Łódź, Polska", "601 234 567", "kinga@brzezinska.example"},
       "Kinga Brzezińska",
       "kinga@brzezinska.example",
       "+48601234567",
       "90-001",
       "Łódź",
       "PL"}};
  for (const auto& header : headers) {
    SCOPED_TRACE(header.name);
    const auto basics = read_header(header.language, header.lines);
    EXPECT_EQ(shown(basics.name), header.name);
    EXPECT_EQ(shown(basics.email), header.email);
    EXPECT_EQ(shown(basics.phone), header.phone);
    EXPECT_EQ(shown(basics.location.postal_code), header.postal_code);
    EXPECT_EQ(shown(basics.location.city), header.city);
    EXPECT_EQ(shown(basics.location.country_code), header.country);
  }
}

TEST(Contact, TakesTheNumberThatThePersonPutFirst) {
  const auto basics = read_header("de", {"Telefon: 030 12345678", "Mobil: 0171 2345678"});
  EXPECT_EQ(shown(basics.phone), "+493012345678");
}

TEST(Contact, ReadsALocalNumberAsTheAddressSays) {
  const auto basics = read_header("en", {"Imogen Larchwood", "3 Quay Street, Galway H91 A2X4", "087 123 4567"});
  EXPECT_EQ(shown(basics.phone), "+353871234567");
}

TEST(Contact, TellsProfilesFromThePersonsOwnSite) {
  const auto basics =
      read_header("en", {"github.com/imogenl", "https://imogen.example.org", "www.linkedin.com/in/imogen-l-42"});
  EXPECT_EQ(shown(basics.url), "https://imogen.example.org");
  ASSERT_EQ(basics.profiles.size(), 2U);
  EXPECT_EQ(shown(basics.profiles[0].network), "GitHub");
  EXPECT_EQ(shown(basics.profiles[0].username), "imogenl");
  EXPECT_EQ(shown(basics.profiles[1].url), "https://www.linkedin.com/in/imogen-l-42");
}

TEST(Contact, TakesNoAddressOfAReferee) {
  static const ContactReader reader(packs(), folder());
  const auto text = read_lines("en", {"Ms Vera Quill, head of ward, vera@quill.example, 020 7946 0018"});
  const std::vector sections{whole(text, SectionKind::references)};
  const auto basics = reader.read(text, sections);
  EXPECT_TRUE(basics.email.empty());
  EXPECT_TRUE(basics.phone.empty());
}

}  // namespace
}  // namespace tamis::normalize
