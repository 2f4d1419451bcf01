#include "normalize/dates.hpp"

#include "normalize/text_folder.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

/// "start/end", "start/…" for what goes on, "date" for one alone, "" for none.
std::string read(std::string_view text) {
  static const IcuTextFolder folder;
  static const auto packs = load_packs(folder);
  static const DateReader dates(*packs);
  ReadingText line;
  line.text = CandidateText(text);
  line.folded = folder.fold(text);
  const auto periods = dates.find(piece_of(line, Span{0, static_cast<std::uint32_t>(text.size())}));
  if (periods.empty()) return {};
  const auto& period = periods.front();
  if (period.single) return period.start->iso();
  return (period.start ? period.start->iso() : "") + "/" + (period.ongoing ? "…" : period.end ? period.end->iso() : "");
}

struct Case {
  const char* text;
  const char* period;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.text; }

class Dates : public testing::TestWithParam<Case> {};

TEST_P(Dates, AreReadAsPreciselyAsWritten) { EXPECT_EQ(read(GetParam().text), GetParam().period); }

INSTANTIATE_TEST_SUITE_P(
    French, Dates,
    testing::Values(Case{"janvier 2019 – mars 2020", "2019-01/2020-03"},
                    Case{"févr. 2019 à août 2021", "2019-02/2021-08"}, Case{"depuis septembre 2018", "2018-09/…"},
                    Case{"Déc. 2016 à ce jour", "2016-12/…"}, Case{"de juin à septembre 2014", "2014-06/2014-09"},
                    Case{"du 3 mars 2019 au 15 avril 2020", "2019-03-03/2020-04-15"}, Case{"2014 - en cours", "2014/…"},
                    Case{"été 2015", "2015"}, Case{"jusqu'en 2012", "/2012"}, Case{"1er mai 2017", "2017-05-01"}));
INSTANTIATE_TEST_SUITE_P(English, Dates,
                         testing::Values(Case{"Mar 2019 to present", "2019-03/…"},
                                         Case{"September 2010 - June 2012 (1 year 9 months)", "2010-09/2012-06"},
                                         Case{"March 3, 2019", "2019-03-03"}, Case{"since 2015", "2015/…"},
                                         Case{"Jan-Mar 2020", "2020-01/2020-03"},
                                         Case{"Sept '09 – Dec '11", "2009-09/2011-12"}, Case{"Summer 2016", "2016"},
                                         Case{"2019–20", "2019/2020"}));
INSTANTIATE_TEST_SUITE_P(German, Dates,
                         testing::Values(Case{"03/2019 – heute", "2019-03/…"}, Case{"seit 04.2017", "2017-04/…"},
                                         Case{"01.10.2012 bis 30.09.2015", "2012-10-01/2015-09-30"},
                                         Case{"März – Juni 2019", "2019-03/2019-06"},
                                         Case{"von 2010 bis 2012", "2010/2012"},
                                         Case{"Jänner 2014 – Dez. 2016", "2014-01/2016-12"}));
INSTANTIATE_TEST_SUITE_P(Spanish, Dates,
                         testing::Values(Case{"enero de 2019 – actualidad", "2019-01/…"},
                                         Case{"sept. 2009 a jun. 2010", "2009-09/2010-06"},
                                         Case{"desde mayo de 2021", "2021-05/…"},
                                         Case{"20 de agosto de 2018", "2018-08-20"}));
INSTANTIATE_TEST_SUITE_P(Italian, Dates,
                         testing::Values(Case{"gennaio 2019 – ad oggi", "2019-01/…"},
                                         Case{"dal 2010 al 2014", "2010/2014"}, Case{"Dal ottobre 2018", "2018-10/…"},
                                         Case{"giu. 2012 – ott. 2014", "2012-06/2014-10"}));
INSTANTIATE_TEST_SUITE_P(Dutch, Dates,
                         testing::Values(Case{"mrt 2019 t/m heden", "2019-03/…"},
                                         Case{"mei 2010 tot juli 2014", "2010-05/2014-07"},
                                         Case{"sinds augustus 2020", "2020-08/…"}));
INSTANTIATE_TEST_SUITE_P(Portuguese, Dates,
                         testing::Values(Case{"março de 2019 - até à data", "2019-03/…"},
                                         Case{"2010 a 2014", "2010/2014"},
                                         Case{"fev. 2016 – out. 2018", "2016-02/2018-10"},
                                         Case{"desde 2019", "2019/…"}));
INSTANTIATE_TEST_SUITE_P(Polish, Dates,
                         testing::Values(Case{"marzec 2019 – obecnie", "2019-03/…"},
                                         Case{"od stycznia 2015 do grudnia 2017", "2015-01/2017-12"},
                                         Case{"IX 2010 – VI 2012", "2010-09/2012-06"},
                                         Case{"15 maja 2020 r.", "2020-05-15"}, Case{"od 2018", "2018/…"},
                                         Case{"paź. 2013 – wrz. 2014", "2013-10/2014-09"}));
INSTANTIATE_TEST_SUITE_P(Numbers, Dates,
                         testing::Values(Case{"2019-03 — 2020-11", "2019-03/2020-11"}, Case{"2019-03-14", "2019-03-14"},
                                         Case{"05/17 – 08/19", "2017-05/2019-08"}, Case{"2014", "2014"},
                                         Case{"2o14 - 2ol6", "2014/2016"}, Case{"13/25/2019", ""}, Case{"12 345", ""},
                                         Case{"06 39 98 88 10", ""}, Case{"2099-01", ""}, Case{"1850", ""}));

TEST(DateReader, TakesNoOrdinalForAYear) { EXPECT_EQ(read("2010 – 12.º ano"), "2010"); }

TEST(DateReader, TakesNoPeriodThatEndsBeforeItBegins) { EXPECT_NE(read("2019 – 2015"), "2019/2015"); }

TEST(DatesInNames, OfNormsAndProgramsAreNoYears) {
  EXPECT_EQ(read("VDI 2000"), "");
  EXPECT_EQ(read("Windows 2000, Office 2010"), "");
  EXPECT_EQ(read("MBA 2000"), "2000");
  EXPECT_EQ(read("ISO 2010 - 2012"), "2010/2012");
}

}  // namespace
}  // namespace tamis::normalize
