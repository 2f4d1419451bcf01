#include "parsers/container.hpp"

#include "parsers/xml.hpp"
#include "tests/parsers/office_files.hpp"

#include <gmock/gmock.h>

namespace tamis::parsers {
namespace {

using namespace testing;

class Collector final : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override { seen += "<" + std::string(name.local) + ">"; }
  void end(const XmlName&) override { seen += "/"; }
  void text(std::string_view utf8) override { seen += utf8; }
  std::string seen;
};

ErrorCode read_error(const std::string& zip, const Limits& limits) {
  auto container = Container::open(bytes_of(zip), limits);
  if (!container) return container.error().code;
  const auto content = container->read("a");
  return content ? ErrorCode::internal : content.error().code;
}

}  // namespace

TEST(Container, ReadsItsMembers) {
  const std::string zip = make_zip({{"b", "second"}, {"a", "first"}});
  auto container = Container::open(bytes_of(zip), {});
  ASSERT_TRUE(container.has_value());
  EXPECT_THAT(container->names(), ::testing::ElementsAre("a", "b"));
  EXPECT_EQ(container->read("b"), "second");
  EXPECT_EQ(container->read("c").error().code, ErrorCode::damaged);
}

TEST(Container, UnpacksNoMoreOfAMemberThanIsAskedFor) {
  Limits limits;
  limits.expanded_bytes = 100'000;
  std::string mixed;
  for (int i = 0; i < 40'000; ++i) mixed += std::to_string(i * 7919);
  const std::string zip = make_zip({{"a", mixed}});
  auto container = Container::open(bytes_of(zip), limits);
  ASSERT_TRUE(container.has_value());
  auto member = container->unpack("a");
  ASSERT_TRUE(member.has_value());
  EXPECT_TRUE(mixed.starts_with(member->next().value()));
  EXPECT_EQ(container->read("a").error().code, ErrorCode::expands_too_far);
}

TEST(Container, StopsAtTheExpandedBytesOfAllMembersTogether) {
  Limits limits;
  limits.expanded_bytes = 150;
  const std::string zip = make_zip({{"a", std::string(100, 'a')}, {"b", std::string(100, 'b')}});
  auto container = Container::open(bytes_of(zip), limits);
  ASSERT_TRUE(container.has_value());
  EXPECT_TRUE(container->read("a").has_value());
  EXPECT_EQ(container->read("b").error().code, ErrorCode::expands_too_far);
}

TEST(Container, StopsAtTheRatioOfABomb) {
  EXPECT_EQ(read_error(make_zip({{"a", std::string(5 << 20, ' ')}}), {}), ErrorCode::expands_too_far);
}

TEST(Container, LetsASmallMemberShrinkAsFarAsItWill) {
  EXPECT_EQ(read_error(make_zip({{"a", std::string(90 << 10, ' ')}}), {}), ErrorCode::internal);
}

TEST(Container, CountsItsEntries) {
  Limits limits;
  limits.entries = 1;
  EXPECT_EQ(read_error(make_zip({{"a", ""}, {"b", ""}}), limits), ErrorCode::expands_too_far);
}

TEST(Container, RefusesTwoMembersOfOneName) {
  std::string zip = make_zip({{"aa", "first"}, {"ab", "second"}});
  for (std::size_t at = zip.find("ab"); at != std::string::npos; at = zip.find("ab", at)) zip.replace(at, 2, "aa");
  EXPECT_EQ(Container::open(bytes_of(zip), {}).error().code, ErrorCode::damaged);
}

TEST(Container, SurvivesEveryTruncation) {
  const std::string zip = make_zip({{"a", "some words"}, {"b", "other words"}});
  for (std::size_t size = 0; size < zip.size(); ++size) {
    const std::string cut = zip.substr(0, size);
    auto container = Container::open(bytes_of(cut), {});
    if (container) (void)container->read("a");
  }
}

TEST(Xml, HandsOverNamesTextAndTheFiveEntities) {
  Collector collector;
  EXPECT_TRUE(parse_xml("<a><b x='1'>R&amp;D &#233;</b></a>", collector, {}).has_value());
  EXPECT_EQ(collector.seen, "<a><b>R&D é//");
}

TEST(Xml, RefusesEveryDocumentType) {
  for (const char* xml : {"<!DOCTYPE a><a>x</a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
                          "<!DOCTYPE a [<!ENTITY e 'ee'><!ENTITY f '&e;&e;'>]><a>&f;</a>"}) {
    Collector collector;
    const auto parsed = parse_xml(xml, collector, {});
    ASSERT_FALSE(parsed.has_value()) << xml;
    EXPECT_EQ(parsed.error().code, ErrorCode::forbidden_markup);
    EXPECT_EQ(collector.seen, "");
  }
}

TEST(Xml, StopsAtTheDepth) {
  Limits limits;
  limits.depth = 3;
  Collector collector;
  EXPECT_EQ(parse_xml("<a><a><a><a>x</a></a></a></a>", collector, limits).error().code, ErrorCode::nested_too_deep);
  EXPECT_EQ(collector.seen.find('x'), std::string::npos);
}

TEST(Xml, KeepsWhatCameBeforeTheDamage) {
  Collector collector;
  EXPECT_EQ(parse_xml("<a><b>kept</b><c", collector, {}).error().code, ErrorCode::damaged);
  EXPECT_NE(collector.seen.find("kept"), std::string::npos);
}

}  // namespace tamis::parsers
