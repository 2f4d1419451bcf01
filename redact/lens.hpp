#pragma once

#include "core/choice.hpp"
#include "core/finding.hpp"
#include "core/reading_text.hpp"
#include "core/screened.hpp"
#include "redact/policy.hpp"

#include <string>
#include <vector>

namespace tamis::redact {

/// How one view looks at the findings of one document: by the policy, and by what the candidate decided.
///
/// A choice to show opens a place where the policy leaves it to the candidate; to keep private masks it for clients; to
/// remove drops it from every view. Does not own; as safe between threads as the choices.
class Lens {
 public:
  Lens(View view, const Policy& policy, const Choices& choices, const ReadingText& text)
      : view_(view), policy_(policy), choices_(choices), text_(text) {}

  [[nodiscard]] View view() const { return view_; }
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] Treatment treatment(const Finding& finding) const;
  /// Did the candidate remove it?
  [[nodiscard]] bool removed(const Finding& finding) const;
  /// Those that the view does not keep.
  [[nodiscard]] std::vector<Finding> hidden(const std::vector<Finding>& findings) const;
  /// The words of a finding as the document has them; empty for a photo.
  [[nodiscard]] std::string_view words(const Finding& finding) const;

 private:
  View view_;
  const Policy& policy_;
  const Choices& choices_;
  const ReadingText& text_;
};

}  // namespace tamis::redact
