#include "ingest/redactor.hpp"
#include "ingest/rendition_check.hpp"
#include "ingest/sheets.hpp"
#include "renditions/docx.hpp"
#include "renditions/pdf.hpp"
#include "renditions/typeset.hpp"
#include "tests/ingest/engines.hpp"
#include "tests/ingest/tampering.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <filesystem>

namespace tamis::ingest {
namespace {

using renditions::Format;
using renditions::Sheet;
using testing::pipeline;
using testing::with_change;
using testing::with_part;
using testing::with_text;

Upload sample(const std::string& name) {
  return load_file(std::string(TAMIS_SOURCE_DIR) + "/samples/docs/" + name, Limits()).value();
}

Result<std::string> redacted(const std::string& name, View view, Format format, bool typeset = false) {
  return Redactor(pipeline()).redact(sample(name), {.view = view, .format = format, .typeset = typeset});
}

/// A nurse's CV as the anonymous view hides it; read once, since reading it again costs seconds.
struct Case {
  Upload upload = sample("nurse-fr.pdf");
  Reading reading = pipeline().normalize(pipeline().extract(upload).value()).value();
  redact::Masks masks = pipeline().screener().masks(reading.document, reading.text, reading.profile, View::anonymous);
  Choices choices = no_choice;
  RenditionCheck check{pipeline(), View::anonymous, choices, masks};
  std::vector<Sheet> sheets = draw_sheets(pipeline(), upload, reading, masks).value();
  std::string pdf = renditions::write_pdf(sheets).value();
  std::vector<renditions::Paragraph> paragraphs =
      renditions::paragraphs_of(reading.text, [this](Span span) { return masks.hide(span); });
  std::string docx = renditions::write_docx(paragraphs).value();
  renditions::Outline outline =
      renditions::outline_of(*pipeline().screen(reading, describe(upload), false).view(View::anonymous).profile, "fr");
  std::string html = renditions::write_html(outline);

  [[nodiscard]] std::string secret() const { return *std::ranges::max_element(masks.secrets, {}, &std::string::size); }
  [[nodiscard]] std::vector<std::string> said() const {
    std::vector<std::string> texts;
    for (const auto& paragraph : paragraphs) texts.insert(texts.end(), paragraph.lines.begin(), paragraph.lines.end());
    return texts;
  }
};

Case& nurse() {
  static Case read;
  return read;
}

ErrorCode verdict(const Result<std::string>& released) {
  return released ? ErrorCode::internal : released.error().code;
}

bool releases_pdf(const std::string& bytes) {
  const auto released = nurse().check.pass(bytes, nurse().sheets);
  EXPECT_TRUE(released || released.error().code == ErrorCode::rendition_leaks);
  return released.has_value();
}

bool releases_docx(const std::string& bytes) {
  const auto released = nurse().check.pass(Format::docx, bytes, nurse().said());
  EXPECT_TRUE(released || released.error().code == ErrorCode::rendition_leaks);
  return released.has_value();
}

bool releases_html(const std::string& bytes) {
  const auto released = nurse().check.pass(Format::html, bytes, renditions::texts_of(nurse().outline));
  EXPECT_TRUE(released || released.error().code == ErrorCode::rendition_leaks);
  return released.has_value();
}

TEST(Redactor, MakesTheSameBytesOfTheSameDocument) {
  const auto once = redacted("nurse-fr.pdf", View::anonymous, Format::pdf);
  ASSERT_TRUE(once);
  EXPECT_EQ(*once, *redacted("nurse-fr.pdf", View::anonymous, Format::pdf));
  EXPECT_EQ(nurse().docx, *redacted("nurse-fr.pdf", View::anonymous, Format::docx));
}

TEST(Redactor, RefusesTheFullViewAndALayoutThatThereIsNot) {
  EXPECT_EQ(verdict(redacted("nurse-fr.pdf", View::full, Format::pdf)), ErrorCode::unknown_view);
  EXPECT_EQ(verdict(redacted("driver-en.txt", View::client, Format::pdf)), ErrorCode::no_rendition);
}

/// One copy of one sample for a client who may not learn the name.
struct Copy {
  std::string sample;
  Format format;
  bool typeset = false;
};

void PrintTo(const Copy& copy, std::ostream* out) {
  *out << copy.sample << " as " << (copy.typeset ? "typeset " : "") << to_name(copy.format);
}

/// The short leak test: a copy is released only if nothing that is hidden can be found in it.
class Renditions : public ::testing::TestWithParam<Copy> {
 protected:
  Renditions() : reading_(pipeline().normalize(pipeline().extract(sample(GetParam().sample)).value()).value()) {}

  [[nodiscard]] Result<std::string> made() const {
    const auto& [name, format, typeset] = GetParam();
    return redacted(name, View::anonymous, format, typeset || !reading_.document.paged);
  }

