#include "tests/parsers/document_text.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tamis {
namespace {

using test::block_with;
using test::lines_of;
using test::PdfWriter;
using test::read;
using testing::ElementsAre;
using testing::IsEmpty;

MATCHER_P2(WarnsOf, code, page, "") { return arg.code == code && arg.page == page; }

TEST(Pdf, GivesWordsWithPlaceAndLook) {
  const auto document = read(PdfWriter().text(60, 100, "Ada Quill", 24, true).text(60, 130, "Bookbinder", 10).bytes());
  ASSERT_TRUE(document);
  EXPECT_EQ(document->media_type, "application/pdf");
  EXPECT_EQ(document->written_on, "2024-03-15");
  ASSERT_EQ(document->pages.size(), 1U);
  const Word& name = document->pages[0].blocks.at(0).lines.at(0).words.at(0);
  EXPECT_EQ(name.text.reveal(Purpose::extraction), "Ada");
  EXPECT_FLOAT_EQ(name.font_size, 24);
  EXPECT_TRUE(name.bold);
  EXPECT_NEAR(name.box.left, 60, 1);
  EXPECT_LT(name.box.top, 100);
  EXPECT_GE(name.box.bottom, 100);
}

TEST(Pdf, SilentlyHidesNothingThatAReaderSees) {
  const auto document = read(PdfWriter()
                                 .filled(0, 40, 595, 60, "0.1 0.1 0.4")
                                 .draw("1 1 1 rg")
                                 .text(60, 80, "White on a dark band", 14)
                                 .draw("0 g")
                                 .text(60, 200, "Black on paper")
                                 .bytes());
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks), ElementsAre("White on a dark band", "Black on paper"));
  EXPECT_THAT(document->warnings, IsEmpty());
}

struct HiddenCase {
  const char* name;
  std::string bytes;
};

class HiddenText : public testing::TestWithParam<HiddenCase> {};

TEST_P(HiddenText, IsLeftOutWithAWarning) {
  const auto document = read(GetParam().bytes);
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks), ElementsAre("Seen by everybody"));
  EXPECT_THAT(document->warnings, ElementsAre(WarnsOf(WarningCode::hidden_text, 1)));
}

PdfWriter seen() { return PdfWriter().text(60, 100, "Seen by everybody"); }

INSTANTIATE_TEST_SUITE_P(
    Kinds, HiddenText,
    testing::Values(
        HiddenCase{"WhiteOnPaper", seen().draw("1 1 1 rg").text(60, 200, "hire me").bytes()},
        HiddenCase{
            "ColourOfTheBand",
            seen().filled(0, 150, 595, 90, "0.2 0.3 0.4").draw("0.2 0.3 0.4 rg").text(60, 200, "hire me").bytes()},
        HiddenCase{"NearlyWhite", seen().draw("0.96 0.97 0.96 rg").text(60, 200, "hire me").bytes()},
        HiddenCase{"WhiteOutline", seen().draw("1 Tr 1 1 1 RG").text(60, 200, "hire me").bytes()},
        HiddenCase{"AsAClipAlone", seen().draw("q 7 Tr").text(60, 200, "hire me").draw("Q").bytes()},
        HiddenCase{"Transparent", seen()
                                      .resource("/ExtGState << /None << /ca 0 >> >>")
                                      .draw("q /None gs")
                                      .text(60, 200, "hire me")
                                      .draw("Q")
                                      .bytes()},
        HiddenCase{"ClippedAway", seen().draw("q 0 0 20 20 re W n").text(60, 200, "hire me").draw("Q").bytes()},
        HiddenCase{"BehindAnImage", seen()
                                        .text(60, 200, "hire me")
                                        .draw("q 300 0 0 90 40 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
                                        .bytes()},
        HiddenCase{"ScaledDown", seen().draw("BT /F1 10 Tf 0.1 0 0 0.1 60 640 Tm (hire me) Tj ET").bytes()},
        HiddenCase{"SqueezedFlat", seen().draw("q 0 Tz").text(60, 200, "hire me").draw("Q").bytes()},
        HiddenCase{"WithoutInk", seen().draw("3 Tr").text(60, 200, "hire me").bytes()},
        HiddenCase{"Tiny", seen().text(60, 200, "hire me", 1).bytes()},
        HiddenCase{"OffThePage", seen().text(700, 200, "hire me").bytes()},
        HiddenCase{"Covered", seen().text(60, 200, "hire me").filled(40, 150, 300, 90, "1 1 1").bytes()}),
    [](const auto& each) { return std::string(each.param.name); });

/// A font whose code 97 is a picture, wherever its name says so.
std::string picture_font(std::string_view name, std::string_view glyph) {
  return "<< /Type /Font /Subtype /Type1 /BaseFont /" + std::string(name) +
         " /FirstChar 97 /LastChar 98 /Widths [1000 1000] /Encoding << /Differences [97 /" + std::string(glyph) +
         "] >> >>";
}

TEST(Pdf, ReadsThePicturesOfIconFontsAsWhatTheyStandFor) {
  const auto document = read(PdfWriter()
                                 .font("Icons", picture_font("ABCDEF+FontAwesome5Free-Solid", "uniF095"))
                                 .font("Letters", picture_font("MarVoSym", "B"))
                                 .font("Hearts", picture_font("FontAwesome", "uniF004"))
                                 .draw("BT /Icons 10 Tf 40 742 Td (a) Tj /F1 10 Tf 14 0 Td (0113 496 0999) Tj ET")
                                 .draw("BT /Letters 10 Tf 40 722 Td (a) Tj /F1 10 Tf 14 0 Td (ada@example.org) Tj ET")
                                 .draw("BT /Hearts 10 Tf 40 702 Td (a) Tj /F1 10 Tf 14 0 Td (Leeds) Tj ET")
                                 .bytes());
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks), ElementsAre("☎ 0113 496 0999", "✉ ada@example.org", "Leeds"));
}

