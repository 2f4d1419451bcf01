#include "normalize/places.hpp"

#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

using namespace testing;

const PlaceReader& reader() {
  static const PlaceReader instance(packs());
  return instance;
}

struct Address {
  std::string text, address, postal_code, city, region, country;
};

std::string written(const Piece& piece) { return piece.empty() ? "" : std::string(piece.text()); }

TEST(Places, ReadPostalAddressesOfEachCountry) {
  const Address addresses[] = {
      {"12 rue du Puits, 35000 Rennes", "12 rue du Puits", "35000", "Rennes", "", ""},
      {"D-79098 Freiburg, Deutschland", "", "79098", "Freiburg", "", "DE"},
      {"Ringstraße 4, 6020 Innsbruck, Österreich", "Ringstraße 4", "6020", "Innsbruck", "", "AT"},
      {"Rue du Lac 3, CH-1003 Lausanne, Suisse", "Rue du Lac 3", "1003", "Lausanne", "", "CH"},
      {"Kade 5, 8011 AB Zwolle", "Kade 5", "8011 AB", "Zwolle", "", ""},
      {"Meir 10, 2000 Antwerpen, België", "Meir 10", "2000", "Antwerpen", "", "BE"},
      {"Calle del Pez, 8, 18001 Granada", "Calle del Pez, 8", "18001", "Granada", "", ""},
      {"Via dell'Olmo 4, 38122 Trento (TN), Italia", "Via dell'Olmo 4", "38122", "Trento", "TN", "IT"},
      {"Rua do Sol, 9, 4700-001 Braga, Portugal", "Rua do Sol, 9", "4700-001", "Braga", "", "PT"},
      {"ul. Polna 2/4, 90-001 Łódź", "ul. Polna 2/4", "90-001", "Łódź", "", ""},
      {"7 Tanner Row, York YO1 6JB, United Kingdom", "7 Tanner Row", "YO1 6JB", "York", "", "GB"},
      {"7 Tanner Row, York, North Yorkshire, YO1 6JB", "7 Tanner Row", "YO1 6JB", "York", "North Yorkshire", ""},
      {"3 Quay Street, Galway H91 A2X4, Ireland", "3 Quay Street", "H91 A2X4", "Galway", "", "IE"}};
  for (const auto& address : addresses) {
    SCOPED_TRACE(address.text);
    const auto text = read_lines("", {address.text});
    const auto place = reader().find_address(whole_piece(text));
    ASSERT_TRUE(place);
    EXPECT_EQ(written(place->address), address.address);
    EXPECT_EQ(written(place->postal_code), address.postal_code);
    EXPECT_EQ(written(place->city), address.city);
    EXPECT_EQ(written(place->region), address.region);
    EXPECT_EQ(place->country, address.country);
  }
}

TEST(Places, SeeNoPostalCodeInYearsAndCounts) {
  for (const std::string_view line : {"seit 2019 Teamleiter", "2012-2015", "Version 12345", "1500 Kunden betreut"}) {
    SCOPED_TRACE(line);
    const auto text = read_lines("de", {line});
    EXPECT_FALSE(reader().find_address(whole_piece(text)));
  }
}

TEST(Places, ReadATownWithoutPostalCode) {
  const auto text = read_lines("en", {"London, United Kingdom"});
  const auto place = reader().read_town(whole_piece(text));
  ASSERT_TRUE(place);
  EXPECT_EQ(written(place->city), "London");
  EXPECT_EQ(place->country, "GB");
}

TEST(Places, ReadATownBehindItsStreetOrBeforeItsDistrict) {
  const auto street = read_lines("en", {"5 Tanner Row, Leeds"});
  EXPECT_EQ(written(reader().read_town(whole_piece(street)).value_or(Place()).city), "Leeds");
  const auto district = read_lines("en", {"Dublin 8"});
  EXPECT_EQ(written(reader().read_town(whole_piece(district)).value_or(Place()).city), "Dublin");
}

TEST(Places, TakeTheKnownTownOnEitherSideOfACode) {
  const auto text = read_lines("en", {"7 Tanner Row, Old Quay, YO1 6JB York"});
  const auto place = reader().find_address(whole_piece(text));
  ASSERT_TRUE(place);
  EXPECT_EQ(written(place->city), "York");
  EXPECT_EQ(place->code_country, "GB");
}

TEST(Places, TakeAnUnknownTownOnlyAfterALabel) {
  const auto text = read_lines("de", {"Oberkleinhausen"});
  EXPECT_FALSE(reader().read_town(whole_piece(text)));
  EXPECT_TRUE(reader().read_town(whole_piece(text), true));
}

TEST(Places, AreKnownAsPeopleWriteThemAfterAnEmployer) {
  for (const std::string_view place : {"leipzig", "milano (mi)", "lyon, france", "niemcy", "krakow"}) {
    EXPECT_TRUE(reader().is_place(place)) << place;
  }
  for (const std::string_view other : {"lebkuchen gmbh", "", "teamleiter"})
    EXPECT_FALSE(reader().is_place(other)) << other;
}

}  // namespace
}  // namespace tamis::normalize
