#pragma once

#include "core/json.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// The built program, run as a user runs it.
namespace tamis::golden {

inline const std::filesystem::path samples = std::filesystem::path(TAMIS_SOURCE_DIR) / "samples";

inline std::string read_file(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// What `tamis parse` prints for these files. Its exit status and standard error are the caller's to ignore.
inline std::string parse_files(const std::vector<std::filesystem::path>& files, const std::string& options) {
  std::string command = std::string("'" TAMIS_BINARY_DIR "/tamis' parse ") + options;
  for (const auto& file : files) command += " '" + file.string() + "'";
  command += " 2>/dev/null";
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  char buffer[65536];
  for (std::size_t size; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, size);
  pclose(pipe);
  return out;
}

/// One record for each line of the output.
inline std::vector<boost::json::object> records(const std::string& output) {
  std::vector<boost::json::object> all;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    const auto json = parse_json(line);
    EXPECT_TRUE(json && json->is_object()) << "not a record";
    if (json && json->is_object()) all.push_back(json->get_object());
  }
  return all;
}

}  // namespace tamis::golden
