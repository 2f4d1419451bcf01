#pragma once

#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "redact/rule.hpp"

#include <string>
#include <vector>

namespace tamis::redact {

/// Which part of the CV each place belongs to, and which value of the profile it became.
///
/// From the profile where a value covers the place, else from the last heading above it in the same column. Views into
/// its makers: keep them alive. Making one is linear; questions are logarithmic.
class Sections {
 public:
  Sections(const ReadingText& reading, const Profile& profile, const RuleBook& book);

  /// Of a place in the reading text.
  [[nodiscard]] Section at(Span place) const;
  /// Does it lie in a person's name, mail address or link? Those reveal nothing, whatever they mean as words.
  [[nodiscard]] bool is_name(Span place) const;
  /// JSON pointer of the first value that overlaps a place; empty if none does.
  [[nodiscard]] std::string path_at(Span place) const;
  /// The whole entry around a place: what its values cover, or its line and the lines of its block.
  [[nodiscard]] Span entry(Span place) const;

 private:
  struct Source {
    Span span;
    std::string path;
  };
  [[nodiscard]] const Source* source_at(Span place) const;
  [[nodiscard]] std::size_t line_of(std::uint32_t byte) const;

  const ReadingText& reading_;
  std::vector<Section> lines_;  ///< of each line of the text
  std::vector<bool> headings_;
  std::vector<Source> sources_;  ///< sorted by place
};

}  // namespace tamis::redact
