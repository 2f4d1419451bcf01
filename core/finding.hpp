#pragma once

#include "core/reading_text.hpp"
#include "core/reflect.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tamis {

enum class Category : std::uint8_t {
#define CATEGORY(name, basis) name,
#include "core/categories.list"
#undef CATEGORY
};

/// Why a category is handled with care: Regulation (EU) 2016/679 Art. 9 and Art. 10, the grounds of discrimination
/// that national labour law protects, or a number that identifies a person.
enum class Basis : std::uint8_t { gdpr_9, gdpr_10, protected_, identifier };

[[nodiscard]] Basis basis_of(Category category);

/// How a finding came to be known.
enum class Disclosure : std::uint8_t {
  stated,    ///< the candidate says it of themselves
  revealed,  ///< an office, a membership or an association reveals it (CJEU C-184/20)
};

/// One sensitive place in a document, about the candidate. Holds the place, never the words.
struct Finding {
  Category category{};
  std::optional<Span> span;  ///< bytes of the reading text; absent for a photo
  std::int32_t page = 0;     ///< for a photo: from 1; otherwise the span tells
  Box box;                   ///< for a photo; otherwise the span tells
  std::string path;          ///< JSON pointer into the profile where it surfaces; empty if it does not
  float confidence = 0;      ///< calibrated: of those given 0.9, nine in ten are right
  std::string rule;          ///< such as "fr.health.disability-status"
  std::string reason;        ///< why the rule spoke, in English, without words of the document
  Disclosure disclosure = Disclosure::stated;

  bool operator==(const Finding&) const = default;
  static constexpr auto fields() {
    return std::tuple{field("category", &Finding::category),
                      field("span", &Finding::span),
                      field("page", &Finding::page),
                      field("box", &Finding::box),
                      field("path", &Finding::path),
                      field("confidence", &Finding::confidence),
                      field("rule", &Finding::rule),
                      field("reason", &Finding::reason),
                      field("disclosure", &Finding::disclosure)};
  }
};

template <>
struct Names<Category> {
  static constexpr auto value = std::to_array<std::string_view>({
#define CATEGORY(name, basis) #name,
#include "core/categories.list"
#undef CATEGORY
  });
};

template <>
struct Names<Basis> {
  static constexpr std::array<std::string_view, 4> value{"gdpr-9", "gdpr-10", "protected", "identifier"};
};

template <>
struct Names<Disclosure> {
  static constexpr std::array<std::string_view, 2> value{"stated", "revealed"};
};

}  // namespace tamis
