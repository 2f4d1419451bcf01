#include "normalize/language_pack.hpp"

#include "normalize/sections.hpp"
#include "normalize/text_folder.hpp"

#include <gtest/gtest.h>

namespace tamis::normalize {
namespace {

TEST(LanguagePacks, FillEveryRequiredTable) {
  const IcuTextFolder folder;
  const auto packs = load_packs(folder);
  ASSERT_TRUE(packs.has_value());
  EXPECT_EQ(packs->size(), 8U);
  for (const auto& pack : *packs) EXPECT_EQ(pack.table("months").size(), 12U) << pack.code;
}

TEST(LanguagePacks, AreRefusedWithTheirLineWhenBroken) {
  const IcuTextFolder folder;
  const auto line_of = [&](std::string_view toml) {
    const auto pack = read_pack("xx", toml, folder);
    EXPECT_FALSE(pack.has_value());
    EXPECT_EQ(pack.error().code, ErrorCode::pack_invalid);
    return pack.error().facts.empty() ? -1 : pack.error().facts.front().value;
  };
  EXPECT_EQ(line_of("[months]\nmay = [\"may\""), 2);
  EXPECT_EQ(line_of("[months]\nmay = [5]"), 2);
  EXPECT_EQ(line_of("[months]\nmay = [\"\"]"), 2);
  EXPECT_EQ(line_of("[months]\nmay = [\"may\"]"), -1);  // sound, but tables are missing
}

TEST(SectionReader, PrefersTheMeaningOfTheTextsLanguage) {
  const IcuTextFolder folder;
  const SectionReader sections(*load_packs(folder));
  EXPECT_EQ(sections.kind_of("formation", "fr"), SectionKind::education);
  EXPECT_EQ(sections.kind_of("berufserfahrung", "en"), SectionKind::work);
  EXPECT_EQ(sections.kind_of("the quick brown fox", "en"), std::nullopt);
}

TEST(SectionReader, ForgivesOneMisreadLetterInALongHeading) {
  const IcuTextFolder folder;
  const SectionReader sections(*load_packs(folder));
  EXPECT_EQ(sections.kind_like("berufserfahrunq", "de"), SectionKind::work);
  EXPECT_EQ(sections.kind_like("berufserfohrunq", "de"), std::nullopt);
  EXPECT_EQ(sections.kind_like("schole", "de"), std::nullopt);
}

}  // namespace
}  // namespace tamis::normalize
