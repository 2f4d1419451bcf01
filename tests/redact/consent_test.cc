#include "redact/consent.hpp"

#include "core/embedded.hpp"
#include "tests/redact/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tamis::redact {
namespace {

using testing::Read;

std::vector<RecordConsentClause> clauses_in(const std::string& line) {
  const Read read("Robin Muster\nrobin@example.org\n" + line);
  const Screened screened = testing::screener().screen(read.document, read.text, read.profile, {});
  EXPECT_TRUE(screened.view(View::client).document.consent_clauses.empty());
  return screened.view(View::full).document.consent_clauses;
}

struct Sample {
  const char* language;
  const char* statute;  ///< one of those cited; empty if none is
  bool stale;
  const char* words;
};

constexpr Sample samples[] = {
    {"pl", "Ustawa z dnia 29 sierpnia 1997 r.", true,
     "Wyrażam zgodę na przetwarzanie moich danych osobowych dla potrzeb rekrutacji zgodnie z ustawą z dnia 29.08.1997 "
     "r. o "
     "ochronie danych osobowych (Dz. U. nr 133, poz. 883)."},
    {"pl", "Regulation (EU) 2016/679", false,
     "Wyrażam zgodę na przetwarzanie moich danych osobowych zgodnie z RODO oraz ustawą z dnia 10 maja 2018 r."},
    {"it", "Decreto legislativo 196/2003", true,
     "Autorizzo il trattamento dei miei dati personali ai sensi del D.Lgs. 196/2003."},
    {"it", "Legge 675/1996", true, "Autorizzo il trattamento dei miei dati personali in base alla legge 675/96."},
    {"it", "Regulation (EU) 2016/679", false,
     "Autorizzo il trattamento dei dati personali ai sensi del D.Lgs. 196/2003 e del GDPR (Regolamento UE 2016/679)."},
    {"fr", "Loi n° 78-17", true,
     "J’autorise le traitement de mes données conformément à la loi n° 78-17 du 6 janvier 1978."},
    {"fr", "Regulation (EU) 2016/679", false, "J’autorise le traitement de mes données personnelles (RGPD)."},
    {"de", "BDSG before 2018", true, "Ich bin mit der Verarbeitung meiner Daten nach § 4a BDSG einverstanden."},
    {"de", "Regulation (EU) 2016/679", false,
     "Ich willige in die Verarbeitung meiner personenbezogenen Daten gemäß DSGVO ein."},
    {"es", "Ley Orgánica 15/1999", true,
     "Autorizo el tratamiento de mis datos personales según la Ley Orgánica 15/1999."},
    {"es", "Ley Orgánica 3/2018", false, "Consiento el tratamiento de mis datos conforme a la Ley Orgánica 3/2018."},
    {"pt", "Lei n.º 67/98", true, "Autorizo o tratamento dos meus dados pessoais nos termos da Lei n.º 67/98."},
    {"pt", "Regulation (EU) 2016/679", false, "Autorizo o tratamento dos meus dados pessoais ao abrigo do RGPD."},
    {"nl", "Wet bescherming persoonsgegevens", true,
     "Hierbij geef ik toestemming voor de verwerking van mijn gegevens volgens de Wet bescherming persoonsgegevens."},
    {"nl", "Regulation (EU) 2016/679", false,
     "Ik geef toestemming voor het verwerken van mijn gegevens conform de AVG."},
    {"en", "Data Protection Act 1998", true,
     "I consent to the processing of my personal data under the Data Protection Act 1998."},
    {"en", "Regulation (EU) 2016/679", false, "I hereby agree to the processing of my personal data under the GDPR."},
    {"en", "", false, "I hereby authorise you to keep and use my data for recruitment."},
};

TEST(Consent, IsToldWithItsLanguageItsLawsAndWhetherTheyStillGovern) {
  for (const Sample& sample : samples) {
    const auto clauses = clauses_in(sample.words);
    ASSERT_EQ(clauses.size(), 1U) << sample.words;
    EXPECT_EQ(clauses[0].language, sample.language) << sample.words;
    EXPECT_EQ(clauses[0].stale, sample.stale) << sample.words;
    if (*sample.statute == '\0') {
      EXPECT_THAT(clauses[0].statutes, ::testing::IsEmpty()) << sample.words;
    } else {
      EXPECT_THAT(clauses[0].statutes, ::testing::Contains(sample.statute)) << sample.words;
    }
  }
}

TEST(Consent, IsNoFindingWhateverItLists) {
  for (const char* line :
       {"Autorizzo il trattamento dei miei dati, inclusi quelli su salute, religione e appartenenza sindacale (GDPR).",
        "Wyrażam zgodę na przetwarzanie moich danych wrażliwych, w tym o stanie zdrowia i wyznaniu.",
        "I consent to the processing of my personal data, including data on disability and trade union membership."}) {
    const auto clauses = clauses_in(line);
    ASSERT_EQ(clauses.size(), 1U) << line;
    EXPECT_THAT(Read("Robin Muster\nrobin@example.org\n" + std::string(line)).findings(), ::testing::IsEmpty()) << line;
  }
}

TEST(Consent, SpeaksOfSpecialCategoriesOnlyWhereItDoes) {
  EXPECT_TRUE(clauses_in("Wyrażam zgodę na przetwarzanie moich danych, także danych wrażliwych.").at(0).special);
  EXPECT_FALSE(clauses_in("Wyrażam zgodę na przetwarzanie moich danych osobowych.").at(0).special);
}

TEST(Consent, IsNoWordAboutDataProtectionAtWork) {
  for (const char* line : {"Datenschutzbeauftragter, Umsetzung der DSGVO", "Formation RGPD et protection des données",
                           "GDPR implementation lead", "Wdrożenie RODO w spółce"}) {
    EXPECT_THAT(clauses_in(line), ::testing::IsEmpty()) << line;
  }
}

TEST(Consent, HidesNoNumberAndNothingBehindIt) {
  const Read read(
      "Robin Muster\nrobin@example.org\n# Inne\nPESEL 44051401359, wyrażam zgodę na przetwarzanie moich danych.\n"
      "Choruję na cukrzycę typu 1.");
  EXPECT_THAT(read.findings(), ::testing::SizeIs(2));
}

TEST(Consent, FilesThatDoNotHoldAreRefused) {
  for (const char* text : {"", "[openings]\nfr = [1]\n", "[openings]\nfr = ['(']\n",
                           "[openings]\nfr = ['a']\n[special]\nwords = ['b']\n[[statute]]\npatterns = ['c']\n"}) {
    const auto read = ConsentClauses::read(text, testing::normalizer().folder());
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::pack_invalid);
  }
}

}  // namespace
}  // namespace tamis::redact
