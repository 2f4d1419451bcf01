#pragma once

#include "cli/service.hpp"
#include "ingest/intake.hpp"

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace tamis::cli {

/// A file that was handed to the queue, or why it was not.
struct Submitted {
  std::filesystem::path path;
  Result<ingest::Ticket> ticket;
};

/// A line a file: type, language, name found, entries, findings by category, time. For the terminal of whoever owns the
/// files: it shows names.
void print_table(const std::vector<Submitted>& submitted, Service& service, std::ostream& out);

}  // namespace tamis::cli
