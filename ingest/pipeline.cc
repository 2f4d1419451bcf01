#include "ingest/pipeline.hpp"

#include <algorithm>
#include <iterator>

namespace tamis::ingest {

Result<Screened> Pipeline::run(const Upload& upload, bool with_text) const {
  auto document = extract(upload);
  if (!document) return std::unexpected(document.error());
  const auto reading = normalize(std::move(*document));
  if (!reading) return std::unexpected(reading.error());
  return screen(*reading, describe(upload), with_text);
}

Result<Document> Pipeline::extract(const Upload& upload) const { return extractor_.extract(upload.bytes, limits_); }

Result<Reading> Pipeline::normalize(Document document) const {
  ReadingText text = normalizer_.read(document);
  if (text.words.empty()) return fail(ErrorCode::no_text, Stage::normalize);
  const auto now = clock_.now();
  Profile profile = normalizer_.profile(text, document.written_on, now);
  std::ranges::copy(normalizer_.review(text, profile, document.written_on, now), std::back_inserter(document.warnings));
  return Reading{std::move(document), std::move(text), std::move(profile)};
}

Screened Pipeline::screen(const Reading& reading, RecordDocument about, bool with_text) const {
  return screener_.screen(reading.document, reading.text, reading.profile, std::move(about), with_text);
}

std::string Pipeline::version() const { return "packs " + normalizer_.version() + " rules " + screener_.version(); }

Record refusal(RecordDocument about, const Error& error) {
  Record record;
  record.document = std::move(about);
  record.error = to_record(error);
  return record;
}

}  // namespace tamis::ingest
