#include "normalize/normalizer.hpp"

#include "normalize/certificates.hpp"
#include "normalize/contact.hpp"
#include "normalize/degrees.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/language_skills.hpp"
#include "normalize/places.hpp"
#include "normalize/reading_text.hpp"
#include "normalize/sections.hpp"
#include "normalize/skills.hpp"
#include "normalize/text_folder.hpp"

namespace tamis::normalize {

struct Normalizer::Parts {
  explicit Parts(const LanguagePacks& packs, std::unique_ptr<const IcuTextFolder> text_folder)
      : folder(std::move(text_folder)),
        sections(packs),
        contact(packs, *folder),
        skills(packs),
        languages(packs),
        certificates(packs),
        degrees(packs),
        places(packs) {}

  std::unique_ptr<const IcuTextFolder> folder;
  SectionReader sections;
  ContactReader contact;
  SkillReader skills;
  LanguageSkillReader languages;
  CertificateReader certificates;
  DegreeReader degrees;
  PlaceReader places;
  std::string version;
};

Normalizer::Normalizer(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

Result<Normalizer> Normalizer::load() {
  auto folder = std::make_unique<const IcuTextFolder>();
  const auto packs = load_packs(*folder);
  if (!packs) return std::unexpected(packs.error());
  return Normalizer(std::make_unique<Parts>(*packs, std::move(folder)));
}

ReadingText Normalizer::read(const Document& document) const { return read_document(document, *parts_->folder); }

namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Profile Normalizer::profile(const ReadingText& text, const std::string&, TimePoint) const {
  Profile profile;
  const auto sections = parts_->sections.read(text);
  profile.basics = parts_->contact.read(text, sections);
  for (const auto& section : sections) {
    switch (section.kind) {
      case SectionKind::skills: append(profile.skills, parts_->skills.read(text, section)); break;
      case SectionKind::languages: append(profile.languages, parts_->languages.read(text, section)); break;
      case SectionKind::certificates: append(profile.certificates, parts_->certificates.read(text, section)); break;
      default: break;
    }
  }
  return profile;
}

const TextFolder& Normalizer::folder() const { return *parts_->folder; }
const std::string& Normalizer::version() const { return parts_->version; }

}  // namespace tamis::normalize
