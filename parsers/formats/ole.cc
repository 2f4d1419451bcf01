#include "parsers/formats/ole.hpp"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf.h>

#include <algorithm>
#include <array>

namespace tamis::parsers {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

}  // namespace

struct OleFile::Storage {
  Owned<GsfInput> input;
  Owned<GsfInfile> file;
};

OleFile::OleFile(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
OleFile::OleFile(OleFile&&) noexcept = default;
OleFile::~OleFile() = default;

std::optional<OleFile> OleFile::open(Bytes bytes) {
  if (!looks_like_ole(bytes)) return std::nullopt;
  auto storage = std::make_unique<Storage>();
  storage->input.reset(
      gsf_input_memory_new(reinterpret_cast<const guint8*>(bytes.data()), static_cast<gsf_off_t>(bytes.size()), FALSE));
  storage->file.reset(gsf_infile_msole_new(storage->input.get(), nullptr));
  if (!storage->file) return std::nullopt;
  OleFile file(std::move(storage));
  file.file_size_ = bytes.size();
  return file;
}

bool OleFile::has(std::string_view stream) const {
  const Owned<GsfInput> found(gsf_infile_child_by_name(storage_->file.get(), std::string(stream).c_str()));
  return found != nullptr;
}

std::optional<std::string> OleFile::read(std::string_view stream) const {
  const Owned<GsfInput> found(gsf_infile_child_by_name(storage_->file.get(), std::string(stream).c_str()));
  if (!found) return std::nullopt;
  const gsf_off_t size = gsf_input_size(found.get());
  if (size < 0 || std::cmp_greater(size, file_size_)) return std::nullopt;
  std::string content(static_cast<std::size_t>(size), '\0');
  if (size > 0 &&
      !gsf_input_read(found.get(), static_cast<std::size_t>(size), reinterpret_cast<guint8*>(content.data()))) {
    return std::nullopt;
  }
  return content;
}

bool looks_like_ole(Bytes bytes) {
  constexpr auto mark = std::to_array<unsigned char>({0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1});
  return bytes.size() > mark.size() &&
         std::ranges::equal(bytes.first(mark.size()), mark,
                            [](std::byte a, unsigned char b) { return std::to_integer<unsigned char>(a) == b; });
}

}  // namespace tamis::parsers
