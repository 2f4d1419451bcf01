#pragma once

#include "core/document.hpp"
#include "parsers/format.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

/// Office files made of literals, and what a reader finds in them.
namespace tamis::parsers::testing {

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string make_zip(const Members& members) {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : members) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
  }
  EXPECT_EQ(zip_close(zip), 0);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

inline Bytes bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

inline Document read_or_fail(const std::string& file) {
  auto document = read_document(bytes_of(file), {});
  EXPECT_TRUE(document.has_value()) << (document ? "" : to_name(document.error().code));
  return document.value_or(Document{"", false, {Page{}}, "", {}});
}

inline ErrorCode error_of(const std::string& file, const Limits& limits = {}) {
  const auto document = read_document(bytes_of(file), limits);
  EXPECT_FALSE(document.has_value());
  return document ? ErrorCode::internal : document.error().code;
}

/// "role: words / words of the next line" of each block.
inline std::vector<std::string> blocks_of(const Document& document) {
  std::vector<std::string> found;
  for (const Block& block : document.pages.at(0).blocks) {
    std::string text(to_name(block.role));
    text += ":";
    for (const Line& line : block.lines) {
      if (&line != &block.lines.front()) text += " /";
      for (const Word& word : line.words) text.append(" ").append(word.text.reveal(Purpose::extraction));
    }
    found.push_back(std::move(text));
  }
  return found;
}

inline bool has_warning(const Document& document, WarningCode code) {
  for (const Warning& warning : document.warnings) {
    if (warning.code == code) return true;
  }
  return false;
}

}  // namespace tamis::parsers::testing
