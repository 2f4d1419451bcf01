#include "redact/lens.hpp"

#include <algorithm>
#include <iterator>

namespace tamis::redact {

std::string_view Lens::words(const Finding& finding) const {
  return finding.span ? text_.slice(*finding.span, Purpose::screening) : std::string_view();
}

Treatment Lens::treatment(const Finding& finding) const {
  const Treatment usual = policy_.in(view_, finding.category);
  const auto decision = choices_(finding.category, words(finding));
  if (!decision) return usual;
  switch (*decision) {
    case Decision::remove:
      return std::max(usual, Treatment::drop);
    case Decision::keep_private:
      return view_ == View::full ? usual : std::max(usual, Treatment::mask);
    case Decision::show: {
      const bool open = policy_.of(finding.category).choice && policy_.of(finding.category).storage == Treatment::keep;
      return open ? policy_.in(View::full, finding.category) : usual;
    }
  }
  return usual;
}

bool Lens::removed(const Finding& finding) const {
  return choices_(finding.category, words(finding)) == Decision::remove;
}

std::vector<Finding> Lens::hidden(const std::vector<Finding>& findings) const {
  std::vector<Finding> hidden;
  std::ranges::copy_if(findings, std::back_inserter(hidden),
                       [&](const Finding& each) { return treatment(each) != Treatment::keep; });
  return hidden;
}

}  // namespace tamis::redact
