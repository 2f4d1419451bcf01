#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;

constexpr std::string_view transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

std::string part(std::string_view root, std::string_view inner, std::string_view space = transitional) {
  return std::string("<w:")
      .append(root)
      .append(" xmlns:w='")
      .append(space)
      .append(
          "' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
          " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
          " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>")
      .append(inner)
      .append("</w:")
      .append(root)
      .append(">");
}

std::string relationships(std::string_view inner) {
  return std::string("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>")
      .append(inner)
      .append("</Relationships>");
}

struct Docx {
  std::string body;
  std::string styles;
  std::string links;
  Members more;
  std::string_view space = transitional;

  [[nodiscard]] std::string file() const {
    Members members{
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", relationships("<Relationship Id='r1' Type='x/officeDocument' Target='word/document.xml'/>")},
        {"word/document.xml", part("document", "<w:body>" + body + "</w:body>", space)},
        {"word/styles.xml", part("styles", styles, space)},
        {"word/_rels/document.xml.rels",
         relationships("<Relationship Id='s' Type='x/styles' Target='styles.xml'/>" + links)}};
    members.insert(members.end(), more.begin(), more.end());
    return make_zip(members);
  }
};

std::string paragraph(std::string_view inner) { return std::string("<w:p>").append(inner).append("</w:p>"); }
std::string run(std::string_view text, std::string_view look = "") {
  return std::string("<w:r><w:rPr>")
      .append(look)
      .append("</w:rPr><w:t xml:space='preserve'>")
      .append(text)
      .append("</w:t></w:r>");
}
std::string plain(std::string_view text) { return paragraph(run(text)); }

}  // namespace

TEST(Docx, ReadsParagraphsInBothNamespaces) {
  for (const auto space : {transitional, strict}) {
    const Document document =
        read_or_fail(Docx{.body = plain("Ada Muster"), .styles = "", .links = "", .more = {}, .space = space}.file());
    EXPECT_FALSE(document.paged);
    EXPECT_THAT(blocks_of(document), ElementsAre("body: Ada Muster"));
  }
}

