#include "tests/parsers/document_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tamis::parsers {
namespace {

std::string pdf_of(const std::vector<std::string>& objects) {
  std::string file = "%PDF-1.4\n";
  for (std::size_t i = 0; i < objects.size(); ++i)
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  return file + "trailer\n<< /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + " >>\n";
}

std::string number(std::size_t value) { return std::to_string(value); }

/// A chain of fields each of which names the next twice: few objects, and twice as many entries at each level.
std::string doubling_fields(std::size_t levels) {
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
      "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
      "<< /Length 52 >>\nstream\nBT /F1 12 Tf 72 700 Td (Keeper of the lighthouse) Tj ET   \nendstream"};
  for (std::size_t i = 0; i < levels; ++i) {
    const std::string next = number(objects.size() + 2) + " 0 R ";
    objects.push_back("<< /Kids [" + next + next + "] >>");
  }
  objects.push_back("<< /Subtype /Widget /FT /Tx /T (leaf) /Rect [0 0 1 1] >>");
  return pdf_of(objects);
}

std::string with_contents(const std::string& dictionary, const std::string& bytes) {
  return pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                 "<< " + dictionary + " /Length " + number(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream"});
}

/// A form that draws a form ten times, and so on: a power of ten of drawings from a few hundred bytes.
std::string nested_forms(std::size_t levels) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
                                   "/XObject << /F 5 0 R >> >> >>",
                                   "<< /Length 5 >>\nstream\n/F Do\nendstream"};
  for (std::size_t level = 0; level < levels; ++level) {
    std::string contents;
    for (int i = 0; i < 10; ++i) contents += level + 1 < levels ? "/F Do " : "";
    objects.push_back("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F " +
                      number(objects.size() + 2) + " 0 R >> >> /Length " + number(contents.size()) + " >>\nstream\n" +
                      contents + "\nendstream");
  }
  return pdf_of(objects);
}

}  // namespace

TEST(PdfGuard, ReadsAFormOfManyFields) {
  const auto document = test::read(doubling_fields(10));
  ASSERT_TRUE(document.has_value());
}

TEST(PdfGuard, RefusesFieldsThatDoubleAtEachLevel) {
  const auto document = test::read(doubling_fields(26));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::expands_too_far);
}

TEST(PdfGuard, RefusesFormsThatDrawFormsWithoutEnd) {
  const auto few = test::read(nested_forms(3));
  ASSERT_FALSE(few.has_value());
  EXPECT_EQ(few.error().code, ErrorCode::no_text);
  const auto many = test::read(nested_forms(9));
  ASSERT_FALSE(many.has_value());
  EXPECT_EQ(many.error().code, ErrorCode::expands_too_far);
}

TEST(PdfGuard, RefusesOperatorsThatArePackedAsAPicture) {
  const auto document = test::read(with_contents("/Filter /JBIG2Decode", "\x01\x02\x03"));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::damaged);
}

TEST(PdfGuard, RefusesOperatorsWithoutEnd) {
  std::string operators;
  for (int i = 0; i < 6'000'000; ++i) operators += "n ";
  const auto document = test::read(with_contents("", operators));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::expands_too_far);
}

TEST(PdfGuard, RefusesOperatorsThatUnpackBeyondTheLimit) {
  Limits limits;
  limits.expanded_bytes = 1000;
  std::string repeated;  // run lengths: 128 times the byte that follows
  for (int i = 0; i < 20; ++i) repeated += "\x81q";
  const auto document = test::read(with_contents("/Filter /RunLengthDecode", repeated + "\x80"), limits);
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::expands_too_far);
  EXPECT_EQ(document.error().place.page, 1);
}

}  // namespace tamis::parsers
