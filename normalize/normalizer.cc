#include "normalize/normalizer.hpp"

namespace tamis::normalize {

struct Normalizer::Parts {
  std::string version;
};

Normalizer::Normalizer(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

Result<Normalizer> Normalizer::load() { return Normalizer(std::make_unique<Parts>()); }
ReadingText Normalizer::read(const Document&) const { return {}; }
Profile Normalizer::profile(const ReadingText&, const std::string&, TimePoint) const { return {}; }
const TextFolder& Normalizer::folder() const { std::abort(); }
const std::string& Normalizer::version() const { return parts_->version; }

}  // namespace tamis::normalize