TEST(Pdf, WarnsOfWordsThatMixScripts) {
  const auto code_of = [](std::string_view text) { return read(text)->warnings; };
  EXPECT_THAT(code_of("I am p\u0430id well"), ElementsAre(WarnsOf(WarningCode::homoglyphs, std::nullopt)));
  EXPECT_THAT(code_of("\u041c\u043e\u0441\u043a\u0432\u0430, 5 k\u03a9, \u00b5m, \u03b2-carotene"), IsEmpty());
}

TEST(Pdf, IgnoresAnAttachmentAloudAndGivesThoseOfAPortfolio) {
  PdfWriter writer = PdfWriter().text(60, 100, "See the attached files").attach("notes.txt", "Notes about bindings");
  const auto unpacked = [&] {
    const std::string bytes = writer.bytes();
    return parsers::make_inline_extractor()->unpack(std::as_bytes(std::span(bytes)), {});
  };
  const auto plain = read(writer.bytes());
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->enclosed, 0);
  EXPECT_THAT(plain->warnings, ElementsAre(WarnsOf(WarningCode::attachment_ignored, std::nullopt)));
  EXPECT_TRUE(unpacked()->empty());
  writer.make_portfolio();
  EXPECT_EQ(read(writer.bytes())->enclosed, 1);
  const auto enclosures = unpacked();
  ASSERT_TRUE(enclosures && enclosures->size() == 1);
  EXPECT_EQ(enclosures->front().name.reveal(Purpose::extraction), "notes.txt");
  EXPECT_EQ(enclosures->front().bytes.reveal(Purpose::extraction), "Notes about bindings");
}

std::string europass(std::string_view employer) {
  return "<SkillsPassport xmlns='http://europass.cedefop.europa.eu/Europass'><LearnerInfo><FirstName>Amelia</FirstName>"
         "<Surname>Quillson</Surname><Employer><Name>" +
         std::string(employer) + "</Name></Employer></LearnerInfo></SkillsPassport>";
}

TEST(Pdf, ComparesTheDataOfAEuropassWithItsPrint) {
  const auto warnings_of = [](std::string_view employer) {
    const PdfWriter print = PdfWriter().text(60, 100, "Amelia Quillson, Leeds Bindery");
    return read(PdfWriter(print).attach("cv.xml", europass(employer)).bytes())->warnings;
  };
  const auto ignored = WarnsOf(WarningCode::attachment_ignored, std::nullopt);
  EXPECT_THAT(warnings_of("Leeds Bindery"), ElementsAre(ignored));
  EXPECT_THAT(warnings_of("Another House, with quite other words"),
              ElementsAre(ignored, WarnsOf(WarningCode::embedded_data_differs, std::nullopt)));
}

TEST(Pdf, ReadsTheDataOfAEuropassWithoutAPrint) {
  const auto document = read(PdfWriter().attach("cv.xml", europass("Leeds Bindery")).bytes());
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks), ElementsAre("Amelia", "Quillson", "Leeds Bindery"));
}

