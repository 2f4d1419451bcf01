#include "ingest/upload.hpp"

#include "ingest/digest.hpp"

#include <fstream>
#include <istream>

namespace tamis::ingest {
namespace {

Result<std::vector<std::byte>> read_all(std::istream& stream, const Limits& limits) {
  static constexpr std::size_t step = 1 << 16;
  std::vector<std::byte> bytes;
  while (stream) {
    const std::size_t had = bytes.size();
    bytes.resize(had + step);
    stream.read(reinterpret_cast<char*>(bytes.data() + had), step);
    bytes.resize(had + static_cast<std::size_t>(stream.gcount()));
    if (static_cast<std::int64_t>(bytes.size()) > limits.bytes) {
      return fail(ErrorCode::too_large, Stage::admit, {{Measure::limit, limits.bytes}});
    }
  }
  if (stream.bad()) return fail(ErrorCode::unreadable, Stage::admit);
  if (bytes.empty()) return fail(ErrorCode::empty, Stage::admit);
  return bytes;
}

Result<Upload> name_upload(CandidateText name, Result<std::vector<std::byte>> bytes) {
  if (!bytes) return std::unexpected(bytes.error());
  return Upload{std::move(name), std::move(*bytes)};
}

}  // namespace

Result<Upload> load_file(const std::filesystem::path& path, const Limits& limits) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::not_found, Stage::admit);
  // A device or a pipe could give bytes for ever.
  if (!std::filesystem::is_regular_file(status)) return fail(ErrorCode::unreadable, Stage::admit);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(ErrorCode::unreadable, Stage::admit);
  return name_upload(CandidateText(path.filename().string()), read_all(stream, limits));
}

Result<Upload> load_stream(std::istream& stream, const Limits& limits) {
  return name_upload(CandidateText("-"), read_all(stream, limits));
}

RecordDocument describe(const Upload& upload) {
  RecordDocument about;
  about.name = upload.name;
  about.sha256 = sha256(upload.bytes);
  about.bytes = static_cast<std::int64_t>(upload.bytes.size());
  return about;
}

}  // namespace tamis::ingest
