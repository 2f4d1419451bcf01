#pragma once

#include "core/candidate_text.hpp"
#include "core/reading_text.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// What a document says about a person: a JSON Resume (https://jsonresume.org/schema, 1.x) with the additions of the
/// record's contract. A field that the document doesn't state is empty, and then absent from the JSON.
namespace tamis {

/// One value that was read from the document: what it says, where, and how sure we are.
struct Value {
  CandidateText text;
  std::optional<Span> source;  ///< bytes of the reading text
  float confidence = 0;        ///< calibrated, 0 to 1

  [[nodiscard]] bool empty() const { return text.empty(); }
  bool operator==(const Value&) const = default;
};

/// A value that follows from another one (a code, a level): it needs no evidence of its own.
using Derived = CandidateText;

struct Location {
  Value address, postal_code, city, region;
  Derived country_code;  ///< ISO 3166-1 alpha-2

  [[nodiscard]] bool empty() const { return *this == Location{}; }
  bool operator==(const Location&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("address", &Location::address), field("postalCode", &Location::postal_code),
                      field("city", &Location::city), field("region", &Location::region),
                      field("countryCode", &Location::country_code)};
  }
};

struct NetworkProfile {
  Derived network;  ///< LinkedIn, GitHub, GitLab, Xing, X, …
  Value username, url;

  bool operator==(const NetworkProfile&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("network", &NetworkProfile::network), field("username", &NetworkProfile::username),
                      field("url", &NetworkProfile::url)};
  }
};

/// What kind of work a title names.
struct Occupation {
  Derived code;  ///< a group of ISCO-08: four digits, or fewer where the title tells no more

  [[nodiscard]] bool empty() const { return code.empty(); }
  bool operator==(const Occupation&) const = default;
  static constexpr auto fields() { return std::tuple{field("code", &Occupation::code)}; }
};

struct Basics {
  Value name, given_name, family_name, label, email, phone, url, summary;
  Location location;
  std::vector<NetworkProfile> profiles;
  Occupation occupation;  ///< of the label

  [[nodiscard]] bool empty() const { return *this == Basics{}; }
  bool operator==(const Basics&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Basics::name),
                      field("givenName", &Basics::given_name),
                      field("familyName", &Basics::family_name),
                      field("label", &Basics::label),
                      field("email", &Basics::email),
                      field("phone", &Basics::phone),
                      field("url", &Basics::url),
                      field("summary", &Basics::summary),
                      field("location", &Basics::location),
                      field("profiles", &Basics::profiles),
                      field("occupation", &Basics::occupation)};
  }
};

struct Work {
  Value name, position, location, start_date, end_date, summary;
  std::vector<Value> highlights;
  Occupation occupation;  ///< of the position

  bool operator==(const Work&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Work::name),
                      field("position", &Work::position),
                      field("location", &Work::location),
                      field("startDate", &Work::start_date),
                      field("endDate", &Work::end_date),
                      field("summary", &Work::summary),
                      field("highlights", &Work::highlights),
                      field("occupation", &Work::occupation)};
  }
};

struct Education {
  Value institution, area, study_type;
  std::optional<std::int32_t> eqf;  ///< European Qualifications Framework level, 1 to 8
  Value start_date, end_date, score;
  std::vector<Value> courses;

  bool operator==(const Education&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("institution", &Education::institution),
                      field("area", &Education::area),
                      field("studyType", &Education::study_type),
                      field("eqf", &Education::eqf),
                      field("startDate", &Education::start_date),
                      field("endDate", &Education::end_date),
                      field("score", &Education::score),
                      field("courses", &Education::courses)};
  }
};

struct Skill {
  Value name;
  std::vector<Value> keywords;

  bool operator==(const Skill&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Skill::name), field("keywords", &Skill::keywords)};
  }
};

struct Language {
  Value language, fluency;
  Derived code;  ///< ISO 639-1
  Derived cefr;  ///< A1 to C2
  std::optional<bool> native;

  bool operator==(const Language&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("language", &Language::language), field("fluency", &Language::fluency),
                      field("code", &Language::code), field("cefr", &Language::cefr),
                      field("native", &Language::native)};
  }
};

struct Certificate {
  Value name, date, issuer, url;

  bool operator==(const Certificate&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Certificate::name), field("date", &Certificate::date),
                      field("issuer", &Certificate::issuer), field("url", &Certificate::url)};
  }
};

