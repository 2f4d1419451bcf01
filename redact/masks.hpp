#pragma once

#include "core/finding.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "redact/lens.hpp"

#include <string>
#include <vector>

namespace tamis::redact {

/// What of a document a view hides, as places in its text: for renditions, which show the document rather than a
/// record.
struct Masks {
  std::vector<Span> spans;  ///< bytes of the reading text, sorted, disjoint
  bool portraits = false;   ///< faces are hidden
  bool pictures = false;    ///< every picture is, and every code that a machine reads
  /// Folded words that stand in no place but the hidden ones. Short words are not among them.
  std::vector<std::string> secrets;

  [[nodiscard]] bool hide(Span span) const;
};

/// The places that the lens hides, with every echo of their words. In the anonymous view also name, contact, links,
/// address, referees, publications and the fields that the policy drops; every address of mail or the web and every
/// telephone number, whosever it is; every word that contains a part of the name and is no plain word. Linear in the
/// text for each hidden word.
[[nodiscard]] Masks find_masks(const std::vector<Finding>& findings, const Profile& profile, const ReadingText& text,
                               const Lens& lens);

}  // namespace tamis::redact
