#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/record.hpp"

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <vector>

namespace tamis::ingest {

/// A file as it arrived: its bytes and what it claims to be called. The name is the candidate's word.
struct Upload {
  CandidateText name;
  std::vector<std::byte> bytes;
};

/// Reads a file, or all of a stream, up to the limit of bytes.
///
/// `not_found`, `unreadable`, `too_large` or `empty`. Nothing of the file is looked at yet.
[[nodiscard]] Result<Upload> load_file(const std::filesystem::path& path, const Limits& limits);
[[nodiscard]] Result<Upload> load_stream(std::istream& stream, const Limits& limits);

/// What a record says about a file before it is read: name, digest, size.
[[nodiscard]] RecordDocument describe(const Upload& upload);

}  // namespace tamis::ingest
