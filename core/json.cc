#include "core/json.hpp"

#include "core/document.hpp"
#include "core/finding.hpp"
#include "core/limits.hpp"
#include "core/profile.hpp"
#include "core/reading_text.hpp"
#include "core/record.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace tamis {
namespace {

namespace json = boost::json;

template <class T>
constexpr bool is_vector = false;
template <class T>
constexpr bool is_vector<std::vector<T>> = true;
template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

// --- writing -------------------------------------------------------------------------------------------------------

template <class T>
json::value write(const T& value);

/// Whether a member says nothing and is left out of its object.
template <class T>
bool absent(const T& value) {
  if constexpr (is_optional<T>) {
    return !value.has_value();
  } else if constexpr (std::is_same_v<T, Box>) {
    return value.empty();
  } else if constexpr (requires { value.empty(); } && !std::is_same_v<T, Span>) {
    return value.empty();
  } else {
    return false;
  }
}

template <class T>
json::value write(const T& value) {
  if constexpr (std::is_same_v<T, CandidateText>) {
    return json::string(value.reveal(Purpose::record));
  } else if constexpr (std::is_same_v<T, Value>) {
    return json::string(value.text.reveal(Purpose::record));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return json::string(value);
  } else if constexpr (std::is_same_v<T, Box>) {
    return json::array{value.left, value.top, value.right, value.bottom};
  } else if constexpr (Named<T>) {
    return json::string(to_name(value));
  } else if constexpr (is_optional<T>) {
    return write(*value);
  } else if constexpr (is_vector<T>) {
    json::array array;
    array.reserve(value.size());
    for (const auto& each : value) array.push_back(write(each));
    return array;
  } else if constexpr (Noun<T>) {
    json::object object;
    for_each_field<T>([&](const auto& each) {
      const auto& member = value.*(each.member);
      if (!absent(member)) object.emplace(json::string_view(each.name.data(), each.name.size()), write(member));
    });
    return object;
  } else {
    return json::value(value);
  }
}

// --- reading -------------------------------------------------------------------------------------------------------

struct Mismatch {};

template <class T>
T read(const json::value& from) {
  if constexpr (std::is_same_v<T, CandidateText> || std::is_same_v<T, std::string>) {
    if (!from.is_string()) throw Mismatch{};
    return T(std::string_view(from.get_string()));
  } else if constexpr (std::is_same_v<T, Value>) {
    return Value{read<CandidateText>(from), {}, 0};
  } else if constexpr (std::is_same_v<T, Box>) {
    if (!from.is_array() || from.get_array().size() != 4) throw Mismatch{};
    const json::array& sides = from.get_array();
    return Box{read<float>(sides[0]), read<float>(sides[1]), read<float>(sides[2]), read<float>(sides[3])};
  } else if constexpr (Named<T>) {
    if (!from.is_string()) throw Mismatch{};
    const auto value = from_name<T>(std::string_view(from.get_string()));
    if (!value) throw Mismatch{};
    return *value;
  } else if constexpr (is_optional<T>) {
    return read<typename T::value_type>(from);
  } else if constexpr (is_vector<T>) {
    if (!from.is_array()) throw Mismatch{};
    T list;
    list.reserve(from.get_array().size());
    for (const json::value& each : from.get_array()) list.push_back(read<typename T::value_type>(each));
    return list;
  } else if constexpr (Noun<T>) {
    if (!from.is_object()) throw Mismatch{};
    T noun;
    for_each_field<T>([&](const auto& each) {
      const json::value* member = from.get_object().if_contains(json::string_view(each.name.data(), each.name.size()));
      if (member != nullptr) {
        noun.*(each.member) = read<std::remove_cvref_t<decltype(noun.*(each.member))>>(*member);
      }
    });
    return noun;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!from.is_bool()) throw Mismatch{};
    return from.get_bool();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!from.is_number()) throw Mismatch{};
    return static_cast<T>(from.to_number<double>());
  } else {
    json::error_code error;
    const T value = from.to_number<T>(error);
    if (error) throw Mismatch{};
    return value;
  }
}

// --- printing ------------------------------------------------------------------------------------------------------

void print_number(double value, std::string& out) {
  if (!std::isfinite(value)) value = 0;
  // A larger double has no third decimal place to round to, and the product could overflow.
  const double rounded = std::abs(value) < 0x1p53 / 1000 ? std::round(value * 1000) / 1000 : value;
  char buffer[std::numeric_limits<double>::max_exponent10 + 32];
  const auto end =
      std::to_chars(std::begin(buffer), std::end(buffer), rounded == 0 ? 0 : rounded, std::chars_format::fixed).ptr;
  out.append(buffer, end);
}

void break_line(JsonStyle style, int depth, std::string& out) {
  if (style == JsonStyle::indented) out.append("\n").append(static_cast<std::size_t>(depth) * 2, ' ');
}

void print(const json::value& value, JsonStyle style, int depth, std::string& out) {
  switch (value.kind()) {
    case json::kind::object: {
      const json::object& object = value.get_object();
      out += '{';
      bool first = true;
      for (const auto& member : object) {
        if (!first) out += ',';
        first = false;
        break_line(style, depth + 1, out);
        out += json::serialize(json::string_view(member.key()));
        out += style == JsonStyle::indented ? ": " : ":";
        print(member.value(), style, depth + 1, out);
      }
      if (!first) break_line(style, depth, out);
      out += '}';
      break;
    }
    case json::kind::array: {
      const json::array& array = value.get_array();
      const bool numbers = std::ranges::all_of(array, [](const json::value& each) { return each.is_number(); });
      const JsonStyle inner = numbers ? JsonStyle::line : style;
      out += '[';
      for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += numbers && style == JsonStyle::indented ? ", " : ",";
        break_line(inner, depth + 1, out);
        print(array[i], style, depth + 1, out);
      }
      if (!array.empty()) break_line(inner, depth, out);
      out += ']';
      break;
    }
    case json::kind::double_:
      print_number(value.get_double(), out);
      break;
    default:
      out += json::serialize(value);
  }
}

}  // namespace

template <class T>
boost::json::value to_json(const T& noun) {
  return write(noun);
}

template <class T>
Result<T> from_json(const boost::json::value& json) {
  try {
    return read<T>(json);
  } catch (const Mismatch&) {
    return fail(ErrorCode::bad_request, Stage::admit);
  }
}

std::string print_json(const boost::json::value& json, JsonStyle style) {
  std::string out;
  print(json, style, 0, out);
  return out;
}

Result<boost::json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = 64;
  json::stream_parser parser({}, options);
  json::error_code error;
  const std::size_t consumed = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  const bool trailing = text.find_first_not_of(" \t\r\n", consumed) != std::string_view::npos;
  if (error || trailing) {
    return fail(ErrorCode::bad_request, Stage::admit, {}, {.page = {}, .byte = static_cast<std::int64_t>(consumed)});
  }
  return parser.release();
}

#define TAMIS_JSON(Noun)                                  \
  template boost::json::value to_json<Noun>(const Noun&); \
  template Result<Noun> from_json<Noun>(const boost::json::value&);

TAMIS_JSON(Document)
TAMIS_JSON(ReadingText)
TAMIS_JSON(Profile)
TAMIS_JSON(Finding)
TAMIS_JSON(Record)
TAMIS_JSON(Error)
TAMIS_JSON(RecordError)
TAMIS_JSON(Limits)
TAMIS_JSON(std::vector<Finding>)
TAMIS_JSON(std::vector<Evidence>)
#undef TAMIS_JSON

}  // namespace tamis
