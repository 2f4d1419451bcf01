#pragma once

#include "core/finding.hpp"
#include "core/screened.hpp"

#include <array>
#include <expected>
#include <string>
#include <string_view>

/// What happens to sensitive content, as data: `policy.toml`, or the file that an operator puts in its place. The
/// standard file documents every key.
namespace tamis::redact {

/// What happens to a place that a finding covers; each one hides more than those before it.
enum class Treatment : std::uint8_t {
  keep,  ///< shown as written
  mask,  ///< its words become "[…]", here and wherever else they stand
  drop,  ///< the whole value that holds them goes, and the finding with it
  hold,  ///< as drop, and no client sees the document before a person has looked
};

/// Values that are no findings and yet may tell who somebody is.
enum class PolicyField : std::uint8_t { employers, schools, education_dates };

struct CategoryPolicy {
  std::string law, why;
  Treatment storage{}, full{}, client{}, anonymous{};
  bool choice = false;  ///< may the candidate let clients see it
};

struct FieldPolicy {
  std::string why;
  Treatment client{}, anonymous{};  ///< keep or drop
};

/// Why a file is no policy. Its words are the operator's, never a candidate's, so they may be shown.
struct PolicyProblem {
  std::int64_t line = 0;  ///< from 1; 0 where something is missing altogether
  std::string key;        ///< such as "category.health.client"
  std::string complaint;  ///< such as "is \"show\", must be one of: mask, drop, hold"

  /// "line 12: category.health.client is …"
  [[nodiscard]] std::string sentence() const;
};

/// A complete and checked policy: every category and field is in it. Immutable, safe between threads.
class Policy {
 public:
  /// Refused, besides what is missing, unknown or misspelt: what the law does not leave open. Content of Art. 9 and 10
  /// GDPR is never kept in a client's view, and a candidate's choice opens neither Art. 10 nor an identifier.
  [[nodiscard]] static std::expected<Policy, PolicyProblem> read(std::string_view toml);
  /// The one in the program.
  [[nodiscard]] static const Policy& standard();

  [[nodiscard]] const CategoryPolicy& of(Category category) const;
  [[nodiscard]] const FieldPolicy& of(PolicyField field) const;
  /// What happens in a view, storage included: what is not stored is in no view.
  [[nodiscard]] Treatment in(View view, Category category) const;
  [[nodiscard]] Treatment in(View view, PolicyField field) const;
  /// Must a person look before a client sees a document in which the category was found?
  [[nodiscard]] bool holds(Category category) const;
  /// A short hash of the file, such as "policy 1a2b3c4d".
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  friend class PolicyReader;
  std::array<CategoryPolicy, Names<Category>::value.size()> categories_;
  std::array<FieldPolicy, 3> fields_;
  std::string version_;
};

}  // namespace tamis::redact

namespace tamis {

template <>
struct Names<redact::Treatment> {
  static constexpr std::array<std::string_view, 4> value{"keep", "mask", "drop", "hold"};
};

template <>
struct Names<redact::PolicyField> {
  static constexpr std::array<std::string_view, 3> value{"employers", "schools", "education_dates"};
};

}  // namespace tamis
