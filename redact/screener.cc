#include "redact/screener.hpp"

namespace tamis::redact {

struct Screener::Rules {
  std::string version;
};

Screener::Screener(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;

Result<Screener> Screener::load(const TextFolder&) { return Screener(std::make_unique<Rules>()); }
std::vector<Finding> Screener::find(const Document&, const ReadingText&, const Profile&) const { return {}; }

Screened Screener::screen(const Document&, const ReadingText&, const Profile& profile, RecordDocument about,
                          bool) const {
  Record full;
  full.document = std::move(about);
  full.profile = profile;
  return Screened(full, full, full, false, "");
}

const std::string& Screener::version() const { return rules_->version; }

}  // namespace tamis::redact
