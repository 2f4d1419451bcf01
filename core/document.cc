#include "core/document.hpp"

#include <algorithm>

namespace tamis {

Box Box::united(const Box& other) const {
  if (other.empty()) return *this;
  if (empty()) return other;
  return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
          std::max(bottom, other.bottom)};
}

}  // namespace tamis
