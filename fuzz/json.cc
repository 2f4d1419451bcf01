// JSON from outside, and records read back from it.
#include "core/json.hpp"
#include "core/record.hpp"
#include "fuzz/target.hpp"

#include <boost/json/value.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const auto json = parse_json(fuzz::text_of(data, size));
  if (!json) return 0;
  fuzz::require(parse_json(print_json(*json)).has_value(), "printed JSON is JSON");
  if (const auto record = from_json<Record>(*json)) {
    const auto copy = from_json<Record>(to_json(*record));
    fuzz::require(copy.has_value() && to_json(*copy) == to_json(*record), "a record comes out of JSON as it went in");
  }
  return 0;
}
