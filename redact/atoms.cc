#include "redact/atoms.hpp"

namespace tamis::redact {

AtomFinder::AtomFinder(const std::vector<std::string>& atoms) : atoms_(atoms.size()) {
  for (const std::string& atom : atoms) {
    for (const char byte : atom) {
      auto& symbol = symbol_[static_cast<unsigned char>(byte)];
      if (symbol == 0) symbol = static_cast<std::uint8_t>(symbols_++);
    }
  }
  const auto add_state = [&] {
    next_.resize(next_.size() + symbols_, 0);
    ends_.push_back(-1);
    return static_cast<std::uint32_t>(ends_.size() - 1);
  };
  add_state();
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    std::uint32_t state = 0;
    for (const char byte : atoms[i]) {
      const std::size_t edge = state * symbols_ + symbol_[static_cast<unsigned char>(byte)];
      if (next_[edge] == 0) {
        const std::uint32_t added = add_state();
        next_[edge] = added;
      }
      state = next_[edge];
    }
    ends_[state] = static_cast<std::int32_t>(i);
  }

  // Breadth first: a state's suffix is shorter, so it is complete when the state is met.
  std::vector<std::uint32_t> suffix(ends_.size(), 0), queue;
  shorter_.assign(ends_.size(), 0);
  for (std::uint32_t symbol = 0; symbol < symbols_; ++symbol) {
    if (next_[symbol] != 0) queue.push_back(next_[symbol]);
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t state = queue[i];
    shorter_[state] = ends_[suffix[state]] >= 0 ? suffix[state] : shorter_[suffix[state]];
    for (std::uint32_t symbol = 0; symbol < symbols_; ++symbol) {
      std::uint32_t& child = next_[state * symbols_ + symbol];
      const std::uint32_t fallback = next_[suffix[state] * symbols_ + symbol];
      if (child == 0) {
        child = fallback;
      } else {
        suffix[child] = fallback;
        queue.push_back(child);
      }
    }
  }
}

std::vector<int> AtomFinder::find(std::string_view text) const {
  std::vector<int> found;
  if (atoms_ == 0) return found;
  std::vector<bool> seen(atoms_, false);
  std::uint32_t state = 0;
  for (const char byte : text) {
    state = next_[state * symbols_ + symbol_[static_cast<unsigned char>(byte)]];
    for (std::uint32_t end = ends_[state] >= 0 ? state : shorter_[state]; end != 0; end = shorter_[end]) {
      if (seen[static_cast<std::size_t>(ends_[end])]) break;  // then its suffixes were seen as well
      seen[static_cast<std::size_t>(ends_[end])] = true;
    }
  }
  for (std::size_t i = 0; i < atoms_; ++i) {
    if (seen[i]) found.push_back(static_cast<int>(i));
  }
  return found;
}

}  // namespace tamis::redact
