#include "tests/golden/program.hpp"
#include "tests/hostile/mutator.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <map>

// Every damaged document, and every file of a folder of hostile ones, ends as a record or a named error, and the
// program that reads them lives on. TAMIS_HOSTILE_COUNT says how many documents to damage (`./dev hostile` damages
// 500), TAMIS_HOSTILE_FOLDER names a folder.

namespace tamis::hostile {
namespace {

using Path = std::filesystem::path;

/// A folder of its own, gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("tamis-hostile-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  Path path_;
};

std::vector<Path> files_below(const Path& folder) {
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// "read", or the error's code.
std::string outcome_of(const boost::json::object& record) {
  const auto* error = record.if_contains("error");
  return error == nullptr ? "read" : std::string(error->as_object().at("code").as_string());
}

/// What the records say of these files, parsed in one run of the program. An archive's members have records of their
/// own.
std::map<std::string, int> outcomes_of_run(const std::vector<Path>& files) {
  const auto start = std::chrono::steady_clock::now();
  const auto read = golden::records(golden::parse_files(files, ""));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::map<std::string, int> counts;
  std::string names;
  std::cout << std::fixed << std::setprecision(1) << seconds.count() << " s:";
  for (const auto& record : read) {
    const std::string name(record.at("document").at("name").as_string()), outcome = outcome_of(record);
    ++counts[outcome];
    names += name + "\n";
    std::cout << " " << name << "=" << outcome;
  }
  std::cout << std::endl;
  for (const Path& file : files) {
    EXPECT_TRUE(names.contains(file.filename().string()))
        << "the program did not live to answer for " << file.filename();
  }
  return counts;
}

std::map<std::string, int> outcomes(const std::vector<Path>& files) {
  constexpr std::size_t files_at_once = 20;
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < files.size(); i += files_at_once) {
    const std::vector<Path> some(
        files.begin() + static_cast<std::ptrdiff_t>(i),
        files.begin() + static_cast<std::ptrdiff_t>(std::min(files.size(), i + files_at_once)));
    for (const auto& [outcome, count] : outcomes_of_run(some)) counts[outcome] += count;
  }
  return counts;
}

void print(const std::map<std::string, int>& counts) {
  for (const auto& [outcome, count] : counts) std::cout << count << "\t" << outcome << "\n";
}

/// A document may be anything; it may not take the helper down, keep it to its limits or make it ask for what is
/// forbidden.
void expect_nothing_of_ours(const std::map<std::string, int>& counts) {
  for (const char* code : {"helper_crashed", "helper_protocol", "forbidden_call", "out_of_time", "internal"}) {
    EXPECT_FALSE(counts.contains(code)) << code;
  }
}

/// Samples that need no OCR come four times as often: what makes them interesting costs less there.
Path sample_of(const std::vector<Path>& samples, std::size_t number) {
  std::vector<Path> quick, all = samples;
  for (const auto& sample : samples) {
    const auto ending = sample.extension();
    if (ending != ".jpg" && ending != ".png" && ending != ".tiff") quick.push_back(sample);
  }
  return number % 5 == 4 ? all[number / 5 % all.size()] : quick[number % quick.size()];
}

std::vector<Path> damage_samples(const Path& folder, std::size_t count) {
  const auto samples = files_below(golden::samples / "docs");
  std::vector<Path> files;
  for (std::size_t i = 0; i < count; ++i) {
    const Path sample = sample_of(samples, i);
    std::string name = std::to_string(i);
    name = std::string(4 - name.size(), '0') + name + "-" + sample.filename().string();
    files.push_back(folder / name);
    std::ofstream(files.back(), std::ios::binary) << damaged(golden::read_file(sample), i);
  }
  return files;
}

}  // namespace

TEST(Hostile, DamageIsTheSameForTheSameSeed) {
  const std::string document = golden::read_file(golden::samples / "docs/nurse-fr.pdf");
  EXPECT_EQ(damaged(document, 7), damaged(document, 7));
  EXPECT_NE(damaged(document, 7), damaged(document, 8));
}

TEST(Hostile, DamagedDocumentsEndAsARecordOrANamedError) {
  const char* wanted = std::getenv("TAMIS_HOSTILE_COUNT");
  const TemporaryFolder folder;
  const auto counts = outcomes(damage_samples(folder.path(), wanted != nullptr ? std::stoul(wanted) : 100));
  print(counts);
  expect_nothing_of_ours(counts);
}

TEST(Hostile, FilesOfAFolderEndAsARecordOrANamedError) {
  const char* folder = std::getenv("TAMIS_HOSTILE_FOLDER");
  if (folder == nullptr) GTEST_SKIP() << "TAMIS_HOSTILE_FOLDER names no folder";
  const auto counts = outcomes(files_below(folder));
  print(counts);
  expect_nothing_of_ours(counts);
}

}  // namespace tamis::hostile
