#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>

/// The shape of the nouns, said once.
///
/// A noun lists its members in `static constexpr auto fields()`; an enumeration lists its words in `Names<E>`. The
/// JSON of `core/json.hpp` and the bytes of `core/wire.hpp` both follow from that list, so a new member is one line.
namespace tamis {

template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::*member;
};

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member) {
  return {name, member};
}

template <class T>
concept Noun = requires {
  T::fields();
};

/// Calls `visit(field)` for each member of `T`, in the order of the list.
template <Noun T, class Visitor>
constexpr void for_each_field(Visitor&& visit) {
  std::apply([&](const auto&... each) { (visit(each), ...); }, T::fields());
}

/// Specialise with `static constexpr std::array<std::string_view, N> value`, in the order of the enumerators, which
/// must count from zero without a gap.
template <class E>
struct Names;

template <class E>
concept Named = requires {
  Names<E>::value.size();
};

template <Named E>
constexpr std::string_view to_name(E value) {
  return Names<E>::value[static_cast<std::size_t>(value)];
}

template <Named E>
constexpr std::optional<E> from_name(std::string_view name) {
  for (std::size_t i = 0; i < Names<E>::value.size(); ++i) {
    if (Names<E>::value[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace tamis
