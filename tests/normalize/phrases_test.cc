#include "normalize/phrases.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tamis::normalize {
namespace {

Phrases<int> some_phrases() {
  Phrases<int> phrases;
  phrases.add("sales", 1);
  phrases.add("sales manager", 2);
  phrases.add("c++", 3);
  phrases.add("sales", 4);
  phrases.add("& sons", 5);
  return phrases;
}

TEST(Phrases, TakeTheLongestThatEndsWithAWord) {
  const auto phrases = some_phrases();
  EXPECT_EQ(*phrases.match_at("sales manager, area", 0)->meaning, 2);
  EXPECT_EQ(*phrases.match_at("sales managers", 0)->meaning, 1);
  EXPECT_FALSE(phrases.match_at("salesman", 0));
  EXPECT_EQ(phrases.match_at("c++ and c", 0)->size, 3U);
  EXPECT_EQ(*phrases.match_at("miller & sons", 7)->meaning, 5);
}

TEST(Phrases, KeepTheFirstMeaning) { EXPECT_EQ(*some_phrases().find("sales"), 1); }

TEST(Phrases, BeginAtWordsAndDoNotOverlap) {
  std::vector<std::size_t> starts;
  some_phrases().for_each_match("presales, sales manager sales",
                                [&](std::size_t at, const auto&) { starts.push_back(at); });
  EXPECT_EQ(starts, (std::vector<std::size_t>{10, 24}));
}

TEST(Phrases, KnowWhetherAnyBeginsWithAWord) {
  const auto phrases = some_phrases();
  EXPECT_TRUE(phrases.any_begins_like("sales of wine"));
  EXPECT_FALSE(phrases.any_begins_like("manager"));
}

}  // namespace
}  // namespace tamis::normalize
