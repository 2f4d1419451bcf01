#pragma once

#include "core/error.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Sealing: authenticated encryption with keys that wrap keys (libsodium: XChaCha20-Poly1305, BLAKE2b).
///
///     master key (a file, never in the database)
///      └ wraps a data key per subject, random; destroying it makes all that was sealed with it unreadable
///         └ from which one key per use is derived, so that an original's key opens no record
///
/// A seal is bound to its place (table, row, column) and to its key: bytes moved to another row do not open.
namespace tamis::store {

/// 32 bytes in guarded, locked memory, wiped when dropped. Moves, never copies.
class SecretKey {
 public:
  static constexpr std::size_t size = 32;

  [[nodiscard]] static SecretKey random();
  /// `bytes` must be 32, and is the caller's to wipe.
  [[nodiscard]] static SecretKey from_bytes(std::string_view bytes);
  /// An independent key for a use; the same one each time. One-way.
  [[nodiscard]] SecretKey derive(std::uint64_t use) const;

  [[nodiscard]] std::string_view bytes() const;
  /// A short public name of the key, 16 hexadecimal digits, from which the key cannot be found.
  [[nodiscard]] std::string id() const;

 private:
  struct Wipe {
    void operator()(char* memory) const;
  };
  SecretKey();
  std::unique_ptr<char, Wipe> memory_;
};

/// Where a sealed value stands.
struct SealPlace {
  std::string_view table;
  std::int64_t row = 0;
  std::string_view column;
};

/// Encrypts with a fresh random nonce. The result is 73 bytes longer: version, commitment to the key, nonce, tag.
/// Linear; about 1 GB a second.
[[nodiscard]] std::string seal(const SecretKey& key, const SealPlace& place, std::string_view plain);
/// `seal_broken` unless exactly these bytes were sealed with this key at this place.
[[nodiscard]] Result<std::string> open(const SecretKey& key, const SealPlace& place, std::string_view sealed);

/// Parts as one text that no other parts give.
[[nodiscard]] std::string framed(std::initializer_list<std::string_view> parts);
[[nodiscard]] std::string to_hex(std::string_view bytes);

/// A keyed hash (32 bytes): finds equal values again without telling them, to whoever lacks the key.
[[nodiscard]] std::string keyed_hash(const SecretKey& key, std::string_view value);

/// A data key as it rests in the database.
struct WrappedKey {
  std::string master_id;  ///< which master key wrapped it
  std::string bytes;
};

/// The master keys, from one of
///
///     PATH            a file that its owner alone may read
///     fd:NUMBER       an open descriptor, read once to its end: the caller keeps the keys elsewhere
///     command:WORDS   what a shell command prints: it asks a key service
///
/// each with one key a line (64 hexadecimal digits); the last one wraps, all of them unwrap. Safe between threads.
///
/// Rotation goes on while every process works: `add` a key to the file, rewrap what the older ones wrap
/// (`Vault::rewrap`), then `retire` those. A process notices that the file was replaced; it asks a command again when
/// it meets a key that it does not know.
class MasterKeys {
 public:
  /// The file that a source names; none for a descriptor or a command.
  [[nodiscard]] static std::optional<std::filesystem::path> file_of(const std::string& source);
  /// Makes the file with one random key, readable by its owner alone. Refuses to replace a file: `not_allowed`.
  [[nodiscard]] static Result<void> create(const std::filesystem::path& file);
  /// Adds a random key, which wraps from then on. The file is replaced at once, or not at all.
  [[nodiscard]] static Result<void> add(const std::filesystem::path& file);
  /// Leaves the last key alone in the file. Only once nothing is wrapped by the others.
  [[nodiscard]] static Result<void> retire(const std::filesystem::path& file);
  /// `key_missing` if there is none, it holds no key, others than its owner may read it, or the command fails.
  [[nodiscard]] static Result<MasterKeys> load(const std::string& source);

  [[nodiscard]] WrappedKey wrap(const SecretKey& key, const SealPlace& place) const;
  /// `key_missing` if the master key that wrapped it is not here, `seal_broken` if the bytes are not what was wrapped.
  [[nodiscard]] Result<SecretKey> unwrap(const WrappedKey& wrapped, const SealPlace& place) const;
  /// The id of the key that wraps.
  [[nodiscard]] std::string current() const;

 private:
  class Ring;
  explicit MasterKeys(std::shared_ptr<Ring> ring) : ring_(std::move(ring)) {}
  std::shared_ptr<Ring> ring_;
};

}  // namespace tamis::store
