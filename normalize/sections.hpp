#pragma once

#include "core/reading_text.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tamis::normalize {

/// What a part of a CV is about. The words of the packs' [sections] tables have these names.
enum class SectionKind : std::uint8_t {
  header,  ///< what stands before the first heading: name, headline, ways to reach the person
  contact,
  personal,  ///< birth, nationality, family: of no use to a profile
  profile,   ///< the paragraph about oneself, or the job sought
  work,
  education,
  skills,
  languages,
  certificates,  ///< courses and licences too
  projects,
  volunteer,
  publications,
  awards,
  interests,
  references,
  other,  ///< further information, and whatever has a heading that no pack knows
};

struct Section {
  SectionKind kind = SectionKind::header;
  std::optional<std::size_t> heading;  ///< index into `ReadingText::lines`
  std::vector<std::size_t> lines;      ///< the same, in reading order, without the heading

  bool operator==(const Section&) const = default;
};

/// Finds the parts of a CV. Immutable; safe between threads.
class SectionReader {
 public:
  explicit SectionReader(const LanguagePacks& packs);

  /// Every line of the text belongs to one section, or is the heading of one; page headers and footers join
  /// the first one, of kind `header`. Linear.
  [[nodiscard]] std::vector<Section> read(const ReadingText& text) const;

  /// Makes lines of their own of headings that run into their sections ("Languages: German, French"), where a text has
  /// no other headings.
  void part_run_ins(ReadingText& text) const;

  /// What a heading of these folded words announces, in the given language (ISO 639-1) if its pack knows it, else in
  /// any other; nothing if no pack does.
  [[nodiscard]] std::optional<SectionKind> kind_of(std::string_view heading, std::string_view language) const;

  /// How far single words of a heading that no pack knows speak for each kind: the share of the headings with such
  /// words that announce it, 0 to 1, by the number of the kind.
  using Leaning = std::array<float, static_cast<std::size_t>(SectionKind::other) + 1>;
  [[nodiscard]] Leaning leaning(std::string_view heading, std::string_view language) const;

  /// What a heading announces that OCR may have misread: one letter in eight may differ, the language is known.
  [[nodiscard]] std::optional<SectionKind> kind_like(std::string_view heading, std::string_view language) const;

 private:
  /// The kind of a compound whose last part announces it: "Schweißscheine", "Fachkenntnisse".
  [[nodiscard]] std::optional<SectionKind> kind_of_tail(std::string_view heading, std::string_view language) const;

  [[nodiscard]] std::size_t run_in(const ReadingText& text, const TextLine& line, SectionKind& kind) const;

  /// The kind that each part of a joined heading announces: "Schooling and training", "Kurse, Lizenzen".
  [[nodiscard]] std::optional<SectionKind> kind_of_parts(std::string_view heading, std::string_view language) const;

  struct Term {
    std::string words;
    SectionKind kind;
  };

  std::map<std::string, std::vector<Term>, std::less<>> terms_;        ///< by language
  std::map<std::string, std::vector<Term>, std::less<>> tails_;        ///< of compounds, by language
  std::map<std::string, Phrases<SectionKind>, std::less<>> headings_;  ///< by language
  Phrases<SectionKind> any_headings_;                                  ///< of all languages
  std::map<std::string, Phrases<bool>, std::less<>> joints_;           ///< "and", by language
};

}  // namespace tamis::normalize
