// Whether a helper's memory stays bounded however many documents it reads.
//
//   bench_memory [FOLDER] [--documents N]
//
// One helper that nobody replaces reads the folder's documents over and over, 2,000 by default. What it keeps resident
// is told every 200 documents; from the first 200 on, when every engine and model is loaded, it should grow no more. In
// the service a helper is replaced after 500 documents, or once it keeps 400 MiB (parsers/helper/helper_process.cc).

#include "parsers/helper/helper_pool.hpp"
#include "parsers/helper/helper_process.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

using namespace tamis;

constexpr int kStep = 200;
constexpr double kMostGrowth = 1.10;  ///< from the first step to the last

std::vector<std::vector<char>> load(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::vector<char>> documents;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    documents.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return documents;
}

double resident_mebibytes(pid_t id) {
  std::ifstream pages("/proc/" + std::to_string(id) + "/statm");
  double total = 0, resident = 0;
  pages >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace

int main(int count, char** arguments) {
  std::filesystem::path folder = "samples/docs";
  int wanted = 2000;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--documents") == 0 && i + 1 < count) {
      wanted = std::max(2 * kStep, std::atoi(arguments[++i]));
    } else {
      folder = arguments[i];
    }
  }
  const auto documents = load(folder);
  const auto helper = parsers::HelperProcess::start(parsers::helper_program());
  if (!helper || documents.empty()) return 1;
  double first = 0, last = 0;
  for (int i = 1; i <= wanted; ++i) {
    const auto& document = documents[static_cast<std::size_t>(i) % documents.size()];
    static_cast<void>((*helper)->read(std::as_bytes(std::span(document)), Limits{}));
    if (i % kStep != 0) continue;
    last = resident_mebibytes((*helper)->id());
    if (i == kStep) first = last;
    std::printf("%5d documents  %6.1f MiB\n", i, last);
    std::fflush(stdout);
  }
  const bool bounded = last <= kMostGrowth * first;
  std::printf("%s: %.1f MiB more than after the first %d\n", bounded ? "good" : "GROWS", last - first, kStep);
  return bounded ? 0 : 1;
}
