#include "parsers/formats/doc_file.hpp"
#include "tests/parsers/office_files.hpp"

#include <cstring>
#include <random>

namespace tamis::parsers {
namespace {

using namespace testing;

void put(std::string& bytes, std::size_t at, std::uint32_t value, std::size_t size = 4) {
  std::memcpy(bytes.data() + at, &value, size);
}

/// The main stream of a file whose text is one piece of bytes from Windows-1252.
std::string main_stream(std::string_view text) {
  std::string bytes(0x400, '\0');
  put(bytes, 0, 0xA5EC, 2);
  put(bytes, 2, 193, 2);
  put(bytes, 0x4C, static_cast<std::uint32_t>(text.size()));
  put(bytes, 0x1A2, 0);
  put(bytes, 0x1A6, 21);
  return bytes.append(text);
}

std::string table_stream(std::string_view text) {
  std::string bytes(21, '\0');
  bytes[0] = 2;
  put(bytes, 1, 16);
  put(bytes, 5, 0);
  put(bytes, 9, static_cast<std::uint32_t>(text.size()));
  put(bytes, 15, 0x40000000 | 0x400 * 2);
  return bytes;
}

}  // namespace

TEST(DocFile, ReadsThePiecesOfItsText) {
  const std::string text = "Zo\xE9\r";
  const auto file = DocFile::read(main_stream(text), table_stream(text), "");
  ASSERT_TRUE(file.has_value());
  std::u32string found;
  for (const auto& character : file->text()) found.push_back(character.code);
  EXPECT_EQ(found, U"Zoé\r");
}

TEST(DocFile, NamesWhatIsWrongWithIt) {
  std::string locked = main_stream("x");
  put(locked, 0x0A, 0x0100, 2);
  EXPECT_EQ(DocFile::read(locked, table_stream("x"), "").error().code, ErrorCode::encrypted);
  EXPECT_EQ(DocFile::read(main_stream("x"), "", "").error().code, ErrorCode::damaged);
  EXPECT_EQ(DocFile::read("", "", "").error().code, ErrorCode::unsupported);
}

TEST(DocFile, SurvivesChangedBytes) {
  std::mt19937 random(11);
  const std::string text = "Experience\rEngineer\t2019\r";
  for (int round = 0; round < 3000; ++round) {
    std::string main = main_stream(text), table = table_stream(text);
    for (int i = 0; i < 6; ++i) {
      std::string& target = random() % 2 == 0 ? main : table;
      target[random() % target.size()] = static_cast<char>(random());
    }
    const auto file = DocFile::read(main, table, table);
    if (!file) continue;
    for (const auto& character : file->text()) {
      (void)file->run_at(character.place);
      (void)file->paragraph_at(character.place);
    }
  }
}

TEST(Doc, RefusesACompoundFileThatIsNone) {
  EXPECT_EQ(error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and then nothing"), ErrorCode::damaged);
}

}  // namespace tamis::parsers
