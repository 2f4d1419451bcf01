#pragma once

#include "core/profile.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/piece.hpp"
#include "normalize/sections.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace tamis::normalize {

/// A person's name; empty values if there is none.
struct PersonName {
  Value name, given_name, family_name;
};

/// Finds and orders the name of the person. It stands in large letters near the top, after a label, or where the mail
/// address says so; what is a heading, a job or an organisation is none. Given names (gazetteers/given_names.tsv) help
/// to tell the order, but no name needs to be known. Immutable; safe between threads.
class NameReader {
 public:
  explicit NameReader(const LanguagePacks& packs);
  ~NameReader();

  /// `mail` is the local part of the person's address, folded; may be empty. Linear in the lines of the first page.
  [[nodiscard]] PersonName find(const ReadingText& text, std::span<const Section> sections,
                                std::string_view mail) const;

  /// Orders one written name ("DUPONT Marie", "Dupont, Marie", "Dr. Marie Dupont") and writes it as people do. Empty
  /// if the piece cannot be a name. `language`: ISO 639-1 of the text.
  [[nodiscard]] PersonName read(const Piece& piece, std::string_view language, float confidence) const;

 private:
  struct Words;
  class Search;
  std::unique_ptr<const Words> words_;
};

}  // namespace tamis::normalize
