#include "ingest/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

namespace tamis::ingest {

Result<Screened> Pipeline::run(const Upload& upload, bool with_text, const Choices& choices) const {
  auto document = extract(upload);
  if (!document) return std::unexpected(document.error());
  if (document->enclosed > 0) {
    return fail(ErrorCode::holds_documents, Stage::admit, {{Measure::entries, document->enclosed}});
  }
  const auto reading = normalize(std::move(*document));
  if (!reading) return std::unexpected(reading.error());
  return screen(*reading, describe(upload), with_text, choices);
}

Result<Document> Pipeline::extract(const Upload& upload) const { return extractor_.extract(upload.bytes, limits_); }

Result<std::vector<Upload>> Pipeline::unpack(const Upload& upload) const {
  auto enclosures = extractor_.unpack(upload.bytes, limits_);
  if (!enclosures) return std::unexpected(enclosures.error());
  std::vector<Upload> uploads;
  for (const Enclosure& each : *enclosures) {
    std::string name(upload.name.reveal(Purpose::extraction));
    name.append("/").append(each.name.reveal(Purpose::extraction));
    const auto bytes = std::as_bytes(std::span(each.bytes.reveal(Purpose::extraction)));
    uploads.push_back({CandidateText(std::move(name)), {bytes.begin(), bytes.end()}});
  }
  return uploads;
}

Result<Reading> Pipeline::normalize(Document document) const {
  ReadingText text = normalizer_.read(document);
  if (text.words.empty()) return fail(ErrorCode::no_text, Stage::normalize);
  const auto now = clock_.now();
  Profile profile = normalizer_.profile(text, document.written_on, now);
  std::ranges::copy(normalizer_.review(text, profile, document.written_on, now), std::back_inserter(document.warnings));
  return Reading{std::move(document), std::move(text), std::move(profile)};
}

Screened Pipeline::screen(const Reading& reading, RecordDocument about, bool with_text, const Choices& choices) const {
  return screener_.screen(reading.document, reading.text, reading.profile, std::move(about), with_text, choices);
}

Result<Picture> Pipeline::picture(const Upload& upload, std::int32_t page, bool scan,
                                  const std::string& language) const {
  return extractor_.picture(upload.bytes, {.page = page, .scan = scan, .language = language, .limits = limits_});
}

std::string Pipeline::version() const { return "packs " + normalizer_.version() + " rules " + screener_.version(); }

Record refusal(RecordDocument about, const Error& error) {
  Record record;
  record.document = std::move(about);
  record.error = to_record(error);
  return record;
}

}  // namespace tamis::ingest
