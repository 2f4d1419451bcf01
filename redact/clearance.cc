#include "redact/clearance.hpp"

#include <algorithm>
#include <map>

namespace tamis::redact {
namespace {

constexpr float lowest_trust = 0.5F, lowest_confidence = 0.6F;

bool means_unread(WarningCode code) {
  return code == WarningCode::low_ocr_confidence || code == WarningCode::pages_skipped ||
         code == WarningCode::image_skipped;
}

std::optional<std::int32_t> page_number(const Document& document, std::size_t index) {
  return document.paged ? std::optional(static_cast<std::int32_t>(index + 1)) : std::nullopt;
}

/// The mean confidence of each page's words.
std::map<std::int32_t, float> confidences(const ReadingText& text) {
  std::map<std::int32_t, std::pair<double, int>> sums;
  for (const TextWord& word : text.words) {
    sums[word.page].first += static_cast<double>(word.confidence);
    ++sums[word.page].second;
  }
  std::map<std::int32_t, float> means;
  for (const auto& [page, sum] : sums) means[page] = static_cast<float>(sum.first / sum.second);
  return means;
}

}  // namespace

std::vector<Warning> find_doubts(const Document& document, const ReadingText& text,
                                 const std::set<std::string>& languages) {
  std::vector<Warning> doubts;
  const auto means = confidences(text);
  for (std::size_t page = 0; page < document.pages.size(); ++page) {
    const auto mean = means.find(document.paged ? static_cast<std::int32_t>(page + 1) : 0);
    if (document.pages[page].trust < lowest_trust || (mean != means.end() && mean->second < lowest_confidence)) {
      doubts.push_back({WarningCode::not_cleared, page_number(document, page)});
    }
  }
  for (const Warning& warning : document.warnings) {
    if (means_unread(warning.code)) doubts.push_back({WarningCode::not_cleared, warning.page});
  }
  if (!languages.contains(text.language())) {
    doubts.push_back({WarningCode::unknown_language, std::nullopt});
    doubts.push_back({WarningCode::not_cleared, std::nullopt});
  }
  return doubts;
}

RecordDocument describe(const Document& document, const ReadingText& text, const std::vector<Finding>& findings,
                        const std::vector<Warning>& more, RecordDocument about) {
  about.media_type = document.media_type;
  about.language = text.language();
  about.languages = text.languages;
  if (document.paged) about.pages = static_cast<std::int32_t>(document.pages.size());
  for (std::size_t page = 0; page < document.pages.size(); ++page) {
    if (document.paged && document.pages[page].origin == Origin::ocr) {
      about.ocr_pages.push_back(static_cast<std::int32_t>(page + 1));
    }
  }
  for (const Finding& finding : findings) {
    if (finding.category != Category::photo) continue;
    RecordPhoto photo;
    if (finding.page > 0) photo.page = finding.page;
    if (!finding.box.empty()) photo.box = finding.box;
    about.photo.push_back(photo);
  }
  std::vector<Warning> warnings = document.warnings;
  std::ranges::copy(more, std::back_inserter(warnings));
  about.warnings = to_record(warnings);
  return about;
}

}  // namespace tamis::redact