struct Project {
  Value name, description, start_date, end_date, url;
  std::vector<Value> highlights;

  bool operator==(const Project&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Project::name),
                      field("description", &Project::description),
                      field("startDate", &Project::start_date),
                      field("endDate", &Project::end_date),
                      field("url", &Project::url),
                      field("highlights", &Project::highlights)};
  }
};

struct Volunteer {
  Value organization, position, start_date, end_date, summary;
  std::vector<Value> highlights;

  bool operator==(const Volunteer&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("organization", &Volunteer::organization), field("position", &Volunteer::position),
                      field("startDate", &Volunteer::start_date),      field("endDate", &Volunteer::end_date),
                      field("summary", &Volunteer::summary),           field("highlights", &Volunteer::highlights)};
  }
};

struct Publication {
  Value name, publisher, release_date, url, summary;

  bool operator==(const Publication&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Publication::name), field("publisher", &Publication::publisher),
                      field("releaseDate", &Publication::release_date), field("url", &Publication::url),
                      field("summary", &Publication::summary)};
  }
};

struct Award {
  Value title, date, awarder, summary;

  bool operator==(const Award&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("title", &Award::title), field("date", &Award::date), field("awarder", &Award::awarder),
                      field("summary", &Award::summary)};
  }
};

struct Interest {
  Value name;
  std::vector<Value> keywords;

  bool operator==(const Interest&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Interest::name), field("keywords", &Interest::keywords)};
  }
};

struct Reference {
  Value name, reference;

  bool operator==(const Reference&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &Reference::name), field("reference", &Reference::reference)};
  }
};

struct Meta {
  std::optional<std::int32_t> experience_months;  ///< months of work, overlapping jobs counted once

  [[nodiscard]] bool empty() const { return !experience_months; }
  bool operator==(const Meta&) const = default;
  static constexpr auto fields() { return std::tuple{field("experienceMonths", &Meta::experience_months)}; }
};

struct Profile {
  Basics basics;
  std::vector<Work> work;  ///< newest first
  std::vector<Volunteer> volunteer;
  std::vector<Education> education;  ///< newest first
  std::vector<Award> awards;
  std::vector<Certificate> certificates;
  std::vector<Publication> publications;
  std::vector<Skill> skills;
  std::vector<Language> languages;
  std::vector<Interest> interests;
  std::vector<Reference> references;
  std::vector<Project> projects;
  Meta meta;

  [[nodiscard]] bool empty() const { return *this == Profile{}; }
  bool operator==(const Profile&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("basics", &Profile::basics),
                      field("work", &Profile::work),
                      field("volunteer", &Profile::volunteer),
                      field("education", &Profile::education),
                      field("awards", &Profile::awards),
                      field("certificates", &Profile::certificates),
                      field("publications", &Profile::publications),
                      field("skills", &Profile::skills),
                      field("languages", &Profile::languages),
                      field("interests", &Profile::interests),
                      field("references", &Profile::references),
                      field("projects", &Profile::projects),
                      field("meta", &Profile::meta)};
  }
};

/// Calls `visit(path, value)` for each non-empty value of a profile, with its JSON pointer, in the order of the JSON.
/// `Visit` takes (const std::string&, Value&) or, for a const profile, (const std::string&, const Value&).
template <class P, class Visit>
void for_each_value(P& noun, Visit&& visit, const std::string& path = {}) {
  for_each_field<std::remove_const_t<P>>([&](const auto& each) {
    auto& member = noun.*(each.member);
    using Member = std::remove_cvref_t<decltype(member)>;
    const std::string here = path + "/" + std::string(each.name);
    if constexpr (std::is_same_v<Member, Value>) {
      if (!member.empty()) visit(here, member);
    } else if constexpr (Noun<Member>) {
      for_each_value(member, visit, here);
    } else if constexpr (requires {
                           member.begin();
                           member.front();
                         }) {
      for (std::size_t i = 0; i < member.size(); ++i) {
        const std::string item = here + "/" + std::to_string(i);
        if constexpr (std::is_same_v<typename Member::value_type, Value>) {
          if (!member[i].empty()) visit(item, member[i]);
        } else if constexpr (Noun<typename Member::value_type>) {
          for_each_value(member[i], visit, item);
        }
      }
    }
  });
}

}  // namespace tamis
