#include "core/candidate_text.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace tamis {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <class T>
concept Appendable = requires(std::string& out, const T& value) {
  out += value;
};
template <class T>
concept RevealsOfATemporary = requires {
  T{}.reveal(Purpose::record);
};

static_assert(Streamable<std::string> && Appendable<std::string>, "the questions can be answered with yes");
static_assert(!Streamable<CandidateText>, "a candidate's words must not reach a stream");
static_assert(!Appendable<CandidateText>, "nor a string that is logged");
static_assert(!std::is_convertible_v<CandidateText, std::string> &&
              !std::is_convertible_v<CandidateText, std::string_view>);
static_assert(!std::is_constructible_v<std::string, CandidateText>);
static_assert(!std::is_convertible_v<std::string, CandidateText>, "and a string becomes one only by name");
static_assert(!RevealsOfATemporary<CandidateText>, "the view would outlive the words");

}  // namespace

TEST(CandidateText, IsRevealedForAPurpose) {
  const CandidateText text("Zoé");
  EXPECT_EQ(text.reveal(Purpose::screening), "Zoé");
  EXPECT_EQ(text.size(), 4U);
  EXPECT_LT(CandidateText("a"), CandidateText("b"));
}

}  // namespace tamis
