// What reading documents costs, as multiples of what the libraries behind it cost at least (bench/floors.hpp).
//
//   bench_extraction [FOLDER] [--rounds N] [--without-scans]
//
// All documents are read in turn by each way, round after round, so that what else the machine does meets all of them
// alike. Times are of the processor, of this process and of the helper together. A ratio is that of one round; the
// least and the median are told. Documents stand apart that hold what the floors do not open: pictures, in which Tamis
// looks for a portrait, and sheets of styles larger than the text, in which it looks for headings and hidden words.

#include "bench/floors.hpp"
#include "parsers/container.hpp"
#include "parsers/extractor.hpp"
#include "parsers/helper/helper_pool.hpp"
#include "parsers/ocr_language.hpp"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace tamis;
using bench::Bytes;

struct Sample {
  std::vector<char> content;
  std::string model;  ///< of OCR, for its language

  [[nodiscard]] Bytes bytes() const { return std::as_bytes(std::span(content)); }
};

/// The documents of one kind, and what reading them is held against.
struct Group {
  std::string name, floor_name;
  std::function<std::size_t(const Sample&)> floor;
  double most = 0;  ///< the ratio that is wanted; 0 = none is
  std::vector<Sample> samples;
};

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double own_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

double helper_seconds(const parsers::HelperPool& pool) {
  double seconds = 0;
  for (const pid_t id : pool.helper_ids()) {
    clockid_t clock = 0;
    if (clock_getcpuclockid(id, &clock) == 0) seconds += seconds_of(clock);
  }
  return seconds;
}

std::string text_of(const Document& document) {
  std::string text;
  for (const Page& page : document.pages) {
    for (const Block& block : page.blocks) {
      for (const Line& line : block.lines) {
        for (const Word& word : line.words) text.append(word.text.reveal(Purpose::extraction)).append(" ");
      }
    }
  }
  return text;
}

bool has_pictures(const Document& document) {
  return std::ranges::any_of(document.pages, [](const Page& page) { return !page.images.empty(); });
}

bool needed_ocr(const Document& document) {
  return std::ranges::any_of(document.pages, [](const Page& page) { return page.origin == Origin::ocr; });
}

bool has_large_styles(Bytes docx) {
  auto container = parsers::Container::open(docx, Limits{});
  if (!container) return false;
  const auto size_of = [&](const char* name) {
    const auto member = container->unpack(name);
    return member ? member->stated_size() : 0;
  };
  return size_of("word/styles.xml") > 4 * size_of("word/document.xml");
}

/// The groups, in the order of printing.
struct Groups {
  Group pdf{
      "PDF", "poppler text_list", [](const Sample& sample) { return bench::list_pdf_words(sample.bytes()); }, 1.15, {}};
  Group pdf_pictures{"with pictures", pdf.floor_name, pdf.floor, 0, {}};
  Group docx{"DOCX", "libxml2 SAX", [](const Sample& sample) { return bench::pass_over_docx(sample.bytes()); }, 3, {}};
  Group docx_styles{"with styles", docx.floor_name, docx.floor, 5, {}};
  Group docx_pictures{"with pictures", docx.floor_name, docx.floor, 0, {}};
  Group scans{"scans",
              "tesseract, bare",
              [](const Sample& sample) { return bench::recognise_pictures(sample.bytes(), sample.model); },
              1.10,
              {}};
};

/// The readable documents of a folder; PDFs that need OCR are left out.
Groups load(const std::filesystem::path& folder, bool with_scans) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  const auto extractor = parsers::make_inline_extractor();
  Groups groups;
  for (const auto& path : paths) {
    const std::string ending = path.extension();
    const bool is_scan = ending == ".png" || ending == ".jpg" || ending == ".tiff" || ending == ".webp";
    if (is_scan ? !with_scans : ending != ".pdf" && ending != ".docx") continue;
    std::ifstream file(path, std::ios::binary);
    Sample sample{.content{std::istreambuf_iterator<char>(file), {}}, .model{}};
    const auto document = extractor->extract(sample.bytes(), Limits{});
    if (!document || needed_ocr(*document) != is_scan) continue;
    const bool pictures = has_pictures(*document);
    if (is_scan) {
      sample.model = parsers::model_of(parsers::tell_language(text_of(*document)).value_or("en"));
      groups.scans.samples.push_back(std::move(sample));
    } else if (ending == ".pdf") {
      (pictures ? groups.pdf_pictures : groups.pdf).samples.push_back(std::move(sample));
    } else {
      Group& plain = has_large_styles(sample.bytes()) ? groups.docx_styles : groups.docx;
      (pictures ? groups.docx_pictures : plain).samples.push_back(std::move(sample));
    }
  }
  return groups;
}

