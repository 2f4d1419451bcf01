#include "tests/journey/http.hpp"
#include "tests/journey/journey.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <filesystem>

/// What happens to sensitive content, through the real program: the policy, a candidate's decisions, renditions.
namespace tamis::journey {
namespace {

const std::string cv_words =
    "Robin Muster\nrobin.muster@example.org\n\nSummary\n\nReliable driver. I have type 1 diabetes.\n\nExperience\n\n"
    "2019 - 2023 Bus driver, Example Buses Ltd, Leeds\nDrove regional lines and trained new colleagues.\n\nOther\n\n"
    "I have no criminal convictions.\n";

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::string code_of(const Answer& answer) { return std::string(json(answer.body).at("code").as_string()); }

class DecisionJourney : public Journey {
 protected:
  /// Runs a command on the store.
  [[nodiscard]] Ran on_store(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program);
    arguments.insert(arguments.end(), {"--store", store()});
    return run(arguments);
  }

  void import_cv() { ASSERT_EQ(on_store({"import", write("cv.txt", cv_words)}).status, 0); }

  [[nodiscard]] boost::json::array findings() const {
    return json(on_store({"findings", "list", "1"}).output).at("findings").as_array();
  }

  /// The list's number of the one finding of a category.
  static std::string number_of(const boost::json::array& findings, std::string_view category) {
    for (const auto& finding : findings) {
      if (finding.at("category").as_string() == category) return std::to_string(finding.at("finding").as_int64());
    }
    ADD_FAILURE() << "no finding of " << category;
    return "0";
  }

