#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>
#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>

namespace tamis::parsers {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr std::string_view sender =
    "From: Ada Quill <ada@example.org>\r\nSubject: =?utf-8?Q?Candidature_=C3=A0_l'atelier?=\r\n"
    "Date: Mon, 11 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n";

std::string mail(std::string_view rest) { return std::string(sender).append(rest); }

std::string mixed(std::initializer_list<std::string_view> parts) {
  std::string text = mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
  for (const std::string_view part : parts) text.append("--b\r\n").append(part).append("\r\n");
  return text + "--b--\r\n";
}

std::vector<std::pair<std::string, std::string>> enclosures_of(const std::string& file, const Limits& limits = {}) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto enclosures = unpack_document(bytes_of(file), limits);
  EXPECT_TRUE(enclosures.has_value());
  if (!enclosures) return found;
  for (const Enclosure& each : *enclosures) {
    found.emplace_back(each.name.reveal(Purpose::extraction), each.bytes.reveal(Purpose::extraction));
  }
  return found;
}

constexpr std::string_view quoted =
    "Content-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nDipl=F4m=E9e, voyez mon CV.";
constexpr std::string_view attached =
    "Content-Type: application/octet-stream; name=\"a.txt\"\r\nContent-Disposition: "
    "attachment; filename=\"../cv/ada.txt\"\r\nContent-Transfer-Encoding: base64\r\n"
    "\r\nQWRhIFF1aWxs";

/// A compound file of streams, each named by its path.
struct OleWriter {
  void add(GsfOutfile* folder, const Members& streams) {
    for (const auto& [path, bytes] : streams) {
      const std::size_t slash = path.find('/');
      const bool is_folder = slash != std::string::npos;
      GsfOutput* child = gsf_outfile_new_child(folder, path.substr(0, slash).c_str(), is_folder ? TRUE : FALSE);
      if (is_folder) {
        add(GSF_OUTFILE(child), {{path.substr(slash + 1), bytes}});
      } else {
        gsf_output_write(child, bytes.size(), reinterpret_cast<const guint8*>(bytes.data()));
      }
      gsf_output_close(child);
      g_object_unref(child);
    }
  }

  std::string write(const Members& streams) {
    GsfOutput* memory = gsf_output_memory_new();
    GsfOutfile* file = gsf_outfile_msole_new(memory);
    add(file, streams);
    gsf_output_close(GSF_OUTPUT(file));
    const auto* bytes = reinterpret_cast<const char*>(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)));
    std::string written(bytes, static_cast<std::size_t>(gsf_output_size(memory)));
    g_object_unref(file);
    g_object_unref(memory);
    return written;
  }
};

std::string wide(std::string_view ascii) {
  std::string text;
  for (const char letter : ascii) text.append({letter, '\0'});
  return text;
}

}  // namespace

TEST(Eml, ReadsWhoWroteItAboutWhatAndItsText) {
  const Document document =
      read_or_fail(mail("Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\n\r\nMon CV.\r\n"));
  EXPECT_EQ(document.media_type, "message/rfc822");
  EXPECT_EQ(document.written_on, "2024-03-11");
  EXPECT_THAT(blocks_of(document), ElementsAre("label: From:", "value: Ada Quill <ada@example.org>", "label: Subject:",
                                               "value: Candidature à l'atelier", "body: Bonjour,", "body: Mon CV."));
  EXPECT_EQ(document.enclosed, 0);
}

TEST(Eml, UndoesTransferEncodingsAndCharsets) {
  const std::string file = mixed({quoted, attached});
  const Document document = read_or_fail(file);
  EXPECT_EQ(blocks_of(document).back(), "body: Diplômée, voyez mon CV.");
  EXPECT_EQ(document.enclosed, 1);
  EXPECT_THAT(enclosures_of(file), ElementsAre(Pair("ada.txt", "Ada Quill")));
}

TEST(Eml, ReadsOneOfSeveralRenderingsAndLeavesItsPicturesOut) {
  const Document document = read_or_fail(mixed(
      {"Content-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: multipart/alternative; boundary=d\r\n"
       "\r\n--d\r\nContent-Type: text/plain\r\n\r\n \r\n--d\r\nContent-Type: text/html\r\n\r\n<p>In <b>full</b></p>\r\n"
       "--d--\r\n--c\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <x>\r\n\r\nlogo\r\n--c--"}));
  EXPECT_EQ(blocks_of(document).back(), "body: In full");
  EXPECT_EQ(document.enclosed, 0);
}

