#include "core/record.hpp"

#include <algorithm>

namespace tamis {

RecordError to_record(const Error& error) {
  return {error.code, operator_message(error), error.stage, blame_of(error.code), error.place, error.facts};
}

std::vector<RecordWarning> to_record(const std::vector<Warning>& warnings) {
  std::vector<Warning> sorted = warnings;
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  std::vector<RecordWarning> told;
  for (const Warning& warning : sorted) {
    told.push_back({warning.code, std::string(operator_message(warning.code)), warning.page});
  }
  return told;
}

std::vector<Evidence> collect_evidence(const Profile& profile, const ReadingText& text) {
  const CodePointIndex index(text.text.reveal(Purpose::record));
  std::vector<Evidence> evidence;
  for_each_value(profile, [&](const std::string& path, const Value& value) {
    if (!value.source) return;
    const Span span = index.at(*value.source);
    Evidence entry{path, {}, {}, span.start, span.end, value.confidence};
    if (const auto location = text.locate(*value.source)) {
      entry.page = location->page;
      entry.box = location->box;
    }
    evidence.push_back(std::move(entry));
  });
  return evidence;
}

std::vector<RecordFinding> to_record(const std::vector<Finding>& findings, const ReadingText& text) {
  const CodePointIndex index(text.text.reveal(Purpose::record));
  std::vector<RecordFinding> told;
  for (const Finding& finding : findings) {
    RecordFinding entry;
    entry.category = finding.category;
    entry.basis = basis_of(finding.category);
    entry.path = finding.path;
    entry.confidence = finding.confidence;
    entry.rule = finding.rule;
    entry.reason = finding.reason;
    entry.disclosure = finding.disclosure;
    if (finding.span) {
      const Span span = index.at(*finding.span);
      entry.text = CandidateText(text.slice(*finding.span, Purpose::record));
      entry.start = span.start;
      entry.end = span.end;
      if (const auto location = text.locate(*finding.span)) {
        entry.page = location->page;
        entry.box = location->box;
      }
    } else {
      if (finding.page > 0) entry.page = finding.page;
      if (!finding.box.empty()) entry.box = finding.box;
    }
    told.push_back(std::move(entry));
  }
  std::ranges::stable_sort(told, {}, [](const RecordFinding& each) {
    return std::tuple(each.start.value_or(0), each.end.value_or(0), each.category);
  });
  return told;
}

}  // namespace tamis
