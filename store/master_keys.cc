#include "store/sealer.hpp"

#include <sodium.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <mutex>
#include <vector>

namespace tamis::store {
namespace {

constexpr std::uint64_t wrapping_use = 1;
constexpr std::size_t largest_key_file = 64 * 1024;
constexpr std::string_view descriptor_scheme = "fd:", command_scheme = "command:";

using Keys = std::vector<SecretKey>;  // the last one wraps

std::unexpected<Error> missing() { return fail(ErrorCode::key_missing, Stage::store); }

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

class File {
 public:
  File(const std::filesystem::path& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] bool good() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Text that is wiped when dropped, exceptions included.
struct WipedText {
  std::string text;
  ~WipedText() { sodium_memzero(text.data(), text.size()); }
};

void append_key_line(const SecretKey& key, std::string& to) {
  char line[2 * SecretKey::size + 1];
  sodium_bin2hex(line, sizeof line, in(key.bytes()), SecretKey::size);
  to.append(line, 2 * SecretKey::size).append("\n");
  sodium_memzero(line, sizeof line);
}

Result<SecretKey> read_key_line(std::string_view line) {
  WipedText bytes{std::string(SecretKey::size, '\0')};
  std::size_t size = 0;
  const int status =
      sodium_hex2bin(out(bytes.text.data()), SecretKey::size, line.data(), line.size(), nullptr, &size, nullptr);
  if (status != 0 || size != SecretKey::size || line.size() != 2 * SecretKey::size) return missing();
  return SecretKey::from_bytes(bytes.text);
}

/// Refuses what others than the owner may read.
Result<void> read_private(const std::filesystem::path& path, std::string& text) {
  const File file(path, O_RDONLY);
  struct stat about {};
  if (!file.good() || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) return missing();
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) return missing();
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0 || size > largest_key_file) return missing();
  text.resize(size);
  if (::read(file.get(), text.data(), size) != static_cast<ssize_t>(size)) return missing();
  return {};
}

/// The file must not exist, and is on the disk when this returns.
Result<void> write_private(const std::filesystem::path& path, const std::string& text) {
  const File file(path, O_WRONLY | O_CREAT | O_EXCL);
  if (!file.good()) return fail(errno == EEXIST ? ErrorCode::not_allowed : ErrorCode::key_missing, Stage::store);
  if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) return missing();
  if (::fsync(file.get()) != 0) return missing();
  return {};
}