/// Seconds of the processor for one round over a group, by each of the three ways.
struct Round {
  double floor = 0, here = 0, helper = 0;
};

Round run_round(const Group& group, parsers::Extractor& extractor, parsers::HelperPool& pool) {
  Round round;
  const double start = own_seconds();
  for (const Sample& sample : group.samples) static_cast<void>(group.floor(sample));
  const double after_floor = own_seconds();
  for (const Sample& sample : group.samples) static_cast<void>(extractor.extract(sample.bytes(), Limits{}));
  const double after_here = own_seconds();
  const double helper_before = helper_seconds(pool);
  for (const Sample& sample : group.samples) static_cast<void>(pool.extract(sample.bytes(), Limits{}));
  round.floor = after_floor - start;
  round.here = after_here - after_floor;
  round.helper = own_seconds() - after_here + helper_seconds(pool) - helper_before;
  return round;
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

std::vector<double> ratios_of(const std::vector<Round>& rounds, double Round::*time) {
  std::vector<double> ratios;
  for (const Round& round : rounds) ratios.push_back(round.*time / round.floor);
  return ratios;
}

void print_way(const Group& group, const std::vector<Round>& rounds, const std::string& way, double Round::*time) {
  std::vector<double> milliseconds;
  for (const Round& round : rounds)
    milliseconds.push_back(1000 * round.*time / static_cast<double>(group.samples.size()));
  const auto ratios = ratios_of(rounds, time);
  std::printf("%-14s %4zu  %-20s %9.3f %9.3f %9.2f %9.2f\n", group.name.c_str(), group.samples.size(), way.c_str(),
              std::ranges::min(milliseconds), median_of(milliseconds), std::ranges::min(ratios), median_of(ratios));
}

/// False if reading in process costs more than is wanted of it.
bool measure(const Group& group, int rounds) {
  if (group.samples.empty()) return true;
  const auto extractor = parsers::make_inline_extractor();
  std::vector<Round> measured;
  for (int i = 0; i < rounds; ++i) {
    const auto pool = parsers::HelperPool::start(parsers::helper_program(), 1);
    if (!pool) return false;
    static_cast<void>((*pool)->extract(group.samples.front().bytes(), Limits{}));  // what a helper loads once
    measured.push_back(run_round(group, *extractor, **pool));
  }
  print_way(group, measured, group.floor_name, &Round::floor);
  print_way(group, measured, "tamis, in process", &Round::here);
  print_way(group, measured, "tamis, by a helper", &Round::helper);
  const double ratio = median_of(ratios_of(measured, &Round::here));
  if (group.most == 0) return true;
  const bool good = ratio <= group.most;
  std::printf("%-14s %s: %.2f of the floor, at most %.2f is wanted\n", "", good ? "good" : "TOO SLOW", ratio,
              group.most);
  return good;
}

/// As the service starts its helpers (parsers/helper/helper_process.cc); libraries read these when they are loaded.
void take_environment_of_helper(char** arguments) {
  if (std::getenv("OMP_THREAD_LIMIT") != nullptr) return;
  setenv("OMP_THREAD_LIMIT", "1", 1);
  setenv("MALLOC_TRIM_THRESHOLD_", "67108864", 1);
  setenv("TZ", "UTC0", 1);
  execv("/proc/self/exe", arguments);
}

}  // namespace

int main(int count, char** arguments) {
  take_environment_of_helper(arguments);
  std::filesystem::path folder = "samples/docs";
  int rounds = 7;
  bool with_scans = true;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--without-scans") == 0) {
      with_scans = false;
    } else if (std::strcmp(arguments[i], "--rounds") == 0 && i + 1 < count) {
      rounds = std::max(1, std::atoi(arguments[++i]));
    } else {
      folder = arguments[i];
    }
  }
  const bench::WarmPoppler warm;
  const Groups groups = load(folder, with_scans);
  std::printf("%-14s %4s  %-20s %9s %9s %9s %9s\n", "", "n", "", "least ms", "median ms", "least", "median");
  bool good = true;
  for (const Group* group :
       {&groups.pdf, &groups.pdf_pictures, &groups.docx, &groups.docx_styles, &groups.docx_pictures, &groups.scans}) {
    const int most_rounds = group == &groups.scans ? 3 : rounds;
    good = measure(*group, std::min(rounds, most_rounds)) && good;
  }
  return good ? 0 : 1;
}
