#include "tests/redact/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace tamis::redact {
namespace {

using testing::Read;

/// One line of cases/<language>.tsv: what must be found ("none" = nothing of basis gdpr-9, gdpr-10 or identifier), the
/// section it stands in, and the sentence.
struct Case {
  std::string category, section, sentence;
  int line = 0;
};

std::vector<Case> cases_of(const std::string& language) {
  std::ifstream file(TAMIS_SOURCE_DIR "/tests/redact/cases/" + language + ".tsv");
  std::vector<Case> cases;
  std::string row;
  for (int line = 1; std::getline(file, row); ++line) {
    const auto first = row.find('\t'), second = row.find('\t', first + 1);
    if (second == std::string::npos) continue;
    std::string sentence = row.substr(second + 1);
    std::ranges::replace(sentence, '|', '\n');
    cases.push_back({row.substr(0, first), row.substr(first + 1, second - first - 1), std::move(sentence), line});
  }
  return cases;
}

/// A heading of the language's own for each section that the cases use.
std::string heading_of(const std::string& language, const std::string& section) {
  static const std::map<std::string, std::map<std::string, std::string>> headings{
      {"fr",
       {{"personal", "État civil"},
        {"summary", "Profil"},
        {"work", "Expérience professionnelle"},
        {"education", "Formation"},
        {"volunteer", "Bénévolat"},
        {"interests", "Centres d’intérêt"},
        {"skills", "Compétences"},
        {"other", "Divers"},
        {"certificates", "Certifications"}}},
      {"en",
       {{"personal", "Personal details"},
        {"summary", "Profile"},
        {"work", "Work experience"},
        {"education", "Education"},
        {"volunteer", "Volunteering"},
        {"interests", "Interests"},
        {"skills", "Skills"},
        {"other", "Additional information"},
        {"certificates", "Certificates"}}},
      {"de",
       {{"personal", "Persönliche Daten"},
        {"summary", "Profil"},
        {"work", "Berufserfahrung"},
        {"education", "Ausbildung"},
        {"volunteer", "Ehrenamt"},
        {"interests", "Hobbys"},
        {"skills", "Kenntnisse"},
        {"other", "Sonstiges"},
        {"certificates", "Zertifikate"}}},
      {"es",
       {{"personal", "Datos personales"},
        {"summary", "Perfil"},
        {"work", "Experiencia profesional"},
        {"education", "Formación académica"},
        {"volunteer", "Voluntariado"},
        {"interests", "Intereses"},
        {"skills", "Competencias"},
        {"other", "Otros datos"},
        {"certificates", "Certificados"}}},
      {"it",
       {{"personal", "Dati personali"},
        {"summary", "Profilo"},
        {"work", "Esperienza professionale"},
        {"education", "Istruzione e formazione"},
        {"volunteer", "Volontariato"},
        {"interests", "Interessi"},
        {"skills", "Competenze"},
        {"other", "Altro"},
        {"certificates", "Certificazioni"}}},
      {"nl",
       {{"personal", "Persoonlijke gegevens"},
        {"summary", "Over mij"},
        {"work", "Werkervaring"},
        {"education", "Opleiding"},
        {"volunteer", "Vrijwilligerswerk"},
        {"interests", "Hobby’s"},
        {"skills", "Vaardigheden"},
        {"other", "Overig"},
        {"certificates", "Certificaten"}}},
      {"pt",
       {{"personal", "Dados pessoais"},
        {"summary", "Resumo"},
        {"work", "Experiência profissional"},
        {"education", "Formação académica"},
        {"volunteer", "Voluntariado"},
        {"interests", "Passatempos"},
        {"skills", "Competências"},
        {"other", "Outras informações"},
        {"certificates", "Certificações"}}},
      {"pl",
       {{"personal", "Dane osobowe"},
        {"summary", "O mnie"},
        {"work", "Doświadczenie zawodowe"},
        {"education", "Wykształcenie"},
        {"volunteer", "Wolontariat"},
        {"interests", "Zainteresowania"},
        {"skills", "Umiejętności"},
        {"other", "Informacje dodatkowe"},
        {"certificates", "Certyfikaty"}}},
  };
  return headings.at(language).at(section);
}

bool is_sensitive(const Finding& finding) { return basis_of(finding.category) != Basis::protected_; }

class Phrases : public ::testing::TestWithParam<std::string> {};

TEST_P(Phrases, AreFoundOrLeftAloneAsTheLawHasIt) {
  const std::vector<Case> cases = cases_of(GetParam());
  ASSERT_GE(cases.size(), 80U);
  for (const Case& each : cases) {
    const Read read("Robin Muster\nrobin@example.org\n# " + heading_of(GetParam(), each.section) + "\n" +
                    each.sentence);
    std::vector<std::string> found;
    for (const Finding& finding : read.findings()) {
      if (each.category != "none" || is_sensitive(finding)) found.emplace_back(to_name(finding.category));
    }
    if (each.category == "none") {
      EXPECT_THAT(found, ::testing::IsEmpty()) << GetParam() << ".tsv:" << each.line << ": " << each.sentence;
    } else {
      EXPECT_THAT(found, ::testing::Contains(each.category))
          << GetParam() << ".tsv:" << each.line << ": " << each.sentence;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Phrases, ::testing::Values("fr", "en", "de", "es", "it", "nl", "pt", "pl"),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace tamis::redact
