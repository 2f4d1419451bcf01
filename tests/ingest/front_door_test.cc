#include "ingest/digest.hpp"
#include "ingest/multipart.hpp"
#include "ingest/upload.hpp"
#include "ingest/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace tamis::ingest {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Digest, IsSha256InHexadecimal) {
  // The example of FIPS 180-2, appendix B.1.
  const std::string text = "abc";
  EXPECT_EQ(sha256(std::as_bytes(std::span(text))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Target, SplitsAndDecodesPathAndQuery) {
  const Target target = split_target("/v1/documents/7/record?view=full&name=Zo%C3%A9+M&flag");
  EXPECT_THAT(target.path, ElementsAre("v1", "documents", "7", "record"));
  EXPECT_THAT(target.query, ElementsAre(Pair("flag", ""), Pair("name", "Zoé M"), Pair("view", "full")));
}

TEST(Target, KeepsMalformedEscapesAndIgnoresEmptySegments) {
  const Target target = split_target("//a%zz//%4?x=%");
  EXPECT_THAT(target.path, ElementsAre("a%zz", "%4"));
  EXPECT_THAT(target.query, ElementsAre(Pair("x", "%")));
}

TEST(Form, GivesEachPartItsNameAndContent) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\n42\r\n"
      "--b\r\ncontent-disposition: form-data; name=file; filename=\"a \\\"b\\\".pdf\"\r\nContent-Type: x\r\n\r\n"
      "%PDF\r\n--not the end\r\n--b--\r\n";
  const auto parts = split_form("multipart/form-data; boundary=\"b\"", body);
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "subject");
  EXPECT_EQ((*parts)[0].content, "42");
  EXPECT_EQ((*parts)[1].file_name, "a \"b\".pdf");
  EXPECT_EQ((*parts)[1].content, "%PDF\r\n--not the end");
}

TEST(Form, RefusesWhatIsNoForm) {
  const std::string good = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n";
  ASSERT_TRUE(split_form("multipart/form-data; boundary=b", good).has_value());
  for (const char* type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=c"}) {
    EXPECT_FALSE(split_form(type, good).has_value()) << type;
  }
  // Cut anywhere before its closing line, it is no form any more.
  for (std::size_t length = 0; length + 4 < good.size(); ++length) {
    EXPECT_FALSE(split_form("multipart/form-data; boundary=b", good.substr(0, length)).has_value()) << length;
  }
}

TEST(Form, HasAtMostThirtyTwoParts) {
  std::string body;
  for (int i = 0; i < 33; ++i) body += "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
  EXPECT_FALSE(split_form("multipart/form-data; boundary=b", body + "--b--").has_value());
}

TEST(Upload, IsBoundedAndNeverEmpty) {
  Limits limits;
  limits.bytes = 10;
  std::istringstream nothing(""), enough("0123456789"), much("0123456789+");
  EXPECT_EQ(load_stream(nothing, limits).error().code, ErrorCode::empty);
  EXPECT_EQ(load_stream(enough, limits)->bytes.size(), 10U);
  EXPECT_EQ(load_stream(much, limits).error().code, ErrorCode::too_large);
}

TEST(Upload, IsARegularFileThatExists) {
  EXPECT_EQ(load_file("/nowhere/at/all.pdf", {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(load_file("/dev/zero", {}).error().code, ErrorCode::unreadable);
  EXPECT_EQ(load_file(std::filesystem::temp_directory_path(), {}).error().code, ErrorCode::unreadable);
}

TEST(Upload, IsDescribedByNameDigestAndSize) {
  const Upload upload{CandidateText("cv.pdf"), {std::byte{'a'}, std::byte{'b'}, std::byte{'c'}}};
  const RecordDocument about = describe(upload);
  EXPECT_EQ(about.name, upload.name);
  EXPECT_EQ(about.bytes, 3);
  EXPECT_TRUE(about.sha256.starts_with("ba7816bf"));
}

}  // namespace
}  // namespace tamis::ingest
