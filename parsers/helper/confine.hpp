#pragma once

#include "core/limits.hpp"

#include <string>

/// How a helper gives up what reading a document never needs. Linked by the helper program alone.
namespace tamis::parsers {

/// For the life of the process: no network where the kernel allows user namespaces, no written files, no core dump, no
/// new privileges, no new processes, few descriptors; and it dies with the service. What the kernel refuses is left
/// out here and shown by `test_protections`. Call it before anything starts a thread.
void confine();

/// For one document: memory, and processor time counted from now. What is left of an earlier call no longer counts.
void limit_resources(const Limits& limits);

/// One byte for each `Protection` in its order: 1 if trying to get around it failed.
[[nodiscard]] std::string test_protections();

}  // namespace tamis::parsers
