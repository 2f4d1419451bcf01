#include "tests/golden/program.hpp"

#include <algorithm>

// Each hostile file is answered with the error or the warning that samples/hostile/expected.tsv names.

namespace tamis::golden {
namespace {

struct Hostile {
  std::string file, kind, code;

  friend void PrintTo(const Hostile& each, std::ostream* out) { *out << each.file; }
};

std::vector<Hostile> hostile_files() {
  std::vector<Hostile> all;
  std::istringstream lines(read_file(samples / "hostile/expected.tsv"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream columns(line);
    Hostile each;
    if (!line.starts_with('#') && columns >> each.file >> each.kind >> each.code) all.push_back(each);
  }
  return all;
}

class HostileFile : public testing::TestWithParam<Hostile> {};

}  // namespace

TEST_P(HostileFile, IsAnsweredByItsName) {
  const auto read = records(parse_files({samples / "hostile" / GetParam().file}, ""));
  ASSERT_EQ(read.size(), 1U);
  std::vector<std::string> codes;
  if (GetParam().kind == "error") {
    ASSERT_TRUE(read[0].contains("error")) << "it was read";
    codes.emplace_back(read[0].at("error").at("code").as_string());
  } else {
    ASSERT_FALSE(read[0].contains("error")) << print_json(read[0].at("error"));
    const auto* warnings = read[0].at("document").as_object().if_contains("warnings");
    for (std::size_t i = 0; warnings != nullptr && i < warnings->as_array().size(); ++i) {
      codes.emplace_back(warnings->at(i).at("code").as_string());
    }
  }
  EXPECT_TRUE(std::ranges::find(codes, GetParam().code) != codes.end())
      << "expected " << GetParam().code << ", got " << testing::PrintToString(codes);
}

INSTANTIATE_TEST_SUITE_P(Hostile, HostileFile, testing::ValuesIn(hostile_files()),
                         [](const auto& each) { return each.param.file.substr(0, each.param.file.find('.')); });

TEST(HostileFiles, AreAllNamed) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(samples / "hostile")) {
    files += entry.path().filename() != "expected.tsv" ? 1 : 0;
  }
  EXPECT_EQ(hostile_files().size(), files);
}

}  // namespace tamis::golden
