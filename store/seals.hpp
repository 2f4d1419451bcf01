#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"
#include "store/sealer.hpp"

#include <string>
#include <utility>

/// How the vault uses a subject's key; for the vault's own files.
namespace tamis::store {

/// What a key derived from a subject's key is for.
enum class Use : std::uint64_t { reference = 1, original, record, choice };

inline SecretKey key_for(const SecretKey& subject_key, Use use) { return subject_key.derive(std::to_underlying(use)); }

template <class Id>
SealPlace place(std::string_view table, Id row, std::string_view column) {
  return {table, static_cast<std::int64_t>(row), column};
}

}  // namespace tamis::store
