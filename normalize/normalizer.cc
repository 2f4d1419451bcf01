#include "normalize/normalizer.hpp"

#include "normalize/certificates.hpp"
#include "normalize/contact.hpp"
#include "normalize/degrees.hpp"
#include "normalize/education.hpp"
#include "normalize/headline.hpp"
#include "normalize/language_pack.hpp"
#include "normalize/language_skills.hpp"
#include "normalize/likeness.hpp"
#include "normalize/occupations.hpp"
#include "normalize/other_sections.hpp"
#include "normalize/places.hpp"
#include "normalize/quality.hpp"
#include "normalize/reading_text.hpp"
#include "normalize/section_content.hpp"
#include "normalize/sections.hpp"
#include "normalize/skills.hpp"
#include "normalize/text_folder.hpp"
#include "normalize/work.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tamis::normalize {

std::span<const EmbeddedFile> language_files();
std::span<const EmbeddedFile> gazetteer_files();
std::span<const EmbeddedFile> calibration_files();

namespace {

/// Raised with every change of the rules in code; the data counts itself.
constexpr std::string_view rules = "2";

/// FNV-1a, 64 bits, of the rules' number and all data files.
std::string version_of_everything() {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&](std::string_view bytes) {
    for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  };
  mix(rules);
  for (const auto& file : language_files()) mix(file.content);
  for (const auto& file : gazetteer_files()) mix(file.content);
  for (const auto& file : calibration_files()) mix(file.content);
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// A value is no surer than the letters that it was read from.
void weigh_letters(const ReadingText& text, Profile& profile) {
  for_each_value(profile, [&](const std::string&, Value& value) {
    if (!value.source) return;
    auto word = std::ranges::upper_bound(text.words, value.source->start, {},
                                         [](const TextWord& each) { return each.span.end; });
    float sum = 0;
    int count = 0;
    for (; word != text.words.end() && word->span.start < value.source->end; ++word, ++count) sum += word->confidence;
    if (count > 0) value.confidence *= sum / static_cast<float>(count);
  });
}

std::string iso_month(TimePoint time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return Date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())), 0}.iso();
}

}  // namespace

struct Normalizer::Parts {
  Parts(const LanguagePacks& packs, Calibration shares)
      : folder(std::make_unique<const IcuTextFolder>()),
        dates(packs),
        sections(packs),
        contact(packs, *folder),
        places(packs),
        degrees(packs),
        skills(packs),
        languages(packs),
        certificates(packs),
        entries(packs, dates),
        occupations(packs, *folder),
        heads(packs, places, degrees, occupations),
        content(packs, sections, entries, heads, degrees, languages, dates),
        work(entries, heads),
        education(packs, entries, heads, degrees),
        others(packs, entries, heads, dates),
        likeness(packs),
        calibration(std::move(shares)),
        version(version_of_everything()) {}

  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void read(const ReadingText& text, const Section& section, Profile& profile) const;

  std::unique_ptr<const IcuTextFolder> folder;
  DateReader dates;
  SectionReader sections;
  ContactReader contact;
  PlaceReader places;
  DegreeReader degrees;
  SkillReader skills;
  LanguageSkillReader languages;
  CertificateReader certificates;
  EntryReader entries;
  OccupationReader occupations;
  HeadReader heads;
  SectionContent content;
  WorkReader work;
  EducationReader education;
  OtherReader others;
  LikenessReader likeness;
  Calibration calibration;
  std::string version;
};

void Normalizer::Parts::read(const ReadingText& text, const Section& section, Profile& profile) const {
  switch (section.kind) {
    case SectionKind::work:
      return append(profile.work, work.read(text, section));
    case SectionKind::education:
      return append(profile.education, education.read(text, section));
    case SectionKind::skills:
      return append(profile.skills, skills.read(text, section));
    case SectionKind::languages:
      return append(profile.languages, languages.read(text, section));
    case SectionKind::certificates:
      return append(profile.certificates, certificates.read(text, section));
    case SectionKind::projects:
      return append(profile.projects, others.projects(text, section));
    case SectionKind::volunteer:
      return append(profile.volunteer, others.volunteer(text, section));
    case SectionKind::publications:
      return append(profile.publications, others.publications(text, section));
    case SectionKind::awards:
      return append(profile.awards, others.awards(text, section));
    case SectionKind::interests:
      return append(profile.interests, others.interests(text, section));
    case SectionKind::references:
      return append(profile.references, others.references(text, section));
    case SectionKind::header:
    case SectionKind::contact:
    case SectionKind::personal:
    case SectionKind::profile:
    case SectionKind::other:
      return;
  }
}

Normalizer::Normalizer(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

Result<Normalizer> Normalizer::load() {
  const auto packs = load_packs(IcuTextFolder());
  if (!packs) return std::unexpected(packs.error());
  auto calibration = Calibration::load();
  if (!calibration) return std::unexpected(calibration.error());
  return with(*packs, std::move(*calibration));
}

Normalizer Normalizer::with(const LanguagePacks& packs, Calibration calibration) {
  return Normalizer(std::make_unique<Parts>(packs, std::move(calibration)));
}

ReadingText Normalizer::read(const Document& document) const {
  auto text = read_document(document, *parts_->folder);
  parts_->sections.part_run_ins(text);
  return text;
}

Profile Normalizer::profile(const ReadingText& text, const std::string& written_on, TimePoint today) const {
  const auto sections = parts_->content.complete(text, parts_->sections.read(text));
  Profile profile;
  profile.basics = parts_->contact.read(text, sections);
  profile.basics.label = read_label(text, sections, profile.basics, parts_->heads, parts_->places);
  profile.basics.summary = read_summary(text, sections);
  for (const auto& section : sections) parts_->read(text, section, profile);
  if (!parts_->likeness.is_cv(text, sections, profile)) return {};
  sort_newest_first(profile.work);
  sort_newest_first(profile.education);
  profile.meta.experience_months = experience_months(profile.work, written_on.empty() ? iso_month(today) : written_on);
  parts_->occupations.read(text, profile);
  weigh_letters(text, profile);
  parts_->calibration.apply(profile);
  return profile;
}

std::vector<Warning> Normalizer::review(const ReadingText& text, const Profile& profile, const std::string& written_on,
                                        TimePoint today) const {
  return find_shortcomings(profile, text, date_from_iso(written_on.empty() ? iso_month(today) : written_on));
}

const TextFolder& Normalizer::folder() const { return *parts_->folder; }
const std::string& Normalizer::version() const { return parts_->version; }

}  // namespace tamis::normalize
