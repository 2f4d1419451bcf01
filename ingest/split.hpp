#pragma once

#include "core/candidate_text.hpp"
#include "core/error.hpp"
#include "ingest/pipeline.hpp"
#include "ingest/upload.hpp"

#include <vector>

namespace tamis::ingest {

/// A document that goes its own way, and whose it is.
struct Part {
  Upload upload;
  CandidateText person;  ///< the name, without its ending, of the file that is one person's
};

/// The documents of a file, at all depths, named after what holds them: "archive.zip/cv.pdf". A file that holds none is
/// its own only part, and so is one that cannot be unpacked: reading it tells why.
///
/// An archive is like a folder: each file in it is one person's. A mail and a PDF portfolio are one person's with all
/// that they hold; their own words, if any, are a part as well ("mail.eml/text.txt"). What held the documents is left
/// out: it may be about several people, and could not be erased with one of them.
///
/// The same bytes give the same parts. All unpacking is done by the pipeline's helpers. `nested_too_deep` beyond
/// limits.nesting; `expands_too_far` beyond limits.enclosures parts or limits.expanded_bytes in all of them; and what
/// keeps helpers from working.
[[nodiscard]] Result<std::vector<Part>> split(const Pipeline& pipeline, Upload upload);

}  // namespace tamis::ingest
