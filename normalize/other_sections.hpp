#pragma once

#include "core/profile.hpp"
#include "normalize/entries.hpp"
#include "normalize/heads.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads the smaller sections: engagements, projects, publications, awards, interests, references. Immutable; safe
/// between threads.
class OtherReader {
 public:
  /// The readers must outlive this object.
  OtherReader(const LanguagePacks& packs, const EntryReader& entries, const HeadReader& heads, const DateReader& dates);

  [[nodiscard]] std::vector<Volunteer> volunteer(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Project> projects(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Publication> publications(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Award> awards(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Interest> interests(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Reference> references(const ReadingText& text, const Section& section) const;

 private:
  /// One line or list item with the date cut off.
  struct Item {
    Piece words;
    std::optional<Period> period;
  };
  [[nodiscard]] std::vector<Piece> lists(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Piece> whole_items(const ReadingText& text, const Section& section) const;
  [[nodiscard]] std::vector<Item> items(const ReadingText& text, const Section& section) const;

  const EntryReader& entries_;
  const HeadReader& heads_;
  const DateReader& dates_;
  Phrases<bool> on_request_;
};

}  // namespace tamis::normalize
