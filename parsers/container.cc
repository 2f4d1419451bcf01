#include "parsers/container.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

constexpr std::int64_t bytes_before_ratio_counts = 100 << 10;
constexpr std::size_t chunk_size = 16 << 10;
constexpr zip_uint64_t most_believed = 1 << 20;  // of a stated size, before a byte has come

std::unexpected<Error> expands_too_far(Measure measure, std::int64_t value, std::int64_t limit) {
  return fail(ErrorCode::expands_too_far, Stage::extract, {{measure, value}, {Measure::limit, limit}});
}

}  // namespace

struct Container::Archive {
  zip_t* zip;

  explicit Archive(zip_t* opened) : zip(opened) {}
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { zip_discard(zip); }
};

Container::Container(std::unique_ptr<Archive> archive, const Limits& limits)
    : archive_(std::move(archive)), limits_(limits) {}
Container::Container(Container&&) noexcept = default;
Container& Container::operator=(Container&&) noexcept = default;
Container::~Container() = default;

Result<Container> Container::open(Bytes bytes, const Limits& limits) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* zip = source ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr;
  if (!zip) {
    if (source) zip_source_free(source);
    return fail(ErrorCode::damaged, Stage::extract);
  }
  Container container(std::make_unique<Archive>(zip), limits);
  const std::int64_t entries = zip_get_num_entries(zip, 0);
  if (entries > limits.entries) return expands_too_far(Measure::entries, entries, limits.entries);
  for (std::int64_t i = 0; i < entries; ++i) {
    const char* name = zip_get_name(zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    if (name) container.names_.emplace_back(name);
  }
  std::ranges::sort(container.names_);
  // Readers disagree on which of two members of one name counts, so a checker and a reader may see different documents.
  if (std::ranges::adjacent_find(container.names_) != container.names_.end()) {
    return fail(ErrorCode::damaged, Stage::extract);
  }
  return container;
}

bool Container::has(std::string_view name) const { return std::ranges::binary_search(names_, name); }

Result<std::string> Container::read(std::string_view name) {
  const std::string member(name);
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(archive_->zip, member.c_str(), 0, &about) != 0) return fail(ErrorCode::damaged, Stage::extract);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
    return fail(ErrorCode::encrypted, Stage::extract);
  }
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_->zip, about.index, 0),
                                                               zip_fclose);
  if (!file) return fail(ErrorCode::damaged, Stage::extract);
  const auto packed = static_cast<std::int64_t>(std::max<zip_uint64_t>(about.comp_size, 1));
  std::string content;
  content.reserve(static_cast<std::size_t>(std::min(about.size, most_believed)) + chunk_size);
  for (;;) {
    const std::size_t filled = content.size();
    zip_int64_t got = 0;
    content.resize_and_overwrite(filled + chunk_size, [&](char* start, std::size_t) {
      got = zip_fread(file.get(), start + filled, chunk_size);
      return filled + static_cast<std::size_t>(std::max<zip_int64_t>(got, 0));
    });
    if (got < 0) return fail(ErrorCode::damaged, Stage::extract);
    if (got == 0) return content;
    unpacked_ += got;
    const auto size = static_cast<std::int64_t>(content.size());
    if (unpacked_ > limits_.expanded_bytes) return expands_too_far(Measure::bytes, unpacked_, limits_.expanded_bytes);
    if (size > bytes_before_ratio_counts && size / packed > limits_.ratio) {
      return expands_too_far(Measure::bytes, size, limits_.ratio);
    }
  }
}

bool looks_like_zip(Bytes bytes) {
  constexpr auto mark = std::to_array<std::byte>({std::byte{'P'}, std::byte{'K'}, std::byte{3}, std::byte{4}});
  return bytes.size() > mark.size() && std::ranges::equal(bytes.first(mark.size()), mark);
}

}  // namespace tamis::parsers