TEST(Eml, GivesAForwardedMailAsADocumentOfItsOwn) {
  const std::string inner = mail("\r\nForwarded words\r\n");
  const auto found = enclosures_of(mixed({"Content-Type: message/rfc822\r\n\r\n" + inner}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].first, "part-1");
  EXPECT_EQ(blocks_of(read_or_fail(found[0].second)).back(), "body: Forwarded words");
}

TEST(Eml, HasNoTextOfItsOwnIfNobodyWroteAny) {
  EXPECT_THAT(blocks_of(read_or_fail(mixed({attached}))), IsEmpty());
  EXPECT_EQ(error_of(mail("\r\n\r\n")), ErrorCode::no_text);
}

TEST(Eml, IsNotTakenForACvThatHasLabels) {
  EXPECT_EQ(read_or_fail("Name: Ada Quill\nFrom: Leeds\n\nBookbinder").media_type, "text/plain");
}

TEST(Eml, BoundsItsPartsAndTheirNesting) {
  Limits limits;
  limits.enclosures = 1;
  EXPECT_EQ(error_of(mixed({attached, attached}), limits), ErrorCode::expands_too_far);
  std::string deep = mail("");
  for (int i = 0; i < 5000; ++i) {
    const std::string name = "n" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + name + "\r\n\r\n--" + name + "\r\n";
  }
  EXPECT_EQ(error_of(deep), ErrorCode::nested_too_deep);
}

TEST(Msg, ReadsItsTextAndGivesItsAttachments) {
  const std::string file = OleWriter().write({
      {"__properties_version1.0", std::string(32, '\0')},
      {"__substg1.0_0037001F", wide("My CV")},
      {"__substg1.0_0C1A001F", wide("Ada Quill")},
      {"__substg1.0_5D01001F", wide("ada@example.org")},
      {"__substg1.0_1000001E", "Dear all,\r\n\r\nDipl\xF4me"},
      {"__attach_version1.0_#00000000/__substg1.0_37010102", "Ada Quill, bookbinder"},
  });
  const Document document = read_or_fail(file);
  EXPECT_EQ(document.media_type, "application/vnd.ms-outlook");
  EXPECT_THAT(blocks_of(document), ElementsAre("label: From:", "value: Ada Quill ada@example.org",
                                               "label: Subject:", "value: My CV", "body: Dear all,", "body: Diplôme"));
  EXPECT_EQ(document.enclosed, 1);
  EXPECT_THAT(enclosures_of(file), ElementsAre(Pair("part-1", "Ada Quill, bookbinder")));
}

TEST(Archive, GivesTheDocumentsInItAndLeavesTheRestOut) {
  const std::string html = "<html><body>Ada</body></html>";
  const std::string file = make_zip({{"cvs/", ""},
                                     {"cvs/ada.html", html},
                                     {"cvs/ben.txt", "Ben Reed"},
                                     {"cvs/noise.bin", std::string("\0\1\2\3", 4)},
                                     {"__MACOSX/cvs/._ada.html", html},
                                     {".DS_Store", html}});
  const Document document = read_or_fail(file);
  EXPECT_EQ(document.enclosed, 2);
  EXPECT_THAT(blocks_of(document), IsEmpty());
  EXPECT_THAT(enclosures_of(file), ElementsAre(Pair("cvs/ada.html", html), Pair("cvs/ben.txt", "Ben Reed")));
}

TEST(Archive, IsRefusedIfItHoldsNoDocumentOrTooMuch) {
  EXPECT_EQ(error_of(make_zip({{"readme.txt", "words"}, {"data.bin", std::string(3, '\0')}})),
            ErrorCode::mismatched_container);
  Limits limits;
  limits.expanded_bytes = 1000;
  EXPECT_EQ(error_of(make_zip({{"a.html", "<html>" + std::string(5000, 'x')}}), limits), ErrorCode::expands_too_far);
}

}  // namespace tamis::parsers
