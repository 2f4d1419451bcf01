#include "parsers/helper/system_calls.hpp"

#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace tamis::parsers {

void filter_system_calls() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_KILL_PROCESS), &seccomp_release);
  if (!filter) return;
#define ALLOW(call) seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(call), 0);
#define ALLOW_FIRST(call, value) \
  seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(call), 1, SCMP_A0(SCMP_CMP_EQ, value));
#define REFUSE(call, error) seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(error), SCMP_SYS(call), 0);
#include "parsers/helper/system_calls.list"
#undef ALLOW
#undef ALLOW_FIRST
#undef REFUSE
  const auto itself = static_cast<scmp_datum_t>(getpid());
  seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, itself));  // abort
  seccomp_load(filter.get());
}

}  // namespace tamis::parsers
