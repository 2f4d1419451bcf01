#pragma once

#include "core/choice.hpp"
#include "core/error.hpp"
#include "core/screened.hpp"
#include "ingest/pipeline.hpp"
#include "ingest/upload.hpp"
#include "renditions/inspection.hpp"

#include <string>
#include <string_view>

namespace tamis::ingest {

/// What is to be made of a document, and for whom.
struct RenditionOrder {
  View view = View::anonymous;  ///< client or anonymous
  renditions::Format format = renditions::Format::pdf;
  bool typeset = false;  ///< a PDF set anew from the profile instead of the original layout; HTML always is
};

/// Makes renditions: new documents that say what a view may show, and nothing else.
///
/// A PDF in the original layout is the pages' pixels, rendered in a helper process, with what is hidden painted over,
/// and the visible words below them. A DOCX is written anew from the text. HTML, and a PDF on demand, are typeset from
/// the view's profile. Before it is released each is checked: taken apart to its last byte, read again by the same
/// readers, its pixels by OCR, and screened again. A rendition that does not pass is `rendition_leaks`, and nobody gets
/// it.
///
/// Safe between threads. Costs about what reading a scan of as many pages costs.
class Redactor {
 public:
  /// The pipeline outlives it.
  explicit Redactor(const Pipeline& pipeline) : pipeline_(pipeline) {}

  /// Besides the errors of reading: `not_cleared` for a document that clients may not see, `no_rendition` for the
  /// original layout of a format without pages, `unknown_view` for the full view, `rendition_leaks`.
  [[nodiscard]] Result<std::string> redact(const Upload& upload, const RenditionOrder& order,
                                           const Choices& choices = no_choice,
                                           const Clearance& clearance = as_screened) const;

 private:
  const Pipeline& pipeline_;
};

[[nodiscard]] std::string_view media_type(renditions::Format format);

}  // namespace tamis::ingest
