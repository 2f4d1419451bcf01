#pragma once

#include "core/choice.hpp"
#include "core/clock.hpp"
#include "core/document.hpp"
#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/picture.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "core/record.hpp"
#include "core/screened.hpp"
#include "ingest/upload.hpp"
#include "normalize/normalizer.hpp"
#include "parsers/extractor.hpp"
#include "redact/screener.hpp"

namespace tamis::ingest {

/// What came of a document so far: each step adds one noun to those before it.
struct Reading {
  Document document;
  ReadingText text;
  Profile profile;
};

/// The journey of one document from bytes to a screened record. The three doors (upload, import, reprocessing) and the
/// command line all go this way.
///
/// Safe between threads; as many documents are read at once as the extractor has helpers.
class Pipeline {
 public:
  /// The engines outlive the pipeline.
  Pipeline(parsers::Extractor& extractor, const normalize::Normalizer& normalizer, const redact::Screener& screener,
           const Clock& clock, const Limits& limits)
      : extractor_(extractor), normalizer_(normalizer), screener_(screener), clock_(clock), limits_(limits) {}

  /// All steps. An error names the stage at which the document stopped; nothing of it is kept. `holds_documents` for a
  /// mail or an archive: what it holds may be about several people, so each must come by itself (see `split`).
  [[nodiscard]] Result<Screened> run(const Upload& upload, bool with_text = false,
                                     const Choices& choices = no_choice) const;

  [[nodiscard]] Result<Document> extract(const Upload& upload) const;
  /// The documents inside a mail or an archive, named after both: "mail.eml/cv.pdf".
  [[nodiscard]] Result<std::vector<Upload>> unpack(const Upload& upload) const;
  /// `no_text` if there is not a word in the document: an empty text is never an empty profile.
  [[nodiscard]] Result<Reading> normalize(Document document) const;
  [[nodiscard]] Screened screen(const Reading& reading, RecordDocument about, bool with_text,
                                const Choices& choices = no_choice) const;
  /// A page (from 0) as pixels; a `scan` as OCR read it (see `PictureOrder`).
  [[nodiscard]] Result<Picture> picture(const Upload& upload, std::int32_t page, bool scan,
                                        const std::string& language) const;

  [[nodiscard]] const TextFolder& folder() const { return normalizer_.folder(); }
  [[nodiscard]] const redact::Screener& screener() const { return screener_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  /// The versions of everything that decides a result, such as "packs 1a2b rules 3c4d".
  [[nodiscard]] std::string version() const;

 private:
  parsers::Extractor& extractor_;
  const normalize::Normalizer& normalizer_;
  const redact::Screener& screener_;
  const Clock& clock_;
  Limits limits_;
};

/// The record of a document that could not be read.
[[nodiscard]] Record refusal(RecordDocument about, const Error& error);

}  // namespace tamis::ingest
