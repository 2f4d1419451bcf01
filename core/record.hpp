#pragma once

#include "core/candidate_text.hpp"
#include "core/document.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"
#include "core/profile.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The record: everything that is said about one document, in the words of the contract (schema version 1). Its
/// offsets count code points of `text`.
namespace tamis {

struct RecordPhoto {
  std::optional<std::int32_t> page;
  std::optional<Box> box;

  bool operator==(const RecordPhoto&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("page", &RecordPhoto::page), field("box", &RecordPhoto::box)};
  }
};

struct RecordWarning {
  WarningCode code{};
  std::string message;
  std::optional<std::int32_t> page;

  bool operator==(const RecordWarning&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("code", &RecordWarning::code), field("message", &RecordWarning::message),
                      field("page", &RecordWarning::page)};
  }
};

/// A sentence in which the candidate allows the CV to be processed. Metadata: it opens nothing (GDPR Art. 9(2)(a)).
struct RecordConsentClause {
  std::string language;               ///< ISO 639-1
  std::vector<std::string> statutes;  ///< the laws that it cites, such as "Regulation (EU) 2016/679"
  bool stale = false;                 ///< it cites laws, and none that governs today
  bool special = false;               ///< it speaks of special categories of data
  std::uint32_t start = 0, end = 0;   ///< code points

  bool operator==(const RecordConsentClause&) const = default;
  static constexpr auto fields() {
    return std::tuple{
        field("language", &RecordConsentClause::language), field("statutes", &RecordConsentClause::statutes),
        field("stale", &RecordConsentClause::stale),       field("special", &RecordConsentClause::special),
        field("start", &RecordConsentClause::start),       field("end", &RecordConsentClause::end)};
  }
};

struct RecordDocument {
  CandidateText name;  ///< as the file is called, without its folder
  std::string sha256;
  std::int64_t bytes = 0;
  std::string media_type;
  std::optional<std::int32_t> pages;  ///< absent where the format has none
  std::vector<std::int32_t> ocr_pages;
  std::string language;
  std::vector<LanguageShare> languages;
  std::vector<RecordPhoto> photo;
  std::vector<RecordWarning> warnings;
  std::vector<RecordConsentClause> consent_clauses;

  bool operator==(const RecordDocument&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("name", &RecordDocument::name),
                      field("sha256", &RecordDocument::sha256),
                      field("bytes", &RecordDocument::bytes),
                      field("media_type", &RecordDocument::media_type),
                      field("pages", &RecordDocument::pages),
                      field("ocr_pages", &RecordDocument::ocr_pages),
                      field("language", &RecordDocument::language),
                      field("languages", &RecordDocument::languages),
                      field("photo", &RecordDocument::photo),
                      field("warnings", &RecordDocument::warnings),
                      field("consent_clauses", &RecordDocument::consent_clauses)};
  }
};

struct Evidence {
  std::string path;  ///< JSON pointer into the profile
  std::optional<std::int32_t> page;
  std::optional<Box> box;
  std::uint32_t start = 0, end = 0;  ///< code points
  float confidence = 0;

  bool operator==(const Evidence&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("path", &Evidence::path), field("page", &Evidence::page),
                      field("box", &Evidence::box),   field("start", &Evidence::start),
                      field("end", &Evidence::end),   field("confidence", &Evidence::confidence)};
  }
};

struct RecordFinding {
  Category category{};
  Basis basis{};
  CandidateText text;                       ///< absent for a photo, and where a view masks it
  std::optional<std::uint32_t> start, end;  ///< code points; absent for a photo
  std::optional<std::int32_t> page;
  std::optional<Box> box;
  std::string path;
  float confidence = 0;
  std::string rule;
  std::string reason;
  Disclosure disclosure{};

  bool operator==(const RecordFinding&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("category", &RecordFinding::category),
                      field("basis", &RecordFinding::basis),
                      field("text", &RecordFinding::text),
                      field("start", &RecordFinding::start),
                      field("end", &RecordFinding::end),
                      field("page", &RecordFinding::page),
                      field("box", &RecordFinding::box),
                      field("path", &RecordFinding::path),
                      field("confidence", &RecordFinding::confidence),
                      field("rule", &RecordFinding::rule),
                      field("reason", &RecordFinding::reason),
                      field("disclosure", &RecordFinding::disclosure)};
  }
};

/// An error as a record tells it.
struct RecordError {
  ErrorCode code{};
  std::string message;
  Stage stage{};
  Blame blame{};
  Place place;
  std::vector<Fact> facts;

  bool operator==(const RecordError&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("code", &RecordError::code),   field("message", &RecordError::message),
                      field("stage", &RecordError::stage), field("blame", &RecordError::blame),
                      field("place", &RecordError::place), field("facts", &RecordError::facts)};
  }
};

struct Record {
  std::int32_t record = 1;  ///< the schema's version
  RecordDocument document;
  std::optional<Profile> profile;
  std::optional<std::vector<Evidence>> evidence;  ///< present, if empty, wherever there is a profile
  std::optional<std::vector<RecordFinding>> findings;
  std::optional<CandidateText> text;  ///< only where it was asked for
  std::optional<RecordError> error;

  bool operator==(const Record&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("record", &Record::record),     field("document", &Record::document),
                      field("profile", &Record::profile),   field("evidence", &Record::evidence),
                      field("findings", &Record::findings), field("text", &Record::text),
                      field("error", &Record::error)};
  }
};

[[nodiscard]] RecordError to_record(const Error& error);
[[nodiscard]] std::vector<RecordWarning> to_record(const std::vector<Warning>& warnings);
/// One entry for each value of the profile that has a source, in the order of the profile.
[[nodiscard]] std::vector<Evidence> collect_evidence(const Profile& profile, const ReadingText& text);
/// The findings as a record tells them, words included, sorted by place.
[[nodiscard]] std::vector<RecordFinding> to_record(const std::vector<Finding>& findings, const ReadingText& text);

}  // namespace tamis
