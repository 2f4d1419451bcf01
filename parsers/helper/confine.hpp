#pragma once

#include "core/limits.hpp"

/// How a helper gives up what reading a document never needs. Linked by the helper program alone.
namespace tamis::parsers {

/// For the life of the process: no network, no file but models and fonts, nothing written, no core dump, no new
/// privileges, processes or threads, few descriptors, and only the system calls that reading needs; and it dies with
/// the service. Each is kept by more than one of limits, namespaces, Landlock and seccomp; what the kernel lacks is
/// left out here and shown by `test_protections`. Call it before anything starts a thread.
void confine();

/// For one document: memory, and processor time counted from now. What is left of an earlier call no longer counts.
void limit_resources(const Limits& limits);

}  // namespace tamis::parsers
