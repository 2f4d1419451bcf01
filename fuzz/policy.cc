// A policy file from an operator.
#include "redact/policy.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  const auto policy = redact::Policy::read(fuzz::text_of(data, size));
  if (!policy) {
    fuzz::require(!policy.error().sentence().empty(), "a refusal says why");
    return 0;
  }
  for (std::size_t i = 0; i < Names<Category>::value.size(); ++i) {
    const auto category = static_cast<Category>(i);
    if (basis_of(category) != Basis::gdpr_9 && basis_of(category) != Basis::gdpr_10) continue;
    fuzz::require(policy->of(category).anonymous != redact::Treatment::keep, "no policy shows Art. 9 or 10 to clients");
  }
  return 0;
}