  void expect_clean(const std::string& made) const {
    const auto bytes = std::as_bytes(std::span(made));
    const auto again = pipeline().extract({CandidateText("again"), {bytes.begin(), bytes.end()}});
    ASSERT_TRUE(again);
    const renditions::Secrets secrets(
        pipeline().screener().masks(reading_.document, reading_.text, reading_.profile, View::anonymous).secrets,
        pipeline().folder());
    const ReadingText text = pipeline().normalize(*again)->text;
    EXPECT_FALSE(secrets.in_text(text.text.reveal(Purpose::screening)));
    EXPECT_FALSE(secrets.in_bytes(made));
  }

  const Reading reading_;
};

class EveryRendition : public Renditions {};

TEST_P(Renditions, AreReleasedWithoutTheName) {
  const auto copy = made();
  ASSERT_TRUE(copy);
  expect_clean(*copy);
}

/// Each kind of document once, and each kind of copy.
INSTANTIATE_TEST_SUITE_P(Kinds, Renditions,
                         ::testing::Values(Copy{"driver-en.txt", Format::docx}, Copy{"cleaner-es.rtf", Format::html},
                                           Copy{"nurse-de.odt", Format::pdf, true}, Copy{"chef-fr.docx", Format::docx},
                                           Copy{"teacher-pt.html", Format::html}, Copy{"developer-pl.pdf", Format::pdf},
                                           Copy{"chef-it.jpg", Format::pdf}, Copy{"nurse-nl.tiff", Format::docx}));

TEST_P(EveryRendition, IsRefusedOrReleasedWithoutTheName) {
  const auto copy = made();
  if (copy) return expect_clean(*copy);
  EXPECT_THAT(copy.error().code, ::testing::AnyOf(ErrorCode::not_cleared, ErrorCode::rendition_leaks));
}

std::vector<Copy> every_copy() {
  std::vector<Copy> copies;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(TAMIS_SOURCE_DIR) + "/samples/docs")) {
    const std::string name = entry.path().filename();
    copies.insert(copies.end(), {{name, Format::docx}, {name, Format::html}, {name, Format::pdf}});
  }
  std::ranges::sort(copies, {}, &Copy::sample);
  return copies;
}

/// By hand, as it takes minutes: ingest_test --gtest_also_run_disabled_tests --gtest_filter='*Every*'.
INSTANTIATE_TEST_SUITE_P(DISABLED_Every, EveryRendition, ::testing::ValuesIn(every_copy()));

TEST(RenditionCheck, ReleasesWhatLeaksNothing) {
  EXPECT_TRUE(releases_pdf(nurse().pdf));
  EXPECT_TRUE(releases_docx(nurse().docx));
  EXPECT_TRUE(releases_html(nurse().html));
  EXPECT_GE(nurse().masks.secrets.size(), 4U);
}

TEST(RenditionCheck, SeesPixelsThatWereNotPainted) {
  std::vector<Sheet> bare = nurse().sheets;
  bare.front().picture = pipeline().picture(nurse().upload, 0, false, "fr").value();
  EXPECT_FALSE(releases_pdf(renditions::write_pdf(bare).value()));
}

TEST(RenditionCheck, SeesOneWordThatWasNotPainted) {
  std::vector<Sheet> bare = nurse().sheets;
  bare.front().picture = pipeline().picture(nurse().upload, 0, false, "fr").value();
  const auto name = std::ranges::max_element(bare.front().painted, {}, [](const Box& box) { return box.height(); });
  bare.front().painted.erase(name);
  renditions::paint(bare.front());
  EXPECT_FALSE(releases_pdf(renditions::write_pdf(bare).value()));
}

TEST(RenditionCheck, SeesAHiddenWordInTheTextLayer) {
  std::vector<Sheet> talking = nurse().sheets;
  talking.front().words.push_back({CandidateText(nurse().secret()), {100, 700, 200, 712}});
  EXPECT_FALSE(releases_pdf(renditions::write_pdf(talking).value()));
}

TEST(RenditionCheck, SeesAVisibleWordMissingFromTheTextLayer) {
  std::vector<Sheet> silent = nurse().sheets;
  silent.front().words.pop_back();
  EXPECT_FALSE(releases_pdf(renditions::write_pdf(silent).value()));
}

