#pragma once

#include <cstdint>

namespace tamis {

/// Numbers that name rows. They count up, are never given twice, and say nothing about a person; each is a type of its
/// own, so that one cannot stand for another. `std::to_underlying` is the number; printed in decimal.
enum class SubjectId : std::int64_t {};
enum class DocumentId : std::int64_t {};
enum class JobId : std::int64_t {};

}  // namespace tamis
