#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

/// The least that reading can cost: the libraries behind the parsers, called in the shortest way and with their result
/// thrown away. What the parsers cost is told as a multiple of these.
namespace tamis::bench {

using Bytes = std::span<const std::byte>;

/// Keeps Poppler's tables for as long as it lives, as a program does that reads many documents; without it every
/// document would make them anew.
class WarmPoppler {
 public:
  WarmPoppler();
  ~WarmPoppler();
  WarmPoppler(const WarmPoppler&) = delete;
  WarmPoppler& operator=(const WarmPoppler&) = delete;

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

/// Every page's words with their boxes, by libpoppler-cpp's `text_list`; how many there are. Wants a `WarmPoppler`.
[[nodiscard]] std::size_t list_pdf_words(Bytes pdf);

/// Unpacks word/document.xml and lets libxml2's SAX parser pass over it; how many characters of text there are.
[[nodiscard]] std::size_t pass_over_docx(Bytes docx);

/// Reads every picture of an image file as it is, with one of Tesseract's models ("fra"), in one pass and one thread;
/// how many words there are. A model stays loaded.
[[nodiscard]] std::size_t recognise_pictures(Bytes image, const std::string& model);

}  // namespace tamis::bench
