#include "tests/parsers/document_text.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace tamis {
namespace {

using test::blocks_of;
using test::lines_of;
using test::PdfWriter;
using testing::ElementsAre;

/// The lines of one paragraph, as they are read.
std::vector<std::string> read_paragraph(std::initializer_list<std::string_view> lines) {
  PdfWriter writer;
  float y = 100;
  for (const std::string_view line : lines) writer.text(40, y += 13, line);
  return lines_of(blocks_of(writer));
}

TEST(BrokenWords, AreMadeWholeWhereOnlySyllablesWereParted) {
  EXPECT_THAT(read_paragraph({"Restored many hundred manu-", "scripts with care"}),
              ElementsAre("Restored many hundred manuscripts", "with care"));
}

TEST(BrokenWords, KeepTheHyphenOfACompound) {
  EXPECT_THAT(read_paragraph({"Worked as a part-", "time teacher"}), ElementsAre("Worked as a part-time", "teacher"));
  EXPECT_THAT(read_paragraph({"Taught by Marie-", "Claire Quill"}), ElementsAre("Taught by Marie-Claire", "Quill"));
  EXPECT_THAT(read_paragraph({"Team of the Software-", "Entwickler"}), ElementsAre("Team of the Software-Entwickler"));
}

TEST(BrokenWords, AreWrittenAsTheDocumentWritesThemElsewhere) {
  EXPECT_THAT(read_paragraph({"A book-fair in spring, and every book-", "fair in autumn"}),
              ElementsAre("A book-fair in spring, and every book-fair", "in autumn"));
  EXPECT_THAT(read_paragraph({"Some longhand notes, all of them long-", "hand."}),
              ElementsAre("Some longhand notes, all of them longhand."));
}

TEST(BrokenWords, LeaveAHyphenThatStandsForALaterPart) {
  EXPECT_THAT(read_paragraph({"Leitung von Ein-", "und Verkauf"}), ElementsAre("Leitung von Ein-", "und Verkauf"));
  EXPECT_THAT(read_paragraph({"Bookbinder 2019 -", "present"}), ElementsAre("Bookbinder 2019 -", "present"));
}

TEST(BrokenWords, LoseNothingOfAnAddress) {
  EXPECT_THAT(read_paragraph({"Leeds www.example.org/in/ada-", "quill-7c4"}),
              ElementsAre("Leeds www.example.org/in/ada-quill-7c4"));
  EXPECT_THAT(read_paragraph({"https://books.example.org/in/ada", "-quill"}),
              ElementsAre("https://books.example.org/in/ada-quill"));
  EXPECT_THAT(read_paragraph({"https://books.example.org/", "quill"}), ElementsAre("https://books.example.org/quill"));
  EXPECT_THAT(read_paragraph({"Mail ada.quill@", "example.org"}), ElementsAre("Mail ada.quill@example.org"));
}

TEST(BrokenWords, TakeNothingThatFollowsAWholeAddress) {
  EXPECT_THAT(read_paragraph({"www.example.org/", "Born: 1990"}), ElementsAre("www.example.org/", "Born: 1990"));
  EXPECT_THAT(read_paragraph({"www.example.org/ada", "www.example.net"}),
              ElementsAre("www.example.org/ada", "www.example.net"));
}

TEST(BrokenWords, TellADrawnSoftHyphenFromOneThatTakesNoRoom) {
  std::string widths;
  for (int code = '-'; code <= 'z'; ++code) widths += "500 ";
  PdfWriter writer;
  writer.font("Soft", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 45 /LastChar 122 /Widths [" +
                          widths + "] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [45 /uni00AD] >> >>");
  writer.draw("BT /Soft 10 Tf 40 700 Td (part-time) Tj ET BT /Soft 10 Tf 40 600 Td [(manu-) 500 (script)] TJ ET");
  EXPECT_THAT(lines_of(blocks_of(writer)), ElementsAre("part-time", "manuscript"));
}

}  // namespace
}  // namespace tamis
