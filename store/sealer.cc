#include "store/sealer.hpp"

#include <sodium.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace tamis::store {
namespace {

constexpr char version = 1;
constexpr std::size_t commitment_size = 32;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t header_size = 1 + commitment_size + nonce_size;
constexpr std::uint64_t wrapping_use = 1;
constexpr std::size_t largest_key_file = 64 * 1024;

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

std::string hash(const SecretKey& key, std::string_view value, std::size_t size) {
  std::string result(size, '\0');
  crypto_generichash(out(result.data()), size, in(value), value.size(), in(key.bytes()), SecretKey::size);
  return result;
}

/// XChaCha20-Poly1305 alone lets one ciphertext open under two keys; this binds it to one.
std::string commitment(const SecretKey& key) { return hash(key, "tamis seal commitment", commitment_size); }

std::string associated_data(const SealPlace& place) {
  return framed({std::string_view(&version, 1), place.table, std::to_string(place.row), place.column});
}

std::unexpected<Error> broken() { return fail(ErrorCode::seal_broken, Stage::store); }
std::unexpected<Error> missing() { return fail(ErrorCode::key_missing, Stage::store); }

// --- the file of master keys ---------------------------------------------------------------------------------------

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
  const int status = sodium_hex2bin(out(bytes.text.data()), SecretKey::size, line.data(), line.size(), nullptr, &size,
                                    nullptr);
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

}  // namespace

void SecretKey::Wipe::operator()(char* memory) const { sodium_free(memory); }

SecretKey::SecretKey() {
  if (sodium_init() < 0) throw std::bad_alloc();
  memory_.reset(static_cast<char*>(sodium_malloc(size)));
  if (!memory_) throw std::bad_alloc();
}

SecretKey SecretKey::random() {
  SecretKey key;
  randombytes_buf(key.memory_.get(), size);
  return key;
}

SecretKey SecretKey::from_bytes(std::string_view bytes) {
  SecretKey key;
  std::memcpy(key.memory_.get(), bytes.substr(0, size).data(), size);
  return key;
}

SecretKey SecretKey::derive(std::uint64_t use) const {
  SecretKey key;
  crypto_kdf_derive_from_key(out(key.memory_.get()), size, use, "tamis-1.", in(bytes()));
  return key;
}

std::string_view SecretKey::bytes() const { return {memory_.get(), size}; }

std::string SecretKey::id() const {
  const std::string digest = hash(*this, "tamis key id", crypto_generichash_BYTES_MIN);
  return to_hex(std::string_view(digest).substr(0, 8));
}

std::string framed(std::initializer_list<std::string_view> parts) {
  std::string frame;
  for (const std::string_view part : parts) frame.append(std::to_string(part.size())).append(":").append(part);
  return frame;
}

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), in(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::string keyed_hash(const SecretKey& key, std::string_view value) { return hash(key, value, 32); }

std::string seal(const SecretKey& key, const SealPlace& place, std::string_view plain) {
  std::string sealed(header_size + plain.size() + tag_size, version);
  commitment(key).copy(sealed.data() + 1, commitment_size);
  char* const nonce = sealed.data() + 1 + commitment_size;
  randombytes_buf(nonce, nonce_size);
  const std::string bound = associated_data(place);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out(sealed.data() + header_size), nullptr, in(plain), plain.size(),
                                             in(bound), bound.size(), nullptr, in(nonce), in(key.bytes()));
  return sealed;
}

Result<std::string> open(const SecretKey& key, const SealPlace& place, std::string_view sealed) {
  if (sealed.size() < header_size + tag_size || sealed.front() != version) return broken();
  if (sodium_memcmp(sealed.data() + 1, commitment(key).data(), commitment_size) != 0) return broken();
  const std::string_view nonce = sealed.substr(1 + commitment_size, nonce_size);
  const std::string_view body = sealed.substr(header_size);
  const std::string bound = associated_data(place);
  std::string plain(body.size() - tag_size, '\0');
  const int status =
      crypto_aead_xchacha20poly1305_ietf_decrypt(out(plain.data()), nullptr, nullptr, in(body), body.size(), in(bound),
                                                 bound.size(), in(nonce), in(key.bytes()));
  if (status != 0) return broken();
  return plain;
}

Result<void> MasterKeys::create(const std::filesystem::path& file) {
  WipedText text;
  append_key_line(SecretKey::random(), text.text);
  return write_private(file, text.text);
}

Result<void> MasterKeys::add(const std::filesystem::path& file) {
  if (const auto held = load(file); !held) return std::unexpected(held.error());
  WipedText text;
  if (const auto read = read_private(file, text.text); !read) return read;
  if (text.text.back() != '\n') text.text += '\n';
  append_key_line(SecretKey::random(), text.text);
  const std::filesystem::path next = file.string() + ".new";
  if (const auto written = write_private(next, text.text); !written) return written;
  if (::rename(next.c_str(), file.c_str()) != 0) return missing();
  return {};
}

Result<MasterKeys> MasterKeys::load(const std::filesystem::path& file) {
  WipedText text;
  if (const auto read = read_private(file, text.text); !read) return std::unexpected(read.error());
  std::vector<SecretKey> keys;
  for (std::string_view rest = text.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto key = read_key_line(rest.substr(0, end));
    if (!key) return std::unexpected(key.error());
    keys.push_back(std::move(*key));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return MasterKeys(std::move(keys));
}

WrappedKey MasterKeys::wrap(const SecretKey& key, const SealPlace& place) const {
  return {current(), seal(keys_.back().derive(wrapping_use), place, key.bytes())};
}

Result<SecretKey> MasterKeys::unwrap(const WrappedKey& wrapped, const SealPlace& place) const {
  const auto master = std::ranges::find(keys_, wrapped.master_id, &SecretKey::id);
  if (master == keys_.end()) return missing();
  auto opened = open(master->derive(wrapping_use), place, wrapped.bytes);
  if (!opened) return std::unexpected(opened.error());
  const WipedText plain{std::move(*opened)};
  if (plain.text.size() != SecretKey::size) return broken();
  return SecretKey::from_bytes(plain.text);
}

}  // namespace tamis::store
