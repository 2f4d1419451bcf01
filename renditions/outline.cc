#include "renditions/outline.hpp"

#include "core/embedded.hpp"

#include <toml++/toml.h>

#include <initializer_list>
#include <span>

namespace tamis::renditions {

std::span<const EmbeddedFile> heading_files();

namespace {

std::string text(const CandidateText& words) { return std::string(words.reveal(Purpose::record)); }
std::string text(const Value& value) { return text(value.text); }

std::string joined(std::initializer_list<std::string> parts, std::string_view between) {
  std::string whole;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    whole.append(whole.empty() ? "" : between).append(part);
  }
  return whole;
}

std::vector<std::string> texts(const std::vector<Value>& values) {
  std::vector<std::string> all;
  for (const Value& value : values) all.push_back(text(value));
  return all;
}

std::string listed(const std::vector<Value>& values) {
  std::string whole;
  for (const Value& value : values) whole.append(whole.empty() ? "" : ", ").append(text(value));
  return whole;
}

/// "2019-03" as people write it: 03/2019.
std::string written(const Value& date) {
  const std::string iso = text(date);
  if (iso.size() < 7 || iso[4] != '-') return iso;
  return iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::vector<std::string> paragraph(const Value& value) {
  return value.empty() ? std::vector<std::string>() : std::vector{text(value)};
}

class OutlineWriter {
 public:
  OutlineWriter(const Profile& profile, const std::string& language) : profile_(profile) {
    static const toml::table file = toml::parse(heading_files().front().content);
    words_ = file[language].as_table();
    outline_.language = words_ == nullptr ? "en" : language;
    if (words_ == nullptr) words_ = file["en"].as_table();
  }

  Outline write() {
    write_head();
    write_work();
    write_education();
    write_skills();
    write_languages();
    write_rest();
    return std::move(outline_);
  }

 private:
  [[nodiscard]] std::string word(std::string_view key) const { return (*words_)[key].value_or(std::string()); }

  [[nodiscard]] std::string period(const Value& start, const Value& end, bool goes_on) const {
    if (start.empty()) return written(end);
    return joined({written(start), end.empty() && goes_on ? word("present") : written(end)}, " – ");
  }

  void add(std::string_view heading, std::vector<Entry> entries) {
    if (!entries.empty()) outline_.sections.push_back({word(heading), std::move(entries)});
  }

  void write_head() {
    const Basics& basics = profile_.basics;
    const Location& place = basics.location;
    const std::string where = joined(
        {joined({text(place.postal_code), text(place.city)}, " "), text(place.region), text(place.country_code)}, ", ");
    outline_.title = !basics.name.empty()    ? text(basics.name)
                     : !basics.label.empty() ? text(basics.label)
                                             : word("candidate");
    outline_.subtitle = basics.name.empty() ? where : text(basics.label);
    if (!basics.name.empty()) {
      for (const std::string& line :
           {joined({text(place.address), where}, ", "), text(basics.phone), text(basics.email), text(basics.url)}) {
        if (!line.empty()) outline_.contact.push_back(line);
      }
      for (const NetworkProfile& network : basics.profiles) outline_.contact.push_back(text(network.url));
    }
    outline_.summary = text(basics.summary);
  }

  void write_work() {
    std::vector<Entry> entries;
    for (const Work& work : profile_.work) {
      entries.push_back({text(work.position), joined({text(work.name), text(work.location)}, ", "),
                         period(work.start_date, work.end_date, true), paragraph(work.summary),
                         texts(work.highlights)});
    }
    add("work", std::move(entries));
  }

  void write_education() {
    std::vector<Entry> entries;
    for (const Education& education : profile_.education) {
      entries.push_back({joined({text(education.study_type), text(education.area)}, ", "), text(education.institution),
                         period(education.start_date, education.end_date, false), paragraph(education.score),
                         texts(education.courses)});
    }
    add("education", std::move(entries));
  }

  void write_skills() {
    std::vector<Entry> entries;
    for (const Skill& skill : profile_.skills)
      entries.push_back({text(skill.name), listed(skill.keywords), {}, {}, {}});
    add("skills", std::move(entries));
  }

  void write_languages() {
    std::vector<Entry> entries;
    for (const Language& language : profile_.languages) {
      const std::string level = language.native.value_or(false) ? word("native") : text(language.cefr);
      entries.push_back(
          {text(language.language), language.fluency.empty() ? level : text(language.fluency), {}, {}, {}});
    }
    add("languages", std::move(entries));
  }

  void write_rest() {
    std::vector<Entry> entries;
    for (const Certificate& each : profile_.certificates) {
      entries.push_back({text(each.name), text(each.issuer), written(each.date), {}, {}});
    }
    add("certificates", std::exchange(entries, {}));
    for (const Project& each : profile_.projects) {
      entries.push_back({text(each.name),
                         {},
                         period(each.start_date, each.end_date, false),
                         paragraph(each.description),
                         texts(each.highlights)});
    }
    add("projects", std::exchange(entries, {}));
    for (const Volunteer& each : profile_.volunteer) {
      entries.push_back({text(each.position), text(each.organization), period(each.start_date, each.end_date, false),
                         paragraph(each.summary), texts(each.highlights)});
    }
    add("volunteer", std::exchange(entries, {}));
    for (const Publication& each : profile_.publications) {
      entries.push_back(
          {text(each.name), text(each.publisher), written(each.release_date), paragraph(each.summary), {}});
    }
    add("publications", std::exchange(entries, {}));
    for (const Award& each : profile_.awards) {
      entries.push_back({text(each.title), text(each.awarder), written(each.date), paragraph(each.summary), {}});
    }
    add("awards", std::exchange(entries, {}));
    for (const Interest& each : profile_.interests)
      entries.push_back({text(each.name), listed(each.keywords), {}, {}, {}});
    add("interests", std::exchange(entries, {}));
    for (const Reference& each : profile_.references) {
      entries.push_back({text(each.name), {}, {}, paragraph(each.reference), {}});
    }
    add("references", std::move(entries));
  }

  const Profile& profile_;
  const toml::table* words_;
  Outline outline_;
};

}  // namespace

Outline outline_of(const Profile& profile, const std::string& language) {
  return OutlineWriter(profile, language).write();
}

std::vector<std::string> texts_of(const Outline& outline) {
  std::vector<std::string> all = outline.contact;
  all.insert(all.end(), {outline.title, outline.subtitle, outline.summary});
  for (const Section& section : outline.sections) {
    all.push_back(section.heading);
    for (const Entry& entry : section.entries) {
      all.insert(all.end(), {entry.title, entry.subtitle, entry.period});
      all.insert(all.end(), entry.paragraphs.begin(), entry.paragraphs.end());
      all.insert(all.end(), entry.items.begin(), entry.items.end());
    }
  }
  return all;
}

}  // namespace tamis::renditions