/// Is a page released on which a field says `value`, after the check was told that the value is painted over?
bool releases_painted_field(const std::string& value) {
  test::PdfWriter writer;
  writer.text(60, 80, "Dados pessoais", 14, true).text(60, 110, "Nacionalidade: " + value, 12);
  writer.text(60, 160, "Perfil", 14, true).text(60, 190, "Soldador com vinte anos de oficina e de estaleiro.", 12);
  const std::string pdf = writer.bytes();
  const auto bytes = std::as_bytes(std::span(pdf));
  const Upload upload{CandidateText("cv.pdf"), {bytes.begin(), bytes.end()}};
  const Reading reading = pipeline().normalize(pipeline().extract(upload).value()).value();
  const redact::Masks masks;
  std::vector<Sheet> sheets = draw_sheets(pipeline(), upload, reading, masks).value();
  sheets.front().painted.push_back({135, 95, 300, 115});
  const Choices choices = no_choice;
  const RenditionCheck check(pipeline(), View::client, choices, masks);
  return check.pass(renditions::write_pdf(sheets), sheets).has_value();
}

TEST(RenditionCheck, TakesASingleLetterInThePaintForNoValueAndAWordForOne) {
  EXPECT_TRUE(releases_painted_field("E"));
  EXPECT_FALSE(releases_painted_field("espanhola"));
}

TEST(RenditionCheck, SeesAnEarlierRevision) { EXPECT_FALSE(releases_pdf(nurse().pdf + nurse().pdf)); }

TEST(RenditionCheck, SeesWhatCannotBeTakenApart) {
  EXPECT_FALSE(releases_pdf(nurse().pdf.substr(0, nurse().pdf.size() / 2)));
  EXPECT_FALSE(releases_docx("no archive"));
}

/// Places of a PDF, beside its drawing, where words stay behind.
struct Hideout {
  const char* name;
  void (*fill)(QPDF&);
};

QPDFObjectHandle first_page(QPDF& file) { return QPDFPageDocumentHelper(file).getAllPages().front().getObjectHandle(); }

const Hideout hideouts[] = {
    {"Properties",
     [](QPDF& file) { file.getTrailer().replaceKey("/Info", QPDFObjectHandle::parse("<</Title (CV)>>")); }},
    {"Metadata",
     [](QPDF& file) { file.getRoot().replaceKey("/Metadata", QPDFObjectHandle::newStream(&file, "<x/>")); }},
    {"Attachment",
     [](QPDF& file) {
       const auto stream = QPDFEFStreamObjectHelper::createEFStream(file, std::string("words"));
       QPDFEmbeddedFileDocumentHelper(file).replaceEmbeddedFile(
           "a", QPDFFileSpecObjectHelper::createFileSpec(file, "a", stream));
     }},
    {"Annotation",
     [](QPDF& file) {
       first_page(file).replaceKey("/Annots", QPDFObjectHandle::parse("[<</Subtype /Text /Contents (words)>>]"));
     }},
    {"Thumbnail", [](QPDF& file) { first_page(file).replaceKey("/Thumb", QPDFObjectHandle::newStream(&file, "x")); }},
    {"AlternativeText",
     [](QPDF& file) { file.getRoot().replaceKey("/StructTreeRoot", QPDFObjectHandle::parse("<</Alt (words)>>")); }},
    {"Bookmark", [](QPDF& file) { file.getRoot().replaceKey("/Outlines", QPDFObjectHandle::parse("<</Count 0>>")); }},
    {"Form", [](QPDF& file) { file.getRoot().replaceKey("/AcroForm", QPDFObjectHandle::parse("<</Fields []>>")); }},
    {"HiddenLayer", [](QPDF& file) { file.getRoot().replaceKey("/OCProperties", QPDFObjectHandle::parse("<<>>")); }},
    {"Script",
     [](QPDF& file) { file.getRoot().replaceKey("/OpenAction", QPDFObjectHandle::parse("<</S /JavaScript>>")); }},
    {"PictureThatIsNotDrawn",
     [](QPDF& file) {
       auto picture = QPDFObjectHandle::newStream(&file, std::string("\0\0\0", 3));
       picture.replaceDict(QPDFObjectHandle::parse(
           "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB>>"));
       first_page(file).getKey("/Resources").getKey("/XObject").replaceKey("/Spare", file.makeIndirectObject(picture));
     }},
    {"SecretInAString",
     [](QPDF& file) { first_page(file).replaceKey("/Note", QPDFObjectHandle::newUnicodeString(nurse().secret())); }},
    {"SecretInAStream",
     [](QPDF& file) {
       first_page(file).replaceKey("/Note", QPDFObjectHandle::newStream(&file, "% " + nurse().secret()));
     }},
};

class PdfHideout : public ::testing::TestWithParam<Hideout> {};

TEST_P(PdfHideout, IsSeen) { EXPECT_FALSE(releases_pdf(with_change(nurse().pdf, GetParam().fill))); }

