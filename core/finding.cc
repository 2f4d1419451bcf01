#include "core/finding.hpp"

namespace tamis {

Basis basis_of(Category category) {
  static constexpr auto bases = std::to_array<Basis>({
#define CATEGORY(name, basis) Basis::basis,
#include "core/categories.list"
#undef CATEGORY
  });
  return bases[static_cast<std::size_t>(category)];
}

}  // namespace tamis
