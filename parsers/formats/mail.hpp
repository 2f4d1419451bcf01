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

/// `expands_too_far` if there are more enclosures than limits.enclosures, or more bytes in them than
/// limits.expanded_bytes.
[[nodiscard]] Result<void> check_enclosures(const std::vector<Enclosure>& enclosures, const Limits& limits);

/// The last part of a path or name that a sender gave; `otherwise` if nothing is left.
[[nodiscard]] CandidateText name_of_enclosure(std::string_view given, std::string_view otherwise);

}  // namespace tamis::parsers
