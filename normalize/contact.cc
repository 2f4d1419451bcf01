#include "normalize/contact.hpp"

namespace tamis::normalize {

ContactReader::ContactReader(const LanguagePacks&, const TextFolder&) {}
Basics ContactReader::read(const ReadingText&, std::span<const Section>) const { return {}; }

}  // namespace tamis::normalize
