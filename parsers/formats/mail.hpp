#pragma once

#include "core/document.hpp"
#include "core/limits.hpp"

#include <string>
#include <vector>

namespace tamis::parsers {

/// A mail, whatever its file format; all text in UTF-8.
struct Mail {
  std::string from, subject;
  std::string text;
  bool text_is_html = false;
  std::string sent_on;  ///< ISO date; may be empty
  std::vector<Enclosure> enclosures;
};

/// What the mail itself says: sender, subject and text. Its attachments are documents of their own; `no_text` if there
/// is neither.
[[nodiscard]] Result<Document> read_mail(const Mail& mail, const Limits& limits);

/// Its attachments, unread; `expands_too_far` beyond the limits.
[[nodiscard]] Result<std::vector<Enclosure>> unpack_mail(Mail mail, const Limits& limits);

}  // namespace tamis::parsers