INSTANTIATE_TEST_SUITE_P(Places, PdfHideout, ::testing::ValuesIn(hideouts),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(RenditionCheck, SeesEachKeyUnderWhichWordsHide) {
  for (const char* key :
       {"/Info",       "/Metadata", "/EmbeddedFiles", "/Names", "/AcroForm",   "/Annots",     "/OpenAction",    "/AA",
        "/Outlines",   "/Thumb",    "/PieceInfo",     "/JS",    "/JavaScript", "/RichMedia",  "/OCProperties",  "/Alt",
        "/ActualText", "/Lang",     "/Threads",       "/URI",   "/AF",         "/Collection", "/StructTreeRoot"}) {
    const auto words = [] { return QPDFObjectHandle::parse("<</Note (words)>>"); };
    EXPECT_FALSE(releases_pdf(with_change(nurse().pdf, [&](QPDF& file) { file.getRoot().replaceKey(key, words()); })))
        << key;
    EXPECT_FALSE(releases_pdf(with_change(nurse().pdf, [&](QPDF& file) { first_page(file).replaceKey(key, words()); })))
        << key;
  }
}

/// The rendition of a photographed page, with something put behind the start of its JPEG.
std::string with_segment(const std::string& pdf, const std::string& segment) {
  return with_change(pdf, [&](QPDF& file) {
    for (QPDFObjectHandle& object : file.getAllObjects()) {
      if (!object.isStream() || !object.getDict().getKey("/Filter").isNameAndEquals("/DCTDecode")) continue;
      const auto raw = object.getRawStreamData();
      std::string jpeg(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
      jpeg.insert(2, segment);
      object.replaceStreamData(jpeg, QPDFObjectHandle::newName("/DCTDecode"), QPDFObjectHandle::newNull());
    }
  });
}

TEST(RenditionCheck, SeesACommentAndAThumbnailInAPicture) {
  using namespace std::string_literals;
  Sheet photographed = nurse().sheets.front();
  photographed.scan = true;
  const std::vector<Sheet> sheets{photographed};
  const std::string pdf = renditions::write_pdf(sheets).value();
  ASSERT_NE(pdf.find("/DCTDecode"), pdf.npos);
  EXPECT_TRUE(renditions::inspect_pdf(with_segment(pdf, "")));
  EXPECT_FALSE(renditions::inspect_pdf(with_segment(pdf, "\xFF\xFE\0\x07words"s)));
  EXPECT_FALSE(renditions::inspect_pdf(with_segment(pdf,
                                                    "\xFF\xE1\0\x08"
                                                    "Exif\0\0"s)));
}

TEST(RenditionCheck, LetsAFileThroughThatWasOnlyWrittenAnew) {
  EXPECT_TRUE(releases_pdf(with_change(nurse().pdf, [](QPDF&) {})));
}

class DocxMarkup : public ::testing::TestWithParam<const char*> {};

TEST_P(DocxMarkup, IsSeen) {
  EXPECT_FALSE(releases_docx(with_text(nurse().docx, "word/document.xml", "<w:p>", "<w:p>" + std::string(GetParam()))));
}

INSTANTIATE_TEST_SUITE_P(Markup, DocxMarkup,
                         ::testing::Values("<w:ins><w:r><w:t>x</w:t></w:r></w:ins>",
                                           "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
                                           "<w:commentReference w:id=\"1\"/>",
                                           "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
                                           "<w:r><w:drawing><wp:docPr descr=\"x\"/></w:drawing></w:r>",
                                           "<w:r><w:instrText>x</w:instrText></w:r>", "<w:hyperlink r:id=\"rId9\"/>",
                                           "<!-- x -->", "<w:sdt/>"));

TEST(RenditionCheck, SeesPartsThatADocxDoesNotNeed) {
  for (const char* part :
       {"docProps/core.xml", "word/comments.xml", "customXml/item1.xml", "docProps/thumbnail.jpeg"}) {
    EXPECT_FALSE(releases_docx(with_part(nurse().docx, part, "<x/>"))) << part;
  }
}

TEST(RenditionCheck, SeesAWordThatADocxMustNotSay) {
  const auto say = [](const std::string& words) {
    return with_text(nurse().docx, "word/document.xml", "</w:t>", " " + words + "</w:t>");
  };
  EXPECT_FALSE(releases_docx(say(nurse().secret())));
  EXPECT_FALSE(releases_docx(say("xylophone"))) << "no secret, but nothing that was to be said either";
}

TEST(RenditionCheck, SeesWhatAPageOfHtmlHides) {
  const auto with = [](const std::string& before, const std::string& words) {
    std::string html = nurse().html;
    return html.insert(html.find(before), words);
  };
  for (const char* hidden : {"<!-- x -->", "<img alt=\"x\">", "<a href=\"x\">x</a>", "<script>x</script>"}) {
    EXPECT_FALSE(releases_html(with("</body>", hidden))) << hidden;
  }
  EXPECT_FALSE(releases_html(with("</body>", "<p>" + nurse().secret() + "</p>")));
  EXPECT_FALSE(releases_html(with("</style>", "/*" + nurse().secret() + "*/")));
}

}  // namespace
}  // namespace tamis::ingest
