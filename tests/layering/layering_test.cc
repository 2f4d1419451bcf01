#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

// Holds the sources to the layers: which folder may include which, and which folder owns which library.

namespace tamis {
namespace {

namespace fs = std::filesystem;

struct Include {
  fs::path file;  ///< from the root
  std::string folder, target;
};

/// Folder -> the folders it may include besides itself.
const std::map<std::string, std::set<std::string>> allowed = {
    {"core", {}},
    {"database", {"core"}},
    {"parsers", {"core"}},
    {"normalize", {"core"}},
    {"redact", {"core"}},
    {"renditions", {"core"}},
    {"queue", {"core", "database"}},
    {"store", {"core", "database"}},
    {"ingest", {"core", "database", "parsers", "normalize", "redact", "renditions", "queue", "store"}},
    {"cli", {"core", "database", "parsers", "normalize", "redact", "renditions", "queue", "store", "ingest"}},
};

struct Library {
  std::string headers;  ///< a regular expression over what stands between the brackets
  std::set<std::string> owners;
};

const std::vector<Library> libraries = {
    {"poppler/.*|(TextOutputDev|PDFDoc|GfxState|OutputDev|GlobalParams|goo/.*|splash/.*)\\.h", {"parsers"}},
    {"tesseract/.*|leptonica/.*|allheaders\\.h", {"parsers"}},
    {"opencv2/.*", {"parsers"}},
    {"libheif/.*", {"parsers"}},
    {"ZXing/.*", {"parsers"}},
    {"libxml/.*", {"parsers"}},
    {"zip\\.h", {"parsers", "renditions"}},
    {"cairo.*|pango/.*|qpdf/.*|turbojpeg\\.h", {"renditions"}},
    {"unicode/.*", {"normalize"}},
    {"phonenumbers/.*", {"normalize"}},
    {"re2/.*", {"normalize", "redact"}},
    {"sqlite3\\.h|libpq-fe\\.h", {"database"}},
    {"sodium(/.*|\\.h)", {"store", "queue"}},
    {"boost/(asio|beast)(/.*|\\.hpp)", {"ingest"}},
    {"toml\\+\\+/.*|toml\\+\\+\\.h", {"normalize", "redact", "renditions", "cli"}},
    {"cld2/.*", {"parsers", "normalize"}},
    {"spdlog/.*|CLI/.*", {"cli"}},
};

bool is_source(const fs::path& path) {
  const std::string extension = path.extension();
  return extension == ".hpp" || extension == ".cc";
}

std::vector<Include> includes_of(const fs::path& root, const std::string& folder) {
  static const std::regex directive("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"].*");
  std::vector<Include> includes;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (!is_source(entry.path())) continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (std::smatch match; std::regex_match(line, match, directive)) {
        includes.push_back({entry.path().lexically_relative(root), folder, match[1]});
      }
    }
  }
  return includes;
}

std::vector<Include> all_includes() {
  std::vector<Include> includes;
  for (const auto& [folder, _] : allowed) {
    const auto found = includes_of(TAMIS_SOURCE_DIR, folder);
    includes.insert(includes.end(), found.begin(), found.end());
  }
  return includes;
}

/// Why an include is wrong; empty if it is right.
std::string objection(const Include& include) {
  const std::string first = include.target.substr(0, include.target.find('/'));
  if (allowed.contains(first) && first != include.folder && !allowed.at(include.folder).contains(first)) {
    return include.folder + " must not include " + first;
  }
  for (const Library& library : libraries) {
    if (std::regex_match(include.target, std::regex(library.headers)) && !library.owners.contains(include.folder)) {
      return include.folder + " does not own the library of this header";
    }
  }
  return {};
}

}  // namespace

TEST(Layering, PointsEveryArrowDownwards) {
  const auto includes = all_includes();
  ASSERT_GT(includes.size(), 100U) << "the sources were not found";
  for (const Include& include : includes) {
    EXPECT_EQ(objection(include), "") << include.file.string() << " includes " << include.target;
  }
}

TEST(Layering, WouldSeeAWrongArrow) {
  EXPECT_NE(objection({"core/x.hpp", "core", "parsers/extractor.hpp"}), "");
  EXPECT_NE(objection({"redact/x.cc", "redact", "normalize/normalizer.hpp"}), "");
  EXPECT_NE(objection({"store/x.cc", "store", "unicode/unistr.h"}), "");
  EXPECT_EQ(objection({"queue/x.cc", "queue", "database/connection.hpp"}), "");
  EXPECT_EQ(objection({"normalize/x.cc", "normalize", "re2/re2.h"}), "");
}

TEST(Layering, KnowsEveryFolderWithSources) {
  const std::set<std::string> nobody_includes = {"bench", "build", "console", "docs", "fuzz", "samples", "tests"};
  for (const auto& entry : fs::directory_iterator(TAMIS_SOURCE_DIR)) {
    const std::string name = entry.path().filename();
    if (!entry.is_directory() || name.starts_with('.') || nobody_includes.contains(name)) continue;
    const auto files = fs::recursive_directory_iterator(entry.path());
    const bool sources = std::any_of(begin(files), end(files), [](const auto& file) { return is_source(file.path()); });
    EXPECT_TRUE(!sources || allowed.contains(name)) << name << " is in no layer";
  }
}

}  // namespace tamis
