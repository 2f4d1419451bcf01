#include "normalize/gazetteer.hpp"

#include "core/embedded.hpp"

#include <algorithm>
#include <span>

namespace tamis::normalize {

std::span<const EmbeddedFile> gazetteer_files();

std::vector<std::string_view> cells(std::string_view row, char sign) {
  std::vector<std::string_view> found;
  for (auto end = row.find(sign); end != std::string_view::npos; end = row.find(sign)) {
    found.push_back(row.substr(0, end));
    row.remove_prefix(end + 1);
  }
  found.push_back(row);
  return found;
}

std::vector<std::vector<std::string_view>> gazetteer(std::string_view name) {
  std::vector<std::vector<std::string_view>> rows;
  const auto files = gazetteer_files();
  const auto file = std::ranges::find(files, name, &EmbeddedFile::name);
  if (file == files.end()) return rows;
  for (const auto line : cells(file->content, '\n')) {
    if (!line.empty() && line.front() != '#') rows.push_back(cells(line, '\t'));
  }
  return rows;
}

}  // namespace tamis::normalize
