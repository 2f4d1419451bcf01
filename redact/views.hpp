#pragma once

#include "core/finding.hpp"
#include "core/record.hpp"

#include <vector>

/// What a client may see of a full record. Neither view holds the text, a photo, or a word that a finding covers.
namespace tamis::redact {

/// For a client to whom the candidate consented to be named.
///
/// A value of the profile is left out if a finding covers it, and otherwise the finding's words in it become "[…]"; so
/// do their echoes in other values. An entry of which only dates are left goes too. Findings of basis gdpr-9 and
/// gdpr-10 are left out altogether, because a category's name tells a client what it must not know; the others are
/// kept without words and place.
[[nodiscard]] Record client_view(const Record& full, const std::vector<Finding>& findings, const ReadingText& text);

/// For any other client, made from the client view: also without name, contact, links, references, publications,
/// address below the region, dates of education (they tell the age), the file's name and digest, evidence and
/// findings. Every echo of the name's parts, the mail address, the telephone number and the links in another value
/// becomes "[…]"; a value that holds one in another spelling is left out.
[[nodiscard]] Record anonymous_view(const Record& client, const Profile& original, const ReadingText& text);

}  // namespace tamis::redact
