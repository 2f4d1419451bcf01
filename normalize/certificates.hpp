#pragma once

#include "core/profile.hpp"
#include "normalize/dates.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/phrases.hpp"
#include "normalize/piece.hpp"
#include "normalize/sections.hpp"

#include <vector>

namespace tamis::normalize {

/// Reads certificates, courses and licences. Immutable; safe between threads.
class CertificateReader {
 public:
  explicit CertificateReader(const LanguagePacks& packs);

  /// One for each item or line: "Name, Issuer, 2021", "2021 Name", "Name (Issuer)". Driving licences of common classes
  /// are none. The issuer is told from the rest of a name by the packs' [organisations] and [certificates]. Linear.
  [[nodiscard]] std::vector<Certificate> read(const ReadingText& text, const Section& section) const;

 private:
  [[nodiscard]] std::vector<Piece> items(const ReadingText& text, const Section& section) const;
  [[nodiscard]] bool is_date(const Piece& line) const;
  [[nodiscard]] Piece without_expiry(const Piece& item) const;
  [[nodiscard]] bool begins_with_date(const Piece& line) const;
  [[nodiscard]] bool is_issuer(const Piece& piece) const;
  [[nodiscard]] Certificate read_item(Piece item) const;

  DateReader dates_;
  Phrases<bool> organisations_, issuers_, licences_, expiry_;
};

}  // namespace tamis::normalize
