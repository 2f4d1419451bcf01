#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"
#include "parsers/format.hpp"
#include "parsers/image.hpp"
#include "parsers/pdf_page.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tamis::parsers {

/// An open PDF. Not safe between threads, and neither are two of them: the library behind it keeps global state.
class PdfFile {
 public:
  /// `encrypted` if a password is needed to read it (an empty one is tried), `damaged` if it cannot be opened even
  /// after repair, `expands_too_far` for a bomb of form fields. The bytes must outlive the file. About 0.1 ms for a CV.
  [[nodiscard]] static Result<PdfFile> open(Bytes bytes);
  PdfFile(PdfFile&&) noexcept;
  ~PdfFile();

  [[nodiscard]] int page_count() const;
  [[nodiscard]] bool has_attachments() const;
  /// Whether the attachments are what the file is for, and its pages a cover.
  [[nodiscard]] bool is_portfolio() const;
  /// The attachments, unpacked. `expands_too_far` beyond limits.enclosures or limits.expanded_bytes.
  [[nodiscard]] Result<std::vector<Enclosure>> attachments(const Limits& limits);
  /// ISO date of the last change, else of the making; empty if the file says neither.
  [[nodiscard]] std::string written_on() const;

  /// What is drawn on a page, counted from 0. A page that cannot be read is blank. At most 12 glyphs for each word of
  /// limits.words are kept. `expands_too_far` or `damaged` for operators that unpack beyond limits.expanded_bytes.
  [[nodiscard]] Result<PdfInk> read_page(int page, const Limits& limits);
  /// The page as a picture in colour, at `dpi` or, for a huge page, as sharp as limits.pixels allows.
  [[nodiscard]] Result<Raster> render(int page, float dpi, const Limits& limits);

 private:
  struct Engine;
  explicit PdfFile(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace tamis::parsers
