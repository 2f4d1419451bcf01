#pragma once

#include "core/choice.hpp"
#include "core/error.hpp"
#include "core/screened.hpp"
#include "ingest/pipeline.hpp"
#include "redact/masks.hpp"
#include "renditions/inspection.hpp"
#include "renditions/secrets.hpp"
#include "renditions/sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tamis::ingest {

/// Decides whether a rendition may be released: it tries to get at what is hidden in every way that a curious client
/// could, and closes at the first success (`rendition_leaks`; its place names a page where there is one).
///
/// The file is taken apart, each stream inflated, and searched for every hidden word; its text is extracted and must
/// consist of visible words; its pixels are read by OCR; what was read is screened again. Safe between threads.
class RenditionCheck {
 public:
  /// The parts outlive it.
  RenditionCheck(const Pipeline& pipeline, View view, const Choices& choices, const redact::Masks& masks);

  /// Of a PDF in the original layout. Gives back what was made, or its error.
  [[nodiscard]] Result<std::string> pass(Result<std::string> made, const std::vector<renditions::Sheet>& sheets) const;
  /// Of a document written anew, which may say these texts.
  [[nodiscard]] Result<std::string> pass(renditions::Format format, Result<std::string> made,
                                         const std::vector<std::string>& texts) const;

 private:
  [[nodiscard]] Result<void> look_into(renditions::Format format, const std::string& bytes, std::size_t pictures) const;
  [[nodiscard]] Result<void> look_at_layers(const std::string& bytes,
                                            const std::vector<renditions::Sheet>& sheets) const;
  [[nodiscard]] Result<void> read_again(const std::string& bytes, const renditions::SayableWords* sayable,
                                        const std::vector<renditions::Sheet>& sheets) const;
  [[nodiscard]] bool is_visible(const TextWord& word, std::string_view words,
                                const std::vector<renditions::Sheet>& sheets) const;
  [[nodiscard]] Result<void> read_pixels(const std::string& bytes, std::size_t pages) const;
  [[nodiscard]] Result<void> screen_again(const Reading& reading, const std::vector<renditions::Sheet>& sheets) const;

  const Pipeline& pipeline_;
  View view_;
  const Choices& choices_;
  renditions::Secrets secrets_;
};

}  // namespace tamis::ingest
