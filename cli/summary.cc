#include "cli/summary.hpp"

#include "core/json.hpp"
#include "core/record.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>

namespace tamis::cli {
namespace {

using Line = std::array<std::string, 7>;
const Line heading{"file", "type", "language", "name", "entries", "findings", "time"};

/// A name from inside an archive is whatever its maker wrote: it must not steer the terminal.
std::string printable(std::string_view name) {
  std::string shown(name);
  std::ranges::replace_if(
      shown, [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
  return shown;
}

std::string short_type(const std::string& media_type) {
  static const std::map<std::string, std::string> names{
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
      {"application/vnd.oasis.opendocument.text", "odt"},
      {"application/msword", "doc"},
      {"application/rtf", "rtf"},
      {"text/plain", "txt"}};
  if (const auto known = names.find(media_type); known != names.end()) return known->second;
  return media_type.substr(media_type.rfind('/') + 1);
}

std::string entries_of(const Profile& profile) {
  return std::to_string(profile.work.size()) + " jobs, " + std::to_string(profile.education.size()) + " schools";
}

std::string findings_of(const std::vector<RecordFinding>& findings) {
  std::map<std::string_view, int> counts;
  for (const RecordFinding& finding : findings) ++counts[to_name(finding.category)];
  std::string told;
  for (const auto& [category, count] : counts) {
    told += (told.empty() ? "" : ", ") + std::string(category) + (count > 1 ? " x" + std::to_string(count) : "");
  }
  return told.empty() ? "none" : told;
}

std::string seconds(std::chrono::milliseconds time) {
  const auto hundredths = (time.count() + 5) / 10;
  std::string fraction = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + std::string(2 - fraction.size(), '0') + fraction + " s";
}

Result<Record> load_record(Service& service, DocumentId document) {
  auto tx = service.database.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto json = service.vault.record(*tx, document, View::full, {store::Role::operator_, "table"});
  if (!json) return std::unexpected(json.error());
  if (const auto kept = tx->commit(); !kept) return std::unexpected(kept.error());
  const auto value = parse_json(json->reveal(Purpose::record));
  if (!value) return std::unexpected(value.error());
  return from_json<Record>(*value);
}

Line describe(const std::string& file, const Error& error) {
  return {file, "", "", "", "", std::string(to_name(error.code)), ""};
}

Line describe(const std::string& file, const ingest::Ticket& ticket, Service& service) {
  Line line{file, "", "", "", "", "", ""};
  {
    auto at = service.database.read();
    if (!at) return describe(file, at.error());
    const auto job = service.queue.job(*at, ticket.job);
    if (job && job->error) return describe(file, *job->error);
    const auto history = service.queue.history(*at, ticket.job);
    if (history && !history->empty()) line[6] = seconds(history->back().ended_at - history->back().started_at);
  }
  const auto record = load_record(service, ticket.document);
  if (!record) return describe(file, record.error());
  line[1] = short_type(record->document.media_type);
  line[2] = record->document.language;
  if (record->profile) {
    line[3] = std::string(record->profile->basics.name.text.reveal(Purpose::record));
    line[4] = entries_of(*record->profile);
  }
  line[5] = findings_of(record->findings.value_or(std::vector<RecordFinding>{}));
  return line;
}

/// Columns that a terminal shows: combining marks aside, one a code point.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void print(const Line& line, const std::array<std::size_t, 7>& widths, std::ostream& out) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    out << line[i];
    if (i + 1 < line.size()) out << std::string(widths[i] - width(line[i]) + 2, ' ');
  }
  out << '\n';
}

}  // namespace

void print_table(const std::vector<Submitted>& submitted, Service& service, std::ostream& out) {
  std::vector<Line> lines{heading};
  for (const auto& [name, ticket] : submitted) {
    const std::string file = printable(name.reveal(Purpose::record));
    lines.push_back(ticket ? describe(file, *ticket, service) : describe(file, ticket.error()));
  }
  std::array<std::size_t, 7> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width(line[i]));
  }
  for (const Line& line : lines) print(line, widths, out);
  out << '\n';
}

}  // namespace tamis::cli
