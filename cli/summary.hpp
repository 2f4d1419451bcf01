#pragma once

#include "cli/service.hpp"
#include "core/candidate_text.hpp"
#include "ingest/intake.hpp"

#include <iosfwd>
#include <vector>

namespace tamis::cli {

/// A document that was handed to the queue, or why it was not.
struct Submitted {
  CandidateText name;
  Result<ingest::Ticket> ticket;
};

/// A line a document: type, language, name found, entries, findings by category, time. For the terminal of whoever owns
/// the files: it shows names.
void print_table(const std::vector<Submitted>& submitted, Service& service, std::ostream& out);

}  // namespace tamis::cli