/// All that a descriptor gives; an empty text is no key.
Result<void> read_descriptor(int descriptor, std::string& text) {
  char buffer[4096];
  for (ssize_t size = 0; (size = ::read(descriptor, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(size));
    if (text.size() > largest_key_file) break;
  }
  sodium_memzero(buffer, sizeof buffer);
  return text.empty() || text.size() > largest_key_file ? missing() : Result<void>();
}

Result<void> run_command(const std::string& command, std::string& text) {
  std::FILE* const pipe = ::popen(command.c_str(), "re");
  if (pipe == nullptr) return missing();
  const auto read = read_descriptor(::fileno(pipe), text);
  return ::pclose(pipe) == 0 ? read : missing();
}

Result<void> read_source(const std::string& source, std::string& text) {
  if (source.starts_with(command_scheme)) return run_command(source.substr(command_scheme.size()), text);
  if (!source.starts_with(descriptor_scheme)) return read_private(source, text);
  int descriptor = -1;
  const char* const end = source.data() + source.size();
  const auto [stopped, error] = std::from_chars(source.data() + descriptor_scheme.size(), end, descriptor);
  return error == std::errc() && stopped == end ? read_descriptor(descriptor, text) : missing();
}

Result<Keys> read_keys(const std::string& source) {
  WipedText text;
  if (const auto read = read_source(source, text.text); !read) return std::unexpected(read.error());
  Keys keys;
  for (std::string_view rest = text.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto key = read_key_line(rest.substr(0, end));
    if (!key) return std::unexpected(key.error());
    keys.push_back(std::move(*key));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return keys;
}

/// The file is replaced at once, or not at all.
Result<void> replace_private(const std::filesystem::path& file, const std::string& text) {
  const std::filesystem::path next = file.string() + ".new";
  if (const auto written = write_private(next, text); !written) return written;
  if (::rename(next.c_str(), file.c_str()) != 0) return missing();
  return {};
}

/// What tells one state of a file from the next.
struct FileMark {
  std::uint64_t inode = 0;
  std::int64_t seconds = 0, nanoseconds = 0;
  bool operator==(const FileMark&) const = default;
};

FileMark mark_of(const std::string& source) {
  struct stat about {};
  if (!MasterKeys::file_of(source) || ::stat(source.c_str(), &about) != 0) return {};
  return {about.st_ino, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
}

}  // namespace

/// The keys as they are now.
class MasterKeys::Ring {
 public:
  Ring(std::string source, FileMark mark, Keys keys)
      : source_(std::move(source)), mark_(mark), keys_(std::make_shared<const Keys>(std::move(keys))) {}

  std::shared_ptr<const Keys> keys() {
    const std::scoped_lock lock(mutex_);
    if (mark_of(source_) != mark_) reload();
    return keys_;
  }
  /// For a key that is not known: a command may tell it now.
  std::shared_ptr<const Keys> ask_again() {
    const std::scoped_lock lock(mutex_);
    if (source_.starts_with(command_scheme)) reload();
    return keys_;
  }

 private:
  void reload() {
    const FileMark mark = mark_of(source_);
    auto keys = read_keys(source_);
    if (!keys) return;  // what was known is still true
    mark_ = mark;
    keys_ = std::make_shared<const Keys>(std::move(*keys));
  }

  const std::string source_;
  std::mutex mutex_;
  FileMark mark_;
  std::shared_ptr<const Keys> keys_;
};

std::optional<std::filesystem::path> MasterKeys::file_of(const std::string& source) {
  if (source.starts_with(descriptor_scheme) || source.starts_with(command_scheme)) return std::nullopt;
  return source;
}

Result<void> MasterKeys::create(const std::filesystem::path& file) {
  WipedText text;
  append_key_line(SecretKey::random(), text.text);
  return write_private(file, text.text);
}

Result<void> MasterKeys::add(const std::filesystem::path& file) {
  if (const auto held = read_keys(file); !held) return std::unexpected(held.error());
  WipedText text;
  if (const auto read = read_private(file, text.text); !read) return read;
  if (text.text.back() != '\n') text.text += '\n';
  append_key_line(SecretKey::random(), text.text);
  return replace_private(file, text.text);
}

Result<void> MasterKeys::retire(const std::filesystem::path& file) {
  const auto keys = read_keys(file);
  if (!keys) return std::unexpected(keys.error());
  WipedText text;
  append_key_line(keys->back(), text.text);
  return replace_private(file, text.text);
}

Result<MasterKeys> MasterKeys::load(const std::string& source) {
  const FileMark mark = mark_of(source);
  auto keys = read_keys(source);
  if (!keys) return std::unexpected(keys.error());
  return MasterKeys(std::make_shared<Ring>(source, mark, std::move(*keys)));
}

std::string MasterKeys::current() const { return ring_->keys()->back().id(); }

WrappedKey MasterKeys::wrap(const SecretKey& key, const SealPlace& place) const {
  const auto keys = ring_->keys();
  return {keys->back().id(), seal(keys->back().derive(wrapping_use), place, key.bytes())};
}

Result<SecretKey> MasterKeys::unwrap(const WrappedKey& wrapped, const SealPlace& place) const {
  auto keys = ring_->keys();
  auto master = std::ranges::find(*keys, wrapped.master_id, &SecretKey::id);
  if (master == keys->end()) {
    keys = ring_->ask_again();
    master = std::ranges::find(*keys, wrapped.master_id, &SecretKey::id);
  }
  if (master == keys->end()) return missing();
  auto opened = open(master->derive(wrapping_use), place, wrapped.bytes);
  if (!opened) return std::unexpected(opened.error());
  const WipedText plain{std::move(*opened)};
  if (plain.text.size() != SecretKey::size) return fail(ErrorCode::seal_broken, Stage::store);
  return SecretKey::from_bytes(plain.text);
}

}  // namespace tamis::store
