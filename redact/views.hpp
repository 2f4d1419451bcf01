#pragma once

#include "core/finding.hpp"
#include "core/record.hpp"
#include "redact/lens.hpp"
#include "redact/titles.hpp"

#include <vector>

/// What each of the three views shows of a complete record. `policy.toml` and the candidate's choices, which the lens
/// holds, decide about findings; what a masked value looks like is the same everywhere: its words and their echoes in
/// other values become "[…]", and a value or an entry that says nothing any more goes.
namespace tamis::redact {

/// For the candidate and those who answer for the data: everything that is stored. Where something is hidden the text
/// is left out; a finding that the candidate removed stays without its words.
[[nodiscard]] Record full_view(Record complete, const std::vector<Finding>& findings, const ReadingText& text,
                               const Lens& lens);

/// For a client to whom the candidate consented to be named. Masked findings of basis gdpr-9 and gdpr-10 are left out
/// altogether, because a category's name tells a client what it must not know; others stay without words and place.
[[nodiscard]] Record client_view(const Record& complete, const std::vector<Finding>& findings, const ReadingText& text,
                                 const Lens& lens);

/// For any other client: also without name, contact, links, referees, publications, an address below the region, the
/// file's name and digest, evidence and findings; without the fields that the policy drops. Every echo of the name's
/// parts, of the contact and of the referees in another value becomes "[…]", as does every address of mail or the
/// web; a value that holds one in another spelling is left out. Titles are made neutral, civilities left out.
[[nodiscard]] Record anonymous_view(const Record& complete, const std::vector<Finding>& findings,
                                    const ReadingText& text, const Lens& lens, const Titles& titles);

}  // namespace tamis::redact
