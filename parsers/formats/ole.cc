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

/// Null if there is none. An empty path, or one that ends in a slash, is a storage.
Owned<GsfInput> find(GsfInfile* top, std::string_view path) {
  Owned<GsfInput> here(GSF_INPUT(g_object_ref(top)));
  while (here && !path.empty()) {
    const std::string name(path.substr(0, path.find('/')));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    if (!GSF_IS_INFILE(here.get())) return nullptr;
    here.reset(gsf_infile_child_by_name(GSF_INFILE(here.get()), name.c_str()));
  }
  return here;
}

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

bool OleFile::has(std::string_view path) const { return find(storage_->file.get(), path) != nullptr; }

std::vector<std::string> OleFile::children(std::string_view path) const {
  const Owned<GsfInput> found = find(storage_->file.get(), path);
  std::vector<std::string> names;
  if (!found || !GSF_IS_INFILE(found.get())) return names;
  GsfInfile* storage = GSF_INFILE(found.get());
  for (int i = 0; i < gsf_infile_num_children(storage); ++i) {
    if (const char* name = gsf_infile_name_by_index(storage, i)) names.emplace_back(name);
  }
  return names;
}

std::optional<std::string> OleFile::read(std::string_view path) const {
  const Owned<GsfInput> found = find(storage_->file.get(), path);
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
