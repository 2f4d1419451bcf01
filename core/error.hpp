#pragma once

#include "core/reflect.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace tamis {

/// Every way in which something can fail; `error_codes.list` is the one place where a code meets its sentences.
enum class ErrorCode : std::uint8_t {
#define CODE(name, blame, operator_sentence, candidate_sentence) name,
#include "core/error_codes.list"
#undef CODE
};

enum class WarningCode : std::uint8_t {
#define CODE(name, operator_sentence) name,
#include "core/warning_codes.list"
#undef CODE
};

/// Where in a document's journey something happened.
enum class Stage : std::uint8_t { admit, extract, normalize, screen, store, queue, serve, render };

/// Whose problem an error is. It alone decides about a retry and about who is told.
enum class Blame : std::uint8_t {
  document,  ///< the sender can fix it: no retry
  engine,    ///< a part of ours is missing or broken: tell the operator
  moment,    ///< it may pass: try again later
  ours,      ///< a bug: park the job and keep the trace
};

/// What a fact counts. Facts are numbers with a name from this list, so that no word of a document can become one.
enum class Measure : std::uint8_t {
  bytes,
  pages,
  pixels,
  depth,
  entries,
  seconds,
  attempts,
  line,
  signal,
  status,
  limit
};

struct Fact {
  Measure measure{};
  std::int64_t value = 0;

  bool operator==(const Fact&) const = default;
  static constexpr auto fields() { return std::tuple{field("measure", &Fact::measure), field("value", &Fact::value)}; }
};

/// Where in the document; pages count from 1, bytes from 0.
struct Place {
  std::optional<std::int32_t> page;
  std::optional<std::int64_t> byte;

  [[nodiscard]] bool empty() const { return !page && !byte; }
  bool operator==(const Place&) const = default;
  static constexpr auto fields() { return std::tuple{field("page", &Place::page), field("byte", &Place::byte)}; }
};

/// What went wrong, as data: it has no room for a document's or a library's words, so it can be logged and sent.
struct Error {
  ErrorCode code = ErrorCode::internal;
  Stage stage = Stage::extract;
  Place place;
  std::vector<Fact> facts;

  bool operator==(const Error&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("code", &Error::code), field("stage", &Error::stage), field("place", &Error::place),
                      field("facts", &Error::facts)};
  }
};

/// Something worth telling about a document that was read all the same.
struct Warning {
  WarningCode code{};
  std::optional<std::int32_t> page;

  bool operator==(const Warning&) const = default;
  auto operator<=>(const Warning&) const = default;
  static constexpr auto fields() { return std::tuple{field("code", &Warning::code), field("page", &Warning::page)}; }
};

template <class T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::encrypted, Stage::extract);`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, Stage stage, std::vector<Fact> facts = {},
                                                 Place place = {}) {
  return std::unexpected(Error{code, stage, place, std::move(facts)});
}

[[nodiscard]] Blame blame_of(ErrorCode code);
/// What happened and what to do, for the operator; with the facts, e.g. "… (pixels 900000000, limit 40000000)".
[[nodiscard]] std::string operator_message(const Error& error);
/// The same for the person who sent the document. Without facts.
[[nodiscard]] std::string_view candidate_message(ErrorCode code);
[[nodiscard]] std::string_view operator_message(WarningCode code);

template <>
struct Names<ErrorCode> {
  static constexpr auto value = std::to_array<std::string_view>({
#define CODE(name, blame, operator_sentence, candidate_sentence) #name,
#include "core/error_codes.list"
#undef CODE
  });
};

template <>
struct Names<WarningCode> {
  static constexpr auto value = std::to_array<std::string_view>({
#define CODE(name, operator_sentence) #name,
#include "core/warning_codes.list"
#undef CODE
  });
};

template <>
struct Names<Stage> {
  static constexpr std::array<std::string_view, 8> value{"admit", "extract", "normalize", "screen",
                                                         "store", "queue",   "serve",     "render"};
};

template <>
struct Names<Blame> {
  static constexpr std::array<std::string_view, 4> value{"document", "engine", "moment", "ours"};
};

template <>
struct Names<Measure> {
  static constexpr std::array<std::string_view, 11> value{"bytes",    "pages", "pixels", "depth",  "entries", "seconds",
                                                          "attempts", "line",  "signal", "status", "limit"};
};

}  // namespace tamis
