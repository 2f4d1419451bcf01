#pragma once

#include "core/error.hpp"

#include <boost/json/fwd.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

/// JSON of the nouns, as their field lists say: absent values are left out, spans and boxes are numbers, names of
/// enumerators are words. Defined for every noun of `core`; see the foot of json.cc.
namespace tamis {

template <class T>
[[nodiscard]] boost::json::value to_json(const T& noun);

/// Reads what `to_json` wrote; members that the noun doesn't know are passed over. `bad_request` where a member is of
/// another type or an enumerator's word is unknown.
template <class T>
[[nodiscard]] Result<T> from_json(const boost::json::value& json);

enum class JsonStyle { line, indented };

/// Prints numbers in plain decimals (0.99, not 9.9E-1), rounded to three places, without trailing zeros: the same
/// value gives the same bytes everywhere.
[[nodiscard]] std::string print_json(const boost::json::value& json, JsonStyle style = JsonStyle::line);

/// Parses JSON from outside: depth at most 64. `bad_request` with the byte where it stops being JSON.
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

}  // namespace tamis
