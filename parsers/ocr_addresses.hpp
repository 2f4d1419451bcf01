#pragma once

#include "parsers/ocr_engine.hpp"

#include <string_view>
#include <vector>

namespace tamis::parsers {

/// Does a word end like the name of a host (`letters.letters`), without being a path? Mail addresses do, whatever their
/// "@" was read as.
[[nodiscard]] bool ends_like_host(std::string_view word);

/// Reads what may be mail addresses a second time. Of the models only the English one was trained on "@"; the others
/// read a letter instead, or a gap. Of two readings that are addresses the surer one stays. Some 20 ms for each.
[[nodiscard]] Result<void> read_addresses_again(const Raster& letters, std::vector<ReadWord>& words);

}  // namespace tamis::parsers
