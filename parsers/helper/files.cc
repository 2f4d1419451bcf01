#include "parsers/helper/files.hpp"

#include "parsers/helper/protocol.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace tamis::parsers {
namespace {

/// What engines read while they run. Libraries load plug-ins and converters of character sets late.
constexpr std::array<const char*, 10> readable{
    "/usr/share/tesseract-ocr", "/usr/share/poppler", "/usr/share/fonts",      "/usr/local/share/fonts",
    "/usr/share/fontconfig",    "/etc/fonts",         "/var/cache/fontconfig", "/usr/lib",
    "/usr/local/lib",           "/etc/ld.so.cache",
};

/// `landlock_ruleset_attr` as it is since version 6 of the interface, which Debian 12's headers do not know yet; an
/// older kernel takes it while the rest is zero.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scopes;
};

constexpr std::uint64_t first_rights(int count) { return (std::uint64_t{1} << count) - 1; }

/// Every right that the kernel's version of the interface knows, so that all of them are denied unless granted.
Ruleset everything(long version) {
  const int file_rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
  return {.files = first_rights(file_rights),
          .network = version >= 4 ? first_rights(2) : 0,
          .scopes = version >= 6 ? first_rights(2) : 0};
}

void grant_reading(int ruleset, const char* path) {
  const Descriptor place(open(path, O_PATH | O_CLOEXEC));
  if (!place.valid()) return;
  landlock_path_beneath_attr rule{.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE, .parent_fd = place.get()};
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);  // a file takes no right of a folder
  rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

}  // namespace

void close_file_system() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return;
  const Ruleset denied = everything(version);
  const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &denied, sizeof denied, 0)));
  if (!ruleset.valid()) return;
  for (const char* path : readable) grant_reading(ruleset.get(), path);
  if (const char* models = std::getenv("TESSDATA_PREFIX")) grant_reading(ruleset.get(), models);
  syscall(SYS_landlock_restrict_self, ruleset.get(), 0);
}

}  // namespace tamis::parsers