TEST(Docx, JoinsTheRunsOfOneWord) {
  const Document document =
      read_or_fail(Docx{paragraph(run("Ex") + run("peri") + run("ence here")), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Experience here"));
}

TEST(Docx, KeepsAWordWholeAtItsAccents) {
  const Document document = read_or_fail(Docx{
      plain("Diplômée décembre 2019") + paragraph(run("Sept") + run("embre 2019 – décembre 2021")),
      "",
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Diplômée décembre 2019", "body: Septembre 2019 – décembre 2021"));
}

TEST(Docx, SetsAPeriodApartThatAConversionGluedToATitle) {
  const Document document = read_or_fail(Docx{paragraph(run("Engineer") + run("2019 – 2021")), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Engineer", "date: 2019 – 2021"));
}

TEST(Docx, TellsHeadingsByNameOutlineAndChain) {
  const std::string styles =
      "<w:style w:type='paragraph' w:styleId='Titre1'><w:name w:val='Titre 1'/></w:style>"
      "<w:style w:type='paragraph' w:styleId='Section'><w:name w:val='Section'/><w:basedOn w:val='Titre1'/></w:style>"
      "<w:style w:type='paragraph' w:styleId='O'><w:name w:val='Own'/><w:pPr><w:outlineLvl "
      "w:val='1'/></w:pPr></w:style>";
  std::string body;
  for (const char* style : {"Titre1", "Section", "O", "Unknown"}) {
    body += paragraph(std::string("<w:pPr><w:pStyle w:val='") + style + "'/></w:pPr>" + run("Words"));
  }
  const Document document = read_or_fail(Docx{body, styles, "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("heading: Words", "heading: Words", "heading: Words", "body: Words"));
  EXPECT_EQ(document.pages[0].blocks[2].level, 2);
}

TEST(Docx, TellsListItemsByNumberingAndByTypedBullets) {
  const std::string numbered = "<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr>";
  const Document document = read_or_fail(
      Docx{paragraph(numbered + run("counted")) + plain("• typed") + plain("-5 degrees"), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("list_item: counted", "list_item: typed", "body: -5 degrees"));
  EXPECT_EQ(document.pages[0].blocks[0].level, 1);
}

TEST(Docx, SetsADateBehindATabApartInTheSameRow) {
  const Document document =
      read_or_fail(Docx{paragraph(run("Engineer") + "<w:r><w:tab/></w:r>" + run("2019 – 2021")), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Engineer", "date: 2019 – 2021"));
  EXPECT_EQ(document.pages[0].blocks[0].row, document.pages[0].blocks[1].row);
}

TEST(Docx, BreaksLinesInsideAParagraph) {
  const Document document =
      read_or_fail(Docx{paragraph(run("first") + "<w:r><w:br/></w:r>" + run("second")), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: first / second"));
}

TEST(Docx, ReadsOneBranchOfAlternativesAndTextBoxesBeforeTheirParagraph) {
  const std::string box = "<w:txbxContent>" + plain("inside") + "</w:txbxContent>";
  const Document document = read_or_fail(Docx{
      paragraph(run("around") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>" + box +
                "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback></mc:AlternateContent></w:r>" + run(" it")),
      "",
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: inside", "body: around it"));
}

TEST(Docx, PutsHeadersFirstAndFootersLastAndEachOnce) {
  const std::string links =
      "<Relationship Id='h1' Type='x/header' Target='header1.xml'/><Relationship Id='h2' Type='x/header' "
      "Target='header2.xml'/>"
      "<Relationship Id='f1' Type='x/footer' Target='footer1.xml'/>";
  const Document document = read_or_fail(Docx{
      plain("Profile"),
      "",
      links,
      {{"word/header1.xml", part("hdr", plain("Ada Muster"))},
       {"word/header2.xml", part("hdr", plain("Ada Muster"))},
       {"word/footer1.xml",
        part("ftr", plain("page 1"))}}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("page_header: Ada Muster", "body: Profile", "page_footer: page 1"));
}

TEST(Docx, KeepsInsertionsAndLeavesOutDeletionsMovesAndComments) {
  const Document document = read_or_fail(Docx{
      paragraph(run("a ") + "<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins>" + run("c ") +
                "</w:ins><w:moveFrom>" + run("d") + "</w:moveFrom><w:moveTo>" + run("e") +
                "</w:moveTo><w:r><w:annotationRef/></w:r>"),
      "",
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: a c e"));
  EXPECT_TRUE(has_warning(document, WarningCode::tracked_changes));
}

TEST(Docx, LeavesOutWhatAReaderWouldNotSee) {
  const std::string styles =
      "<w:style w:type='character' w:styleId='Ghost'><w:name w:val='Ghost'/><w:rPr><w:vanish/></w:rPr></w:style>";
  const Document document = read_or_fail(Docx{
      paragraph(run("seen ") + run("a ", "<w:vanish/>") + run("b ", "<w:color w:val='FFFFFF'/>") +
                run("c ", "<w:sz w:val='2'/>") + run("d ", "<w:rStyle w:val='Ghost'/>") +
                run("too", "<w:color w:val='FFFFFF'/><w:shd w:fill='203040'/>")),
      styles,
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: seen too"));
  EXPECT_TRUE(has_warning(document, WarningCode::hidden_text));
}

TEST(Docx, KnowsWhereLinksLead) {
  const std::string links =
      "<Relationship Id='l' Type='x/hyperlink' TargetMode='External' Target='mailto:ada@example.com'/>";
  const Document document = read_or_fail(Docx{
      paragraph("<w:hyperlink r:id='l'>" + run("write me") + "</w:hyperlink>") +
          paragraph("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK "
                    "\"https://example.org/a\"</w:instrText></w:r>"
                    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" +
                    run("site") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"),
      "",
      links,
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: write me", "body: site"));
  EXPECT_EQ(document.pages[0].blocks[0].lines[0].link, "mailto:ada@example.com");
  EXPECT_EQ(document.pages[0].blocks[1].lines[0].link, "https://example.org/a");
}

TEST(Docx, ResolvesTheLookThroughDefaultsStylesAndRuns) {
  const std::string styles =
      "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
      "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/><w:rPr><w:i/></w:rPr></w:style>";
  const Document document = read_or_fail(
      Docx{paragraph(run("a ") + run("b ", "<w:b/><w:i w:val='0'/><w:color w:val='336699'/>")), styles, "", {}}.file());
  const auto& words = document.pages[0].blocks[0].lines[0].words;
  EXPECT_EQ(words[0].font_size, 10.5F);
  EXPECT_TRUE(words[0].italic);
  EXPECT_FALSE(words[0].bold);
  EXPECT_TRUE(words[1].bold);
  EXPECT_FALSE(words[1].italic);
  EXPECT_EQ(words[1].colour, 0x336699u);
}

TEST(Docx, ReadsTablesOfDataAsCells) {
  const auto cell = [](std::string_view text) { return "<w:tc>" + plain(text) + "</w:tc>"; };
  const Document document = read_or_fail(Docx{
      "<w:tbl><w:tr>" + cell("English") + cell("C1") + "</w:tr><w:tr>" + cell("French") + cell("B2") +
          "</w:tr></w:tbl>",
      "",
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document),
              ElementsAre("table_cell: English", "table_cell: C1", "table_cell: French", "table_cell: B2"));
  const Block& last = document.pages[0].blocks[3];
  EXPECT_EQ(std::tuple(last.table, last.row, last.column), std::tuple(0, 1, 1));
}

TEST(Docx, ReadsTablesOfLayoutAsRegions) {
  const std::string left = "<w:tc>" + plain("a") + plain("b") + plain("c") + plain("d") + "</w:tc>";
  const std::string right = "<w:tc>" + plain("e") + plain("f") + plain("g") + "</w:tc>";
  const Document document =
      read_or_fail(Docx{plain("top") + "<w:tbl><w:tr>" + left + right + "</w:tr></w:tbl>", "", "", {}}.file());
  std::vector<int> regions;
  for (const Block& block : document.pages[0].blocks) {
    regions.push_back(block.region);
    EXPECT_EQ(block.role, BlockRole::body);
  }
  EXPECT_THAT(regions, ElementsAre(0, 1, 1, 1, 1, 2, 2, 2));
}

TEST(Docx, ReadsATableInsideACell) {
  const std::string inner = "<w:tbl><w:tr><w:tc>" + plain("B2") + "</w:tc></w:tr></w:tbl>";
  const Document document = read_or_fail(Docx{
      "<w:tbl><w:tr><w:tc>" + plain("French") + inner + plain("since 2019") + "</w:tc></w:tr></w:tbl>",
      "",
      "",
      {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("table_cell: French", "table_cell: B2", "table_cell: since 2019"));
}

TEST(Docx, ReadsContentControlsAroundParagraphsAndRuns) {
  const auto control = [](std::string_view inner) {
    return std::string("<w:sdt><w:sdtPr><w:alias w:val='Name'/></w:sdtPr><w:sdtContent>").append(inner) +
           "</w:sdtContent></w:sdt>";
  };
  const Document document = read_or_fail(
      Docx{control(plain("Ada Muster")) + paragraph(run("born in ") + control(run("Leeds"))), "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Ada Muster", "body: born in Leeds"));
}

TEST(Docx, ReadsFootnotesAfterTheTextWithoutTheirSeparators) {
  const std::string notes =
      part("footnotes", "<w:footnote w:type='separator' w:id='0'>" + plain("line") +
                            "</w:footnote><w:footnote w:id='1'>" + plain("with honours") + "</w:footnote>");
  const Document document = read_or_fail(Docx{
      paragraph(run("Degree") + "<w:r><w:footnoteReference w:id='1'/></w:r>"),
      "",
      "<Relationship Id='n' Type='x/footnotes' Target='footnotes.xml'/>",
      {{"word/footnotes.xml", notes}}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Degree", "body: with honours"));
}

TEST(Docx, LeavesOutNotesThatNothingRefersTo) {
  const std::string notes =
      part("footnotes", "<w:footnote w:id='1'>" + plain("of an earlier version") + "</w:footnote>");
  const Document document = read_or_fail(Docx{
      plain("Degree"),
      "",
      "<Relationship Id='n' Type='x/footnotes' Target='footnotes.xml'/>",
      {{"word/footnotes.xml", notes}}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Degree"));
}

TEST(Docx, FindsAStyleAndWhatItRestsOnFarDownALargeSheet) {
  std::string styles =
      "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='Own'/><w:basedOn w:val='Last'/></w:style>";
  for (int i = 0; i < 1000; ++i) {
    const std::string id = std::to_string(i * 7919);
    styles += "<w:style w:type='table' w:styleId='T" + id + "'><w:name w:val='Grid " + id + "'/></w:style>";
  }
  styles +=
      "<w:style w:type='paragraph' w:styleId='Last'><w:name w:val='heading 2'/></w:style>"
      "<w:style w:type='character' w:styleId='Gone'><w:rPr><w:vanish/></w:rPr></w:style>";
  const std::string body = paragraph("<w:pPr><w:pStyle w:val='A'/></w:pPr>" + run("Work")) +
                           paragraph(run("seen ") + run("unseen", "<w:rStyle w:val='Gone'/>"));
  const Document document = read_or_fail(Docx{body, styles, "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("heading: Work", "body: seen"));
}

TEST(Docx, JoinsParagraphsWhoseMarkWasDeleted) {
  const std::string body = paragraph("<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Book")) + plain("binder");
  const Document document = read_or_fail(Docx{body, "", "", {}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: Bookbinder"));
  EXPECT_TRUE(has_warning(document, WarningCode::tracked_changes));
}

TEST(Docx, ReadsTemplatesAndStrictPackages) {
  constexpr std::string_view office = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
  const std::string links = relationships("<Relationship Id='r' Type='" + std::string(office) +
                                          "officeDocument' Target='/word/document2.xml'/>");
  const std::string own =
      relationships("<Relationship Id='h' Type='" + std::string(office) + "header' Target='h.xml'/>");
  const Document document = read_or_fail(
      make_zip({{"[Content_Types].xml",
                 "<Types><Override PartName='/word/document2.xml' ContentType='application/"
                 "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'/></Types>"},
                {"_rels/.rels", links},
                {"word/document2.xml", part("document", "<w:body>" + plain("Ada Muster") + "</w:body>", strict)},
                {"word/_rels/document2.xml.rels", own},
                {"word/h.xml", part("hdr", plain("Leeds"), strict)}}));
  EXPECT_THAT(blocks_of(document), ElementsAre("page_header: Leeds", "body: Ada Muster"));
}

TEST(Docx, ReadsAChunkOfAnotherFormatInItsPlace) {
  const std::string links =
      "<Relationship Id='a' Type='x/aFChunk' Target='chunk.html'/><Relationship Id='b' Type='x/aFChunk' "
      "Target='c.docx'/>";
  const std::string inner = Docx{plain("inner document"), "", "", {}}.file();
  const std::string html = "<html><body><h2>Skills</h2><ul><li>Gilding</li></ul></body></html>";
  const Document document = read_or_fail(Docx{
      plain("before") + "<w:altChunk r:id='a'/>" + plain("between") + "<w:altChunk r:id='b'/>",
      "",
      links,
      {{"word/chunk.html", html},
       {"word/c.docx", inner}}}.file());
  EXPECT_THAT(blocks_of(document), ElementsAre("body: before", "heading: Skills", "list_item: Gilding", "body: between",
                                               "body: inner document"));
}

TEST(Docx, ReadsNoChunkThatHoldsItself) {
  const std::string links = "<Relationship Id='a' Type='x/aFChunk' Target='c.docx'/>";
  std::string file = Docx{plain("innermost"), "", "", {}}.file();
  for (int i = 0; i < 6; ++i)
    file = Docx{plain("x") + "<w:altChunk r:id='a'/>", "", links, {{"word/c.docx", file}}}.file();
  const Document document = read_or_fail(file);
  EXPECT_THAT(blocks_of(document), ElementsAre("body: x", "body: x", "body: x", "body: x"));
  EXPECT_TRUE(has_warning(document, WarningCode::attachment_ignored));
}

TEST(Docx, TellsWhenItWasLastChanged) {
  const std::string core =
      "<c:p xmlns:c='c' "
      "xmlns:dcterms='http://purl.org/dc/terms/'><dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified></c:p>";
  EXPECT_EQ(read_or_fail(Docx{plain("x"), "", "", {{"docProps/core.xml", core}}}.file()).written_on, "2024-05-06");
}

TEST(Docx, WarnsOfMacrosAttachmentsAndRemoteContent) {
  const std::string links =
      "<Relationship Id='t' Type='x/attachedTemplate' TargetMode='External' Target='https://example.com/t'/>";
  const Document document =
      read_or_fail(Docx{plain("x"), "", links, {{"word/vbaProject.bin", "?"}, {"word/embeddings/o.bin", "?"}}}.file());
  EXPECT_TRUE(has_warning(document, WarningCode::macros_ignored));
  EXPECT_TRUE(has_warning(document, WarningCode::attachment_ignored));
  EXPECT_TRUE(has_warning(document, WarningCode::remote_content_ignored));
}

TEST(Docx, NamesWhatIsWrongWithIt) {
  EXPECT_EQ(error_of(Docx{"", "", "", {}}.file()), ErrorCode::no_text);
  EXPECT_EQ(error_of(make_zip({{"[Content_Types].xml", ""}, {"xl/workbook.xml", ""}})),
            ErrorCode::mismatched_container);
  const Members hostile{{"[Content_Types].xml", ""}, {"word/document.xml", "<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>"}};
  EXPECT_EQ(error_of(make_zip(hostile)), ErrorCode::forbidden_markup);
  Limits limits;
  limits.words = 2;
  EXPECT_EQ(error_of(Docx{plain("one two three"), "", "", {}}.file(), limits), ErrorCode::result_too_large);
}

}  // namespace tamis::parsers
