#pragma once

#include "core/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tamis::ingest {

/// One part of a form (RFC 7578). Views into the body that was split.
struct FormPart {
  std::string name;
  std::string file_name;  ///< empty for a plain field
  std::string_view content;
};

/// Splits a multipart/form-data body; at most 32 parts. `bad_request` for anything else.
[[nodiscard]] Result<std::vector<FormPart>> split_form(std::string_view content_type, std::string_view body);

}  // namespace tamis::ingest
