#pragma once

#include "core/profile.hpp"
#include "normalize/piece.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace tamis::normalize {

/// An address on the net and where it stands.
struct Link {
  enum class Kind { mail, profile, site };
  Kind kind = Kind::site;
  Value value;      ///< mail address with lower-cased host; URL with its scheme
  Derived network;  ///< of a profile
  Value username;   ///< of a profile
  Span written;     ///< bytes of the reading text
};

/// The mail addresses, profiles and sites written in a piece, from left to right. "name (at) host.org", blanks around
/// "@" and addresses that a line break cuts are read too. Without a scheme only what begins with "www.", leads to a
/// known network (gazetteers/networks.tsv) or ends in a common domain is a link. Linear; safe between threads.
[[nodiscard]] std::vector<Link> find_links(const Piece& piece);

/// What an annotation of the document (`TextLine::link`) leads to; `written` is where it lies.
[[nodiscard]] std::optional<Link> read_annotation(std::string_view target, Span written);

/// "LinkedIn: jane-doe", "GitHub @jane": a network's name as a label and a user's name after it. One element of a line.
[[nodiscard]] std::optional<Link> read_labelled_profile(const Piece& element);

}  // namespace tamis::normalize
