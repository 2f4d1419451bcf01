#pragma once

/// Which system calls a helper may make (seccomp, see seccomp(2) and system_calls.list). Linked by the helper alone.
namespace tamis::parsers {

/// For the life of the process and its threads: allows what system_calls.list names, and ends the process with SIGSYS
/// at anything else. Signals reach only the process itself. Nothing happens where the kernel has no seccomp; call it
/// after no_new_privs is set.
void filter_system_calls();

}  // namespace tamis::parsers
