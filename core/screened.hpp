#pragma once

#include "core/record.hpp"

#include <functional>
#include <string>
#include <utility>

namespace tamis {

namespace redact {
class Screener;
}

/// Who looks at a record.
enum class View : std::uint8_t {
  full,       ///< the candidate and those who answer for the data: everything
  client,     ///< a client to whom the candidate consented to be named: findings masked
  anonymous,  ///< any other client: no name or echo of it, no contact, no photo, no place below the region
};

/// A record that has been screened, with its views: the only thing that the store accepts.
///
/// Only `redact::Screener` can make one, so that nothing is stored unscreened; `tests/compile_fail` proves it.
/// Copyable; safe to read from several threads.
class Screened {
 public:
  [[nodiscard]] const Record& view(View view) const {
    return view == View::full ? full_ : view == View::client ? client_ : anonymous_;
  }
  /// False when something could not be screened (a page that OCR could not read, an unknown language): "could not be
  /// read" is never "clean", and no client sees such a document.
  [[nodiscard]] bool cleared() const { return cleared_; }
  /// The versions of the rules and packs that screened it, such as "rules 1a2b3c4d".
  [[nodiscard]] const std::string& rules_version() const { return rules_version_; }
  /// What a person would have to look at: each doubt and each finding by its place, whatever the candidate decided
  /// about it. Two screenings with the same grounds leave the same to judge. Names categories, so it is sealed or
  /// hashed.
  [[nodiscard]] const std::string& grounds() const { return grounds_; }

 private:
  friend class redact::Screener;
  Screened(Record full, Record client, Record anonymous, bool cleared, std::string rules_version, std::string grounds)
      : full_(std::move(full)),
        client_(std::move(client)),
        anonymous_(std::move(anonymous)),
        cleared_(cleared),
        rules_version_(std::move(rules_version)),
        grounds_(std::move(grounds)) {}

  Record full_, client_, anonymous_;
  bool cleared_;
  std::string rules_version_, grounds_;
};

/// May clients see what was screened? Whoever makes one says how safe it is between threads.
using Clearance = std::function<bool(const Screened&)>;

/// Of a document that no person has looked at.
inline bool as_screened(const Screened& screened) { return screened.cleared(); }

template <>
struct Names<View> {
  static constexpr std::array<std::string_view, 3> value{"full", "client", "anonymous"};
};

}  // namespace tamis
