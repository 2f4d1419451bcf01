#include "normalize/occupations.hpp"

#include "normalize/gazetteer.hpp"
#include "tests/normalize/field_support.hpp"

#include <gtest/gtest.h>

#include <set>
#include <span>

namespace tamis::normalize {
namespace {

using namespace testing;

struct Title {
  std::string_view language, words, code;
};

std::string code_of(const Title& title) {
  static const OccupationReader reader(packs(), folder());
  const std::string_view languages[] = {title.language, "en"};
  return std::string(reader.code(title.words, languages));
}

void expect_codes(std::span<const Title> titles) {
  for (const auto& title : titles) EXPECT_EQ(code_of(title), title.code) << title.language << ": " << title.words;
}

TEST(Occupations, AreKnownInEveryLanguage) {
  const Title titles[] = {
      {"fr", "Infirmier de bloc", "2221"},
      {"fr", "Plombier-chauffagiste", "7126"},
      {"fr", "Conducteur de bus", "8331"},
      {"fr", "Assistant comptable", "4311"},
      {"en", "Senior Software Engineer", "2512"},
      {"en", "HGV Class 2 Driver", "8332"},
      {"en", "Head of Marketing", "1221"},
      {"en", "Registered Nurse", "2221"},
      {"en", "Assistant to the Director", "3343"},
      {"en", "Staff nurse, oncology", "2221"},
      {"de", "Krankenpfleger", "2221"},
      {"de", "LKW-Fahrer", "8332"},
      {"de", "Leiter Einkauf", "1324"},
      {"de", "Kaufmännischer Angestellter", "4110"},
      {"es", "Camarero de sala", "5131"},
      {"es", "Auxiliar de enfermería", "5321"},
      {"es", "Jefe de cocina", "3434"},
      {"es", "Programador web", "2513"},
      {"it", "Impiegato contabile", "4311"},
      {"it", "Operatore socio-sanitario", "5321"},
      {"it", "Muratore", "7112"},
      {"it", "Tecnico di radiologia", "3211"},
      {"nl", "Vrachtwagenchauffeur", "8332"},
      {"nl", "Medewerker klantenservice", "4222"},
      {"nl", "Administratief medewerker", "4110"},
      {"nl", "Huisarts", "2211"},
      {"pt", "Empregado de mesa", "5131"},
      {"pt", "Engenheiro civil", "2142"},
      {"pt", "Técnico de contabilidade", "3313"},
      {"pt", "Fiel de armazém", "4321"},
      {"pl", "Kierowca autobusu", "8331"},
      {"pl", "Główny księgowy", "1211"},
      {"pl", "Specjalista ds. rekrutacji", "2423"},
      {"pl", "Operator wózka widłowego", "8344"},
  };
  expect_codes(titles);
}

TEST(Occupations, AreTheSameForWomenAndMen) {
  const Title titles[] = {
      {"fr", "Infirmière", "2221"},
      {"fr", "Développeuse web", "2513"},
      {"fr", "Directrice commerciale", "1221"},
      {"fr", "Coiffeuse", "5141"},
      {"en", "Waitress", "5131"},
      {"en", "Saleswoman", "5223"},
      {"de", "Köchin", "5120"},
      {"de", "Bürokauffrau", "4110"},
      {"de", "Zahnärztin", "2261"},
      {"es", "Abogada laboralista", "2611"},
      {"es", "Enfermera", "2221"},
      {"es", "Directora de marketing", "1221"},
      {"it", "Parrucchiera", "5141"},
      {"it", "Sviluppatrice software", "2512"},
      {"nl", "Verkoopster", "5223"},
      {"nl", "Lerares basisonderwijs", "2341"},
      {"pt", "Cozinheira", "5120"},
      {"pt", "Professora de Matemática", "2330"},
      {"pl", "Pielęgniarka", "2221"},
      {"pl", "Księgowa", "3313"},
  };
  expect_codes(titles);
}

TEST(Occupations, ReadBothGendersInOneWord) {
  const Title titles[] = {
      {"fr", "Infirmier(e)", "2221"},
      {"fr", "Développeur/se web", "2513"},
      {"fr", "Chef(fe) de cuisine", "3434"},
      {"fr", "Serveur·euse", "5131"},
      {"de", "Softwareentwickler*in", "2512"},
      {"de", "Verkäufer/-in", "5223"},
      {"de", "Erzieher:in (m/w/d)", "2342"},
      {"es", "Camarero/a", "5131"},
      {"pl", "Koordynator/ka", ""},
      {"pl", "Kelner/ka", "5131"},
  };
  expect_codes(titles);
}

TEST(Occupations, TakeRankAndTrainingOff) {
  const Title titles[] = {
      {"fr", "Apprentie boulangère", "7512"},
      {"fr", "Stage de développeur", "2512"},
      {"en", "Trainee solicitor", "2611"},
      {"en", "Electrician Apprentice", "7411"},
      {"de", "Stellvertretende Filialleiterin", "1420"},
      {"it", "Apprendista parrucchiere", "5141"},
      {"nl", "Junior accountmanager", "3322"},
      {"pl", "Młodszy programista Java", "2512"},
  };
  expect_codes(titles);
}

TEST(Occupations, TellNoMoreThanTheTitle) {
  const Title titles[] = {
      {"en", "Engineer", "2"},
      {"fr", "Technicien", "3"},
      {"it", "Insegnante", "23"},
      {"de", "Lehrerin", "23"},
  };
  expect_codes(titles);
}

TEST(Occupations, AreNotDecidedByAWordThatOnlyStandsBeside) {
  const Title titles[] = {
      {"en", "Friend of the Managing Director", ""},
      {"en", "Nurse Recruitment Champion", ""},
      {"en", "Volunteer", ""},
      {"en", "Manager", ""},
      {"fr", "Chef", ""},
      {"fr", "Responsable", ""},
      {"fr", "Syndicat des infirmiers", ""},
      {"de", "Mitarbeiter", ""},
      {"de", "Maschinenbauer", ""},
      {"de", "Praktikantin", ""},
      {"es", "Encargada", ""},
      {"es", "Hermano de un médico", ""},
      {"it", "Addetta", ""},
      {"it", "Nipote del sindaco", ""},
      {"nl", "Medewerker", ""},
      {"pt", "Colaboradora", ""},
      {"pt", "Filho de professora", ""},
      {"pl", "Specjalista", ""},
      {"pl", "Wolontariuszka", ""},
  };
  expect_codes(titles);
}

TEST(Occupations, OfSeveralJobsTakeTheFirst) {
  const Title titles[] = {
      {"fr", "Serveuse, caissière", "5131"}, {"en", "Welder | Fitter", "7212"}, {"es", "Cocinero / Camarero", "5120"}};
  expect_codes(titles);
}

TEST(Occupations, UnderstandEnglishTitlesInEveryLanguage) {
  const Title titles[] = {
      {"de", "Software Engineer", "2512"}, {"fr", "Bartender", "5132"}, {"pl", "Sales Manager", "1221"}};
  expect_codes(titles);
}

/// The unit groups of ISCO-08; a shorter code is the beginning of one.
constexpr std::string_view unit_groups =
    "0110 0210 0310 1111 1112 1113 1114 1120 1211 1212 1213 1219 1221 1222 1223 1311 1312 1321 1322 1323 1324 1330 "
    "1341 "
    "1342 1343 1344 1345 1346 1349 1411 1412 1420 1431 1439 2111 2112 2113 2114 2120 2131 2132 2133 2141 2142 2143 "
    "2144 "
    "2145 2146 2149 2151 2152 2153 2161 2162 2163 2164 2165 2166 2211 2212 2221 2222 2230 2240 2250 2261 2262 2263 "
    "2264 "
    "2265 2266 2267 2269 2310 2320 2330 2341 2342 2351 2352 2353 2354 2355 2356 2359 2411 2412 2413 2421 2422 2423 "
    "2424 "
    "2431 2432 2433 2434 2511 2512 2513 2514 2519 2521 2522 2523 2529 2611 2612 2619 2621 2622 2631 2632 2633 2634 "
    "2635 "
    "2636 2641 2642 2643 2651 2652 2653 2654 2655 2656 2659 3111 3112 3113 3114 3115 3116 3117 3118 3119 3121 3122 "
    "3123 "
    "3131 3132 3133 3134 3135 3139 3141 3142 3143 3151 3152 3153 3154 3155 3211 3212 3213 3214 3221 3222 3230 3240 "
    "3251 "
    "3252 3253 3254 3255 3256 3257 3258 3259 3311 3312 3313 3314 3315 3321 3322 3323 3324 3331 3332 3333 3334 3339 "
    "3341 "
    "3342 3343 3344 3351 3352 3353 3354 3355 3359 3411 3412 3413 3421 3422 3423 3431 3432 3433 3434 3435 3511 3512 "
    "3513 "
    "3514 3521 3522 4110 4120 4131 4132 4211 4212 4213 4214 4221 4222 4223 4224 4225 4226 4227 4229 4311 4312 4313 "
    "4321 "
    "4322 4323 4411 4412 4413 4414 4415 4416 4419 5111 5112 5113 5120 5131 5132 5141 5142 5151 5152 5153 5161 5162 "
    "5163 "
    "5164 5165 5169 5211 5212 5221 5222 5223 5230 5241 5242 5243 5244 5245 5246 5249 5311 5312 5321 5322 5329 5411 "
    "5412 "
    "5413 5414 5419 6111 6112 6113 6114 6121 6122 6123 6129 6130 6210 6221 6222 6223 6224 6310 6320 6330 6340 7111 "
    "7112 "
    "7113 7114 7115 7119 7121 7122 7123 7124 7125 7126 7127 7131 7132 7133 7211 7212 7213 7214 7215 7221 7222 7223 "
    "7224 "
    "7231 7232 7233 7234 7311 7312 7313 7314 7315 7316 7317 7318 7319 7321 7322 7323 7411 7412 7413 7421 7422 7511 "
    "7512 "
    "7513 7514 7515 7516 7521 7522 7523 7531 7532 7533 7534 7535 7536 7541 7542 7543 7544 7549 8111 8112 8113 8114 "
    "8121 "
    "8122 8131 8132 8141 8142 8143 8151 8152 8153 8154 8155 8156 8157 8159 8160 8171 8172 8181 8182 8183 8189 8211 "
    "8212 "
    "8219 8311 8312 8321 8322 8331 8332 8341 8342 8343 8344 8350 9111 9112 9121 9122 9123 9129 9211 9212 9213 9214 "
    "9215 "
    "9216 9311 9312 9313 9321 9329 9331 9332 9333 9334 9411 9412 9510 9520 9611 9612 9613 9621 9622 9623 9624 9629 ";

TEST(Occupations, HaveOnlyCodesOfTheClassification) {
  const std::set<std::string_view> others = {"-", "head", "rank", "preposition"};
  for (const auto& pack : packs()) {
    const auto rows = gazetteer("occupations/" + pack.code + ".tsv");
    EXPECT_GE(rows.size(), 200U) << pack.code;
    for (const auto& row : rows) {
      ASSERT_EQ(row.size(), 2U) << pack.code;
      if (others.contains(row[0])) continue;
      EXPECT_NE((" " + std::string(unit_groups)).find(" " + std::string(row[0])), std::string::npos) << row[0];
    }
  }
}

TEST(Occupations, AreSetForTheLabelAndEachJob) {
  const auto text = read_lines("fr", {"Comptable"});
  Profile profile;
  profile.basics.label.text = CandidateText("Comptable");
  profile.work.resize(2);
  profile.work[0].position.text = CandidateText("Caissière");
  profile.work[1].name.text = CandidateText("Boulangerie Morel");
  OccupationReader(packs(), folder()).read(text, profile);
  EXPECT_EQ(shown(profile.basics.occupation.code), "3313");
  EXPECT_EQ(shown(profile.work[0].occupation.code), "5230");
  EXPECT_TRUE(profile.work[1].occupation.empty());
}

}  // namespace
}  // namespace tamis::normalize
