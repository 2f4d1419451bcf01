#include "parsers/container.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

constexpr std::int64_t bytes_before_ratio_counts = 100 << 10;
constexpr std::size_t chunk_size = 16 << 10;
constexpr std::uint64_t most_believed = 1 << 20;  // of a stated size, before a byte has come

std::unexpected<Error> expands_too_far(Measure measure, std::int64_t value, std::int64_t limit) {
  return fail(ErrorCode::expands_too_far, Stage::extract, {{measure, value}, {Measure::limit, limit}});
}

}  // namespace

struct Container::Archive {
  zip_t* zip;
  Limits limits;
  std::int64_t unpacked = 0;

  Archive(zip_t* opened, const Limits& within) : zip(opened), limits(within) {}
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { zip_discard(zip); }
};

Container::Container(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
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
  Container container(std::make_unique<Archive>(zip, limits));
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

struct Member::Unpacking {
  Container::Archive& archive;
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file;
  std::uint64_t stated = 0;
  std::int64_t packed = 1;
  std::int64_t unpacked = 0;
  std::array<char, chunk_size> piece{};
};

Member::Member(std::unique_ptr<Unpacking> unpacking) : unpacking_(std::move(unpacking)) {}
Member::Member(Member&&) noexcept = default;
Member::~Member() = default;

std::uint64_t Member::stated_size() const { return unpacking_->stated; }

Result<std::string_view> Member::next() {
  auto& [archive, file, stated, packed, unpacked, piece] = *unpacking_;
  const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
  if (got < 0) return fail(ErrorCode::damaged, Stage::extract);
  unpacked += got;
  archive.unpacked += got;
  const Limits& limits = archive.limits;
  if (archive.unpacked > limits.expanded_bytes) {
    return expands_too_far(Measure::bytes, archive.unpacked, limits.expanded_bytes);
  }
  if (unpacked > bytes_before_ratio_counts && unpacked / packed > limits.ratio) {
    return expands_too_far(Measure::bytes, unpacked, limits.ratio);
  }
  return std::string_view(piece.data(), static_cast<std::size_t>(got));
}

Result<Member> Container::unpack(std::string_view name) {
  const std::string member(name);
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(archive_->zip, member.c_str(), 0, &about) != 0) return fail(ErrorCode::damaged, Stage::extract);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
    return fail(ErrorCode::encrypted, Stage::extract);
  }
  zip_file_t* file = zip_fopen_index(archive_->zip, about.index, 0);
  if (!file) return fail(ErrorCode::damaged, Stage::extract);
  return Member(std::unique_ptr<Member::Unpacking>(
      new Member::Unpacking{.archive = *archive_,
                            .file = {file, zip_fclose},
                            .stated = about.size,
                            .packed = static_cast<std::int64_t>(std::max<zip_uint64_t>(about.comp_size, 1))}));
}

Result<std::string> Container::read(std::string_view name) {
  auto member = unpack(name);
  if (!member) return std::unexpected(member.error());
  std::string content;
  content.reserve(static_cast<std::size_t>(std::min(member->stated_size(), most_believed)));
  for (;;) {
    const auto piece = member->next();
    if (!piece) return std::unexpected(piece.error());
    if (piece->empty()) return content;
    content += *piece;
  }
}

bool looks_like_zip(Bytes bytes) {
  constexpr auto mark = std::to_array<std::byte>({std::byte{'P'}, std::byte{'K'}, std::byte{3}, std::byte{4}});
  return bytes.size() > mark.size() && std::ranges::equal(bytes.first(mark.size()), mark);
}

}  // namespace tamis::parsers
