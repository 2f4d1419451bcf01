#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/record.hpp"
#include "normalize/normalizer.hpp"
#include "normalize/text_folder.hpp"
#include "parsers/extractor.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <vector>

// What the steps from a document's bytes to its profile cost, in one process and one run.
//
//   bench_normalisation FILE|FOLDER…            the CPU time of extraction and normalisation per two pages, and their
//   ratio bench_normalisation --records FILE|FOLDER…  instead, each document's profile and evidence, a line of JSON
//   each, with the
//                                         confidences as the readers give them: what bench/calibration fits

namespace tamis {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<std::byte> bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  const auto* begin = reinterpret_cast<const std::byte*>(content.data());
  return {begin, begin + content.size()};
}

struct Costs {
  double extraction = 0, normalisation = 0;  // milliseconds of CPU
  std::size_t pages = 0;
  bool by_ocr = false;
};

double cpu_milliseconds(std::clock_t since) {
  return 1000.0 * static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC;
}

class Run {
 public:
  Run(normalize::Normalizer normalizer, bool records) : normalizer_(std::move(normalizer)), records_(records) {}

  void add(const fs::path& file) {
    const auto bytes = bytes_of(file);
    Costs costs;
    auto start = std::clock();
    const auto document = extractor_->extract(bytes, Limits{});
    costs.extraction = cpu_milliseconds(start);
    if (!document) return;
    start = std::clock();
    const auto text = normalizer_.read(*document);
    const auto profile = normalizer_.profile(text, document->written_on, today_);
    const auto warnings = normalizer_.review(text, profile, document->written_on, today_);
    costs.normalisation = cpu_milliseconds(start);
    costs.pages = document->pages.size();
    costs.by_ocr = std::ranges::any_of(document->pages, [](const Page& page) { return page.origin == Origin::ocr; });
    if (records_) print(file, text, profile);
    costs_.push_back(costs);
  }

  void print_costs() const {
    Costs sum, typed;  // the typed ones were read without OCR, which makes every share small
    std::vector<double> each, shares;
    for (const auto& costs : costs_) {
      sum.extraction += costs.extraction;
      sum.normalisation += costs.normalisation;
      sum.pages += costs.pages;
      if (!costs.by_ocr) {
        typed.extraction += costs.extraction;
        typed.normalisation += costs.normalisation;
        shares.push_back(100 * costs.normalisation / costs.extraction);
      }
      each.push_back(2 * costs.normalisation / static_cast<double>(std::max<std::size_t>(1, costs.pages)));
    }
    if (each.empty() || shares.empty()) return;
    std::ranges::sort(each);
    std::ranges::sort(shares);
    const double two_pages = static_cast<double>(sum.pages) / 2;
    std::cout << costs_.size() << " documents, " << sum.pages << " pages\n"
              << "normalisation: " << sum.normalisation / two_pages
              << " ms of CPU per two pages, 95 % of documents below " << each[each.size() * 95 / 100] << " ms\n"
              << "extraction:    " << sum.extraction / two_pages << " ms of CPU per two pages\n"
              << "share:         " << 100 * typed.normalisation / typed.extraction << " % of the extraction's, "
              << shares[shares.size() / 2] << " % in the middle document, of those that need no OCR\n";
  }

 private:
  static void print(const fs::path& file, const ReadingText& text, const Profile& profile) {
    Record record;
    record.document.name = CandidateText(file.filename().string());
    record.profile = profile;
    record.evidence = collect_evidence(profile, text);
    std::cout << print_json(to_json(record)) << '\n';
  }

  std::unique_ptr<parsers::Extractor> extractor_ = parsers::make_inline_extractor();
  normalize::Normalizer normalizer_;
  bool records_;
  TimePoint today_ = SystemClock().now();
  std::vector<Costs> costs_;
};

}  // namespace
}  // namespace tamis

int main(int count, char** arguments) {
  std::vector<std::string> paths(arguments + 1, arguments + count);
  const bool records = std::erase(paths, "--records") > 0;
  const auto packs = tamis::normalize::load_packs(tamis::normalize::IcuTextFolder());
  if (paths.empty() || !packs) {
    std::cerr << "usage: bench_normalisation [--records] FILE|FOLDER…\n";
    return 2;
  }
  tamis::Run run(tamis::normalize::Normalizer::with(*packs), records);
  for (const auto& path : paths) {
    for (const auto& file : tamis::files_of(path)) run.add(file);
  }
  if (!records) run.print_costs();
}