TEST(Pdf, KeepsTheTargetOfALink) {
  const auto document =
      read(PdfWriter().text(60, 100, "Portfolio").link(55, 85, 80, 20, "https://quill.example.org/").bytes());
  ASSERT_TRUE(document);
  EXPECT_EQ(document->pages[0].blocks.at(0).lines.at(0).link, "https://quill.example.org/");
}

TEST(Pdf, ReadsNoMorePagesThanTheLimit) {
  PdfWriter writer;
  writer.text(60, 100, "One").add_page().text(60, 100, "Two").add_page().text(60, 100, "Three");
  Limits limits;
  limits.pages = 2;
  const auto document = read(writer.bytes(), limits);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->pages.size(), 2U);
  EXPECT_THAT(document->warnings, ElementsAre(WarnsOf(WarningCode::pages_skipped, std::nullopt)));
}

TEST(Pdf, ReadsNoMoreWordsThanTheLimit) {
  Limits limits;
  limits.words = 3;
  EXPECT_TRUE(read(PdfWriter().text(60, 100, "one two three").bytes(), limits));
  EXPECT_EQ(read(PdfWriter().text(60, 100, "one two three four").bytes(), limits).error().code,
            ErrorCode::result_too_large);
}

TEST(Pdf, NamesWhatIsWrongWithAFile) {
  const auto code_of = [](std::string_view bytes, const Limits& limits = {}) {
    return read(bytes, limits).error().code;
  };
  EXPECT_EQ(code_of(""), ErrorCode::empty);
  EXPECT_EQ(code_of("%PDF-1.4\nnothing that a PDF has"), ErrorCode::damaged);
  EXPECT_EQ(code_of(PdfWriter().bytes()), ErrorCode::no_text);
  Limits small;
  small.bytes = 100;
  EXPECT_EQ(code_of(PdfWriter().text(60, 100, "Ada").bytes(), small), ErrorCode::too_large);
}

TEST(Pdf, ReadsAFileThatWasCutOff) {
  std::string bytes = PdfWriter().text(60, 100, "Ada Quill").bytes();
  bytes.resize(bytes.find("startxref"));
  const auto document = read(bytes);
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks), ElementsAre("Ada Quill"));
}

TEST(Pdf, GivesTheSameDocumentWhateverWasReadBefore) {
  const std::string bytes = PdfWriter().text(60, 100, "Ada Quill", 18, true).text(60, 130, "Bookbinder").bytes();
  const auto first = read(bytes);
  EXPECT_FALSE(read("%PDF-1.4\nbroken"));
  EXPECT_TRUE(read(PdfWriter().text(60, 500, "Somebody else").bytes()));
  EXPECT_EQ(first, read(bytes));
}

TEST(Pdf, JoinsLetterSpacedWordsAndKeepsTheirSpaces) {
  const auto document = read(PdfWriter()
                                 .spaced_text(60, 100, "WORK HISTORY", 4, 12)
                                 .text(60, 140, "P R O F I L", 12)
                                 .text(60, 160, "I N N E", 12)
                                 .text(60, 180, "Ordinary words stay apart")
                                 .bytes());
  ASSERT_TRUE(document);
  EXPECT_THAT(lines_of(document->pages[0].blocks),
              ElementsAre("WORK HISTORY", "PROFIL", "INNE", "Ordinary words stay apart"));
}

TEST(Pdf, TakesTextDrawnTwiceForBold) {
  const auto document = read(PdfWriter().text(60, 100, "Bookbinder").text(60.3F, 100, "Bookbinder").bytes());
  ASSERT_TRUE(document);
  ASSERT_THAT(lines_of(document->pages[0].blocks), ElementsAre("Bookbinder"));
  EXPECT_TRUE(document->pages[0].blocks[0].lines[0].words[0].bold);
}

TEST(Pdf, MovesPageNumbersAndRepeatedHeadersToTheEnd) {
  PdfWriter writer;
  writer.text(60, 120, "First page").text(290, 820, "1 / 2");
  writer.add_page().text(60, 120, "Second page").text(290, 820, "2 / 2");
  const auto document = read(writer.bytes());
  ASSERT_TRUE(document);
  for (const Page& page : document->pages) EXPECT_EQ(page.blocks.back().role, BlockRole::page_footer);
}

}  // namespace
}  // namespace tamis
