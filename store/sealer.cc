#include "store/sealer.hpp"

#include <sodium.h>

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
  const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
      out(plain.data()), nullptr, nullptr, in(body), body.size(), in(bound), bound.size(), in(nonce), in(key.bytes()));
  if (status != 0) return broken();
  return plain;
}

}  // namespace tamis::store
