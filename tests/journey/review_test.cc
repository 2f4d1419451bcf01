#include "tests/journey/http.hpp"
#include "tests/journey/journey.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>

/// What a person does about documents that could not be cleared, through the real program.
namespace tamis::journey {
namespace {

const std::string record = "/v1/documents/1/record";
const std::string review = "/v1/documents/1/review";
const std::string cv_words =
    "Robin Muster\nrobin.muster@example.org\n\nSummary\n\nReliable driver. I have type 1 diabetes.\n\nExperience\n\n"
    "2019 - 2023 Bus driver, Example Buses Ltd, Leeds\nDrove regional lines and trained new colleagues.\n";
const std::string foreign_words =
    "Robin Muster\nrobin.muster@example.org\n\nOlen työskennellyt kymmenen vuotta kuljettajana ja etsin uutta työtä\n"
    "pääkaupunkiseudulta. Harrastan lukemista, hiihtoa ja ruoanlaittoa ystävien kanssa viikonloppuisin.\n";

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::string code_of(const Answer& answer) { return std::string(json(answer.body).at("code").as_string()); }

class ReviewJourney : public Journey {
 protected:
  [[nodiscard]] Ran on_store(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program);
    arguments.insert(arguments.end(), {"--store", store()});
    return run(arguments);
  }

  /// The standard policy, but that what it says of health is held.
  std::string holding_policy() {
    std::string policy = contents(std::string(TAMIS_SOURCE_DIR) + "/redact/policy.toml");
    const std::string line = "client = \"mask\"";
    policy.replace(policy.find(line, policy.find("[category.health]")), line.size(), "client = \"hold\"");
    return write("holding.toml", policy);
  }

  [[nodiscard]] boost::json::array waiting() const {
    return json(on_store({"review", "list"}).output).at("documents").as_array();
  }

  static bool has_reason(const boost::json::value& document, std::string_view code) {
    const auto& reasons = document.at("reasons").as_array();
    return std::ranges::any_of(reasons, [&](const auto& each) { return each.at("code").as_string() == code; });
  }
};

TEST_F(ReviewJourney, WhatThePolicyHoldsIsReleasedByAPerson) {
  const std::string policy = holding_policy();
  ASSERT_EQ(on_store({"import", write("cv.txt", cv_words), "--policy", policy}).status, 0);
  const auto held = waiting();
  ASSERT_EQ(held.size(), 1U);
  EXPECT_TRUE(has_reason(held[0], "held_by_policy"));
  EXPECT_FALSE(says(on_store({"review", "list"}).output, "diabetes"));
  EXPECT_EQ(on_store({"review", "release", "1", "--by", "anna"}).status, 2) << "the reason is missing";
  EXPECT_EQ(on_store({"review", "release", "7", "--by", "anna", "--reason", "seen"}).status, 1);

  EXPECT_EQ(on_store({"review", "release", "1", "--by", "anna", "--reason", "seen"}).status, 0);
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(jobs().front().at("state").as_string(), "available") << "it is screened again first";
  EXPECT_EQ(on_store({"work", "--drain", "--policy", policy}).status, 0);
  const auto told = json(on_store({"review", "show", "1"}).output);
  EXPECT_TRUE(told.at("cleared").as_bool());
  EXPECT_EQ(told.at("verdicts").at(0).at("by").as_string(), "anna");
  EXPECT_EQ(told.at("verdicts").at(0).at("reason").as_string(), "seen");
  EXPECT_EQ(on_store({"review", "release", "1", "--by", "anna", "--reason", "again"}).status, 1) << "nothing waits";
}

TEST_F(ReviewJourney, AnotherReadingKeepsAReleaseForTheSameFindingsOnly) {
  const std::string policy = holding_policy();
  ASSERT_EQ(on_store({"import", write("cv.txt", cv_words), "--policy", policy}).status, 0);
  ASSERT_EQ(on_store({"review", "release", "1", "--by", "anna", "--reason", "seen"}).status, 0);
  ASSERT_EQ(on_store({"work", "--drain", "--policy", policy}).status, 0);
  ASSERT_EQ(on_store({"jobs", "retry", "1"}).status, 0);
  ASSERT_EQ(on_store({"work", "--drain", "--policy", policy}).status, 0);
  EXPECT_TRUE(waiting().empty());

  const std::string health = [&] {
    const auto listed = json(on_store({"findings", "list", "1"}).output);
    for (const auto& finding : listed.at("findings").as_array()) {
      if (finding.at("category").as_string() == "health") return std::to_string(finding.at("finding").as_int64());
    }
    return std::string("none");
  }();
  ASSERT_EQ(on_store({"findings", "choose", "1", health, "remove"}).status, 0);
  ASSERT_EQ(on_store({"work", "--drain", "--policy", policy}).status, 0);
  EXPECT_TRUE(waiting().empty()) << "what the candidate decides gives a person nothing new to look at";
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const Answer shown = request(port, "GET", record);
  EXPECT_EQ(shown.status, 200U);
  EXPECT_FALSE(says(shown.body, "diabetes"));
}

TEST_F(ReviewJourney, AnOfficerReleasesOrRefusesOverHttp) {
  ASSERT_EQ(on_store({"import", write("cv.txt", foreign_words)}).status, 0);
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto post = [&](const std::string& body) { return request(port, "POST", review, body, "application/json"); };
  EXPECT_EQ(code_of(request(port, "GET", record)), "not_cleared");
  EXPECT_EQ(code_of(request(port, "GET", "/v1/documents/1/rendition?format=docx")), "not_cleared");
  const Answer list = request(port, "GET", "/v1/reviews");
  const auto documents = json(list.body).at("documents");
  ASSERT_EQ(documents.as_array().size(), 1U);
  EXPECT_TRUE(has_reason(documents.at(0), "unknown_language"));
  EXPECT_FALSE(says(list.body, "Muster"));

  EXPECT_EQ(code_of(post(R"({"verdict": "publish", "by": "anna", "reason": "read"})")), "bad_request");
  EXPECT_EQ(code_of(post(R"({"verdict": "release", "by": "anna"})")), "missing_reason");
  EXPECT_EQ(code_of(post(R"({"verdict": "release", "reason": "read"})")), "missing_reason");
  EXPECT_EQ(code_of(request(port, "PUT", review)), "not_allowed");
  EXPECT_EQ(code_of(request(port, "GET", "/v1/documents/7/review")), "unknown_document");

  EXPECT_EQ(post(R"({"verdict": "release", "by": "anna", "reason": "I read Finnish"})").status, 202U);
  EXPECT_EQ(wait_for(port, 1).at("state").as_string(), "done");
  EXPECT_EQ(request(port, "GET", record).status, 200U);
  EXPECT_EQ(request(port, "GET", "/v1/documents/1/rendition?format=docx").status, 200U);
  EXPECT_EQ(code_of(post(R"({"verdict": "release", "by": "anna", "reason": "again"})")), "nothing_to_review");

  EXPECT_EQ(post(R"({"verdict": "refuse", "by": "ben", "reason": "names a colleague"})").status, 202U);
  EXPECT_EQ(code_of(request(port, "GET", record)), "not_cleared");
  EXPECT_EQ(code_of(request(port, "GET", "/v1/documents/1/rendition?format=docx")), "not_cleared");
  const auto told = json(request(port, "GET", review).body);
  EXPECT_FALSE(told.at("cleared").as_bool());
  EXPECT_EQ(told.at("verdicts").as_array().size(), 2U);
}

}  // namespace
}  // namespace tamis::journey