  /// The words of a rendition, as it would be read by whoever gets it.
  [[nodiscard]] std::string words_of(const std::string& rendition) const {
    const auto records = lines(run({program, "parse", "--text", rendition}).output);
    const auto* text = records.empty() ? nullptr : records.front().as_object().if_contains("text");
    return text == nullptr ? std::string() : std::string(text->as_string());
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
};

TEST_F(DecisionJourney, ThePolicySaysWhatHappensToACategoryAndByWhichLaw) {
  const std::string health = run({program, "policy", "explain", "health"}).output;
  for (const char* part : {"GDPR Art. 9(1)", "in storage", "masked", "may show it to clients"}) {
    EXPECT_TRUE(says(health, part)) << part;
  }
  EXPECT_FALSE(says(health, "criminal_record"));
  const std::string all = run({program, "policy", "explain"}).output;
  EXPECT_TRUE(says(all, "criminal_record") && says(all, "education_dates") && says(all, "cannot open it to clients"));
  EXPECT_EQ(run({program, "policy", "explain", "weather"}).status, 2);
}

TEST_F(DecisionJourney, APolicyFileIsCheckedBeforeAnythingIsDoneByIt) {
  const std::string standard = contents(std::string(TAMIS_SOURCE_DIR) + "/redact/policy.toml");
  const std::string good = write("good.toml", standard);
  std::string open = standard;
  const std::string line = "client = \"drop\"";
  open.replace(open.find(line, open.find("[category.criminal_record]")), line.size(), "client = \"keep\"");
  const std::string bad = write("bad.toml", open);
  EXPECT_EQ(run({program, "policy", "check", good}).status, 0);
  EXPECT_EQ(run({program, "policy", "check", bad}).status, 1);
  EXPECT_EQ(run({program, "policy", "explain", "--policy", bad}).status, 1);
  EXPECT_EQ(run({program, "redact", sample("docs/driver-en.txt"), "-o", path("out.docx"), "--policy", bad}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(path("out.docx")));
}

TEST_F(DecisionJourney, ACopyForAClientIsMadeInEachForm) {
  const std::string cv = write("cv.txt", cv_words);
  const std::vector<std::vector<std::string>> forms{{"copy.docx"}, {"copy.html"}, {"copy.pdf", "--typeset"}};
  for (const auto& form : forms) {
    std::vector<std::string> command{program, "redact", cv, "-o", path(form.front())};
    command.insert(command.end(), form.begin() + 1, form.end());
    ASSERT_EQ(run(command).status, 0) << form.front();
    const std::string words = words_of(path(form.front()));
    EXPECT_TRUE(says(words, "Example Buses")) << form.front();
    for (const char* hidden : {"Muster", "robin.muster", "diabetes", "convictions"}) {
      EXPECT_FALSE(says(words, hidden)) << form.front() << ' ' << hidden;
    }
  }
  ASSERT_EQ(run({program, "redact", cv, "-o", path("named.docx"), "--view", "client"}).status, 0);
  const std::string named = words_of(path("named.docx"));
  EXPECT_TRUE(says(named, "Robin Muster"));
  EXPECT_FALSE(says(named, "diabetes"));
}

TEST_F(DecisionJourney, APdfKeepsItsPagesAndLosesTheName) {
  const auto record = lines(run({program, "parse", sample("docs/nurse-fr.pdf")}).output).front();
  const std::string name(record.at("profile").at("basics").at("name").as_string());
  const std::string employer(record.at("profile").at("work").at(0).at("name").as_string());
  ASSERT_EQ(run({program, "redact", sample("docs/nurse-fr.pdf"), "-o", path("copy.pdf")}).status, 0);
  const std::string words = words_of(path("copy.pdf"));
  EXPECT_TRUE(says(words, employer));
  EXPECT_FALSE(says(words, name));
}

TEST_F(DecisionJourney, ACopyThatCannotBeMadeIsNotWritten) {
  EXPECT_EQ(run({program, "redact", sample("docs/driver-en.txt"), "-o", path("a.pdf")}).status, 1) << "it has no pages";
  EXPECT_EQ(run({program, "redact", path("missing.pdf"), "-o", path("a.pdf")}).status, 1);
  EXPECT_EQ(run({program, "redact", sample("docs/driver-en.txt"), "-o", path("a.pdf"), "--view", "full"}).status, 2);
  EXPECT_FALSE(std::filesystem::exists(path("a.pdf")));
  EXPECT_EQ(run({program, "redact", sample("docs/driver-en.txt"), "-o", path("no-folder/a.docx")}).status, 1);
}

TEST_F(DecisionJourney, AChoiceIsNotedAndTheDocumentIsReadAgain) {
  import_cv();
  const auto found = findings();
  const std::string health = number_of(found, "health");
  EXPECT_EQ(on_store({"findings", "choose", "1", health, "show"}).status, 1) << "what the candidate saw is missing";
  EXPECT_EQ(on_store({"findings", "choose", "1", "99", "private"}).status, 1);
  EXPECT_EQ(on_store({"findings", "choose", "7", health, "private"}).status, 1);
  EXPECT_EQ(on_store({"findings", "choose", "1", health, "publish"}).status, 2);
  const std::string record = number_of(found, "criminal_record");
  EXPECT_EQ(on_store({"findings", "choose", "1", record, "show", "--wording", "Shown?"}).status, 1);
  EXPECT_EQ(jobs().front().at("state").as_string(), "done");

  const std::vector<std::string> proof{"--by", "robin", "--wording", "Shown to clients?"};
  std::vector<std::string> choose{"findings", "choose", "1", health, "show"};
  choose.insert(choose.end(), proof.begin(), proof.end());
  EXPECT_EQ(on_store(choose).status, 0);
  EXPECT_EQ(jobs().front().at("state").as_string(), "available");
  EXPECT_EQ(on_store({"work", "--drain"}).status, 0);
  const auto now = findings();
  const auto& choice = now.at(static_cast<std::size_t>(std::stoi(number_of(now, "health")))).at("choice");
  EXPECT_EQ(choice.at("decision").as_string(), "show");
  EXPECT_EQ(choice.at("by").as_string(), "robin");
  EXPECT_EQ(choice.at("wording").as_string(), "Shown to clients?");
}

TEST_F(DecisionJourney, WhatIsRemovedIsGoneForGood) {
  import_cv();
  EXPECT_EQ(on_store({"findings", "choose", "1", number_of(findings(), "health"), "remove"}).status, 0);
  EXPECT_EQ(on_store({"work", "--drain"}).status, 0);
  const auto listed = on_store({"findings", "list", "1"});
  EXPECT_FALSE(says(listed.output, "diabetes"));
  EXPECT_TRUE(says(listed.output, "removed"));
  const std::string health = number_of(findings(), "health");
  EXPECT_EQ(on_store({"findings", "choose", "1", health, "show", "--wording", "Shown?"}).status, 1);
}

TEST_F(DecisionJourney, AClientLearnsANameByConsentAlone) {
  import_cv();
  EXPECT_EQ(on_store({"consent", "give", "1", "acme"}).status, 1) << "what the candidate saw is missing";
  EXPECT_EQ(on_store({"consent", "give", "9", "acme", "--wording", "Named to Acme?"}).status, 1);
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string record = "/v1/documents/1/record?view=client";
  EXPECT_EQ(code_of(request(port, "GET", record)), "missing_client");
  EXPECT_EQ(code_of(request(port, "GET", record + "&client=acme")), "no_consent");
  EXPECT_EQ(on_store({"consent", "give", "1", "acme", "--wording", "Named to Acme?"}).status, 0);
  EXPECT_TRUE(says(request(port, "GET", record + "&client=acme").body, "Robin Muster"));
  EXPECT_EQ(code_of(request(port, "GET", record + "&client=other")), "no_consent");
  EXPECT_EQ(on_store({"consent", "withdraw", "1", "acme"}).status, 0);
  EXPECT_EQ(code_of(request(port, "GET", record + "&client=acme")), "no_consent");
}

TEST_F(DecisionJourney, APortalPassesOnWhatTheCandidateDecides) {
  import_cv();
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto listed = json(request(port, "GET", "/v1/documents/1/findings").body).at("findings").as_array();
  const std::string places = "/v1/documents/1/findings/";
  const std::string health = places + number_of(listed, "health") + "/choice";
  const auto post = [&](const std::string& place, const std::string& body) {
    return request(port, "POST", place, body, "application/json");
  };
  const std::string show = R"({"decision": "show", "by": "robin", "wording": "Shown to clients?"})";
  EXPECT_EQ(code_of(post(health, R"({"decision": "publish"})")), "bad_request");
  EXPECT_EQ(code_of(post(health, R"({"decision": )")), "bad_request");
  EXPECT_EQ(code_of(post(health, R"({"decision": "show"})")), "missing_wording");
  EXPECT_EQ(code_of(post(places + "99/choice", show)), "unknown_finding");
  EXPECT_EQ(code_of(post(places + "first/choice", show)), "unknown_finding");
  EXPECT_EQ(code_of(post(places + number_of(listed, "criminal_record") + "/choice", show)), "choice_closed");
  EXPECT_EQ(code_of(request(port, "GET", health)), "not_allowed");
  EXPECT_EQ(code_of(request(port, "GET", "/v1/documents/7/findings")), "unknown_document");

  EXPECT_FALSE(says(request(port, "GET", "/v1/documents/1/record").body, "diabetes"));
  EXPECT_EQ(post(health, show).status, 202U);
  EXPECT_EQ(wait_for(port, 1).at("state").as_string(), "done");
  const std::string opened = request(port, "GET", "/v1/documents/1/record").body;
  EXPECT_TRUE(says(opened, "diabetes"));
  EXPECT_FALSE(says(opened, "convictions"));
}

TEST_F(DecisionJourney, ARenditionIsServedToWhomMayHaveIt) {
  import_cv();
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string rendition = "/v1/documents/1/rendition";
  EXPECT_EQ(code_of(request(port, "GET", rendition + "?view=full")), "unknown_view");
  EXPECT_EQ(code_of(request(port, "GET", rendition + "?view=everything")), "unknown_view");
  EXPECT_EQ(code_of(request(port, "GET", rendition + "?format=exe")), "unknown_format");
  EXPECT_EQ(code_of(request(port, "GET", rendition)), "no_rendition") << "a text has no pages";
  EXPECT_EQ(code_of(request(port, "GET", "/v1/documents/7/rendition?format=docx")), "unknown_document");
  EXPECT_EQ(code_of(request(port, "POST", rendition)), "not_allowed");

  const Answer anonymous = request(port, "GET", rendition + "?format=docx");
  ASSERT_EQ(anonymous.status, 200U);
  EXPECT_TRUE(anonymous.content_type.ends_with("wordprocessingml.document"));
  EXPECT_FALSE(says(words_of(write("anonymous.docx", anonymous.body)), "Muster"));

  const std::string named = rendition + "?format=html&view=client";
  const std::string consent = "/v1/documents/1/consents/acme";
  EXPECT_EQ(code_of(request(port, "GET", named)), "missing_client");
  EXPECT_EQ(code_of(request(port, "GET", named + "&client=acme")), "no_consent");
  EXPECT_EQ(code_of(request(port, "PUT", consent, "{}", "application/json")), "missing_wording");
  EXPECT_EQ(code_of(request(port, "POST", consent)), "not_allowed");
  const std::string proof = R"({"by": "robin", "wording": "Named to Acme?"})";
  EXPECT_EQ(request(port, "PUT", consent, proof, "application/json").status, 200U);
  EXPECT_TRUE(says(request(port, "GET", named + "&client=acme").body, "Muster"));
  EXPECT_EQ(request(port, "DELETE", consent).status, 200U);
  EXPECT_EQ(code_of(request(port, "GET", named + "&client=acme")), "no_consent");
}

}  // namespace
}  // namespace tamis::journey
