#include "tests/golden/program.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>

// Reads the samples with the built program and compares its records, by meaning, with what `samples/generate` put in.
// What the reader does not reach yet stands in known_gaps.tsv: each line is a sample and a path that differs. The list
// may only shrink: a difference that is not in it fails, and so does a line whose difference is gone. Both print the
// line to add or to remove.

namespace tamis::golden {
namespace {

namespace json = boost::json;

struct Difference {
  std::string path, expected, actual;
};

std::vector<std::filesystem::path> documents() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(samples / "docs")) found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

std::set<std::string> known_gaps(const std::string& sample) {
  std::set<std::string> paths;
  std::istringstream lines(read_file(std::filesystem::path(TAMIS_SOURCE_DIR) / "tests/golden/known_gaps.tsv"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(sample + "\t")) paths.insert(line.substr(sample.size() + 1));
  }
  return paths;
}

/// Every scalar by its JSON pointer.
void flatten(const json::value& value, const std::string& path, std::map<std::string, std::string>& into) {
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) flatten(member.value(), path + "/" + std::string(member.key()), into);
  } else if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) flatten((*array)[i], path + "/" + std::to_string(i), into);
  } else {
    into[path] = value.is_string() ? std::string(value.get_string()) : print_json(value);
  }
}

/// Words as they are compared: ASCII letters in lower case, nothing else but letters, digits and single spaces.
std::string normalised(std::string_view text) {
  std::string out;
  for (const char each : text) {
    const bool letter =
        (each & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '+' || each == '#';
    if (letter) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_date(std::string_view path) { return path.ends_with("Date") || path.ends_with("/date"); }

/// Values that follow from others, and that the truth does not list.
bool is_derived(std::string_view path) {
  return path.ends_with("/countryCode") || path.ends_with("/region") || path.ends_with("/occupation/code") ||
         path.starts_with("/meta");
}

void compare_profiles(const json::value& expected, const json::value& actual, std::vector<Difference>& differences) {
  std::map<std::string, std::string> wanted, got;
  flatten(expected, "", wanted);
  flatten(actual, "", got);
  for (const auto& [path, value] : wanted) {
    const auto found = got.find(path);
    if (found == got.end()) {
      differences.push_back({path, value, "(absent)"});
    } else if (is_date(path) ? found->second != value : normalised(found->second) != normalised(value)) {
      differences.push_back({path, value, found->second});
    }
  }
  for (const auto& [path, value] : got) {
    if (!wanted.contains(path) && !is_derived(path)) differences.push_back({path, "(absent)", value});
  }
}

std::vector<std::string> words(const json::value& finding) {
  const auto* text = finding.as_object().if_contains("text");
  std::istringstream in(text == nullptr ? "" : normalised(text->as_string()));
  return {std::istream_iterator<std::string>(in), {}};
}

/// Same category, and half of the words of the shorter text in common.
bool agree(const json::value& one, const json::value& other) {
  if (one.at("category") != other.at("category")) return false;
  const auto left = words(one), right = words(other);
  const auto common =
      std::ranges::count_if(left, [&](const std::string& word) { return std::ranges::count(right, word) > 0; });
  return 2 * static_cast<std::size_t>(common) >= std::min(left.size(), right.size());
}

void compare_findings(const json::array& expected, const json::array& actual, std::vector<Difference>& differences) {
  const auto lack = [](const json::array& from, const json::array& in, auto&& tell) {
    for (const auto& finding : from) {
      if (std::ranges::none_of(in, [&](const auto& other) { return agree(finding, other); })) tell(finding);
    }
  };
  const auto path = [](const json::value& finding) {
    return "/findings/" + std::string(finding.at("category").as_string());
  };
  lack(expected, actual, [&](const json::value& finding) {
    differences.push_back({path(finding), print_json(finding), "(absent)"});
  });
  lack(actual, expected, [&](const json::value& finding) {
    differences.push_back({path(finding), "(absent)", print_json(finding)});
  });
}

std::vector<Difference> compare(const json::value& truth, const json::object& record) {
  std::vector<Difference> differences;
  if (record.contains("error")) return {{"/error", "(absent)", print_json(record.at("error"))}};
  compare_profiles(truth.at("profile"), record.at("profile"), differences);
  const auto* findings = record.if_contains("findings");
  compare_findings(truth.at("findings").as_array(), findings == nullptr ? json::array{} : findings->as_array(),
                   differences);
  const auto* language = record.at("document").as_object().if_contains("language");
  if (language == nullptr || *language != truth.at("lang")) {
    differences.push_back(
        {"/document/language", print_json(truth.at("lang")), language == nullptr ? "(absent)" : print_json(*language)});
  }
  return differences;
}

class Golden : public testing::TestWithParam<std::filesystem::path> {};

}  // namespace

TEST_P(Golden, SaysWhatTheDocumentSays) {
  const std::string sample = GetParam().stem();
  const auto truth = parse_json(read_file(samples / "truth" / (sample + ".json")));
  ASSERT_TRUE(truth);
  const auto read = records(parse_files({GetParam()}, "--jobs 1"));
  ASSERT_EQ(read.size(), 1U);
  std::set<std::string> gaps = known_gaps(sample);
  const std::set<std::string> listed = gaps;
  for (const Difference& difference : compare(*truth, read[0])) {
    EXPECT_TRUE(listed.contains(difference.path))
        << sample << "\t" << difference.path << "\n  expected: " << difference.expected
        << "\n  actual:   " << difference.actual;
    gaps.erase(difference.path);
  }
  for (const std::string& closed : gaps) ADD_FAILURE() << "remove from known_gaps.tsv:\n" << sample << "\t" << closed;
}

INSTANTIATE_TEST_SUITE_P(Samples, Golden, testing::ValuesIn(documents()), [](const auto& sample) {
  std::string name = sample.param.stem();
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(GoldenRun, GivesTheSameBytesAgainAndWithMoreJobs) {
  const auto files = documents();
  ASSERT_GE(files.size(), 24U);
  const std::string first = parse_files(files, "--text --jobs 1");
  EXPECT_EQ(std::ranges::count(first, '\n'), static_cast<std::ptrdiff_t>(files.size()));
  EXPECT_TRUE(parse_files(files, "--text --jobs 1") == first);
  EXPECT_TRUE(parse_files(files, "--text --jobs 2") == first);
}

TEST(GoldenRun, QuotesFindingsFromTheTextToTheLetter) {
  for (const json::object& record : records(parse_files(documents(), "--text"))) {
    ASSERT_TRUE(record.contains("text"));
    const std::string_view text = record.at("text").as_string();
    for (const json::value& finding : record.at("findings").as_array()) {
      if (!finding.as_object().contains("start")) continue;
      // Skips code points, since offsets count those.
      const auto byte_of = [&](std::int64_t code_points) {
        std::size_t byte = 0;
        for (; code_points > 0 && byte < text.size(); --code_points) {
          do ++byte;
          while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
        }
        return byte;
      };
      const std::size_t start = byte_of(finding.at("start").to_number<std::int64_t>());
      const std::size_t end = byte_of(finding.at("end").to_number<std::int64_t>());
      EXPECT_EQ(text.substr(start, end - start), std::string_view(finding.at("text").as_string()));
    }
  }
}

}  // namespace tamis::golden
